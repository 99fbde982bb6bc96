//! What is new since a visitor chose.

use super::Session;
use crate::policy::facts;
use crate::text::hex;

impl Session {
    /// Whether each purpose and service, at the places of [`Policy::keys`](crate::policy::Policy::keys), is new or
    /// another one than when the visitor chose. None is where no choice counts, or where it covers all there is.
    ///
    /// `known` is what the visitor knew then: the eight digits of each fact, anything else for a name that was not
    /// there. Where it is empty, nobody noted that; the record still knows which purposes it was asked about.
    pub fn news(&self, known: &str) -> Vec<bool> {
        let Some(record) = self.record().filter(|_| !self.is_decided()) else { return Vec::new() };
        let mut news = Vec::new();
        for (at, (fact, k)) in facts(&self.policy).into_iter().zip(self.policy.keys()).enumerate() {
            news.push(if known.is_empty() {
                let asked = self.policy.purposes.get(at).is_some_and(|p| !p.required);
                asked && record.answer(k).is_none()
            } else {
                known.get(at * 8..at * 8 + 8) != Some(hex(&fact.to_be_bytes()).as_str())
            });
        }
        news
    }
}
