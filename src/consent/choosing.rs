//! A choice becomes a record.

use super::session::Stage;
use super::{Answer, Change, Effect, Method, Outcome, Record, Session};
use crate::policy::{Key, Rule, fingerprint, service_key};

impl Session {
    /// Takes a choice, which the shell is to write before anything else comes of it.
    pub(super) fn choose(&mut self, answer: &Answer, method: Method, gesture: bool, id: [u8; 12], now: u64) {
        let (granted, refused) = match &self.record {
            Some(record) if method == Method::Reset => (Vec::new(), record.refused.clone()),
            // Nothing is stored before a choice, so there is nothing to take back.
            None if method == Method::Reset => {
                return self.emit(Effect::Settle(Outcome { kept: self.kept, needs_reload: false }));
            }
            _ => self.resolve(answer),
        };
        // A US opt-out holds for 12 months at least (Cal. Civ. Code 1798.135(c)(4)).
        let days = self.policy.cookie.days.max(if self.rule == Rule::OptOut { 365 } else { 0 });
        let sequence = self.record.as_ref().map_or(1, |r| r.sequence.saturating_add(1));
        let record = Record {
            id,
            sequence,
            made: now,
            lasts: days.saturating_mul(86_400),
            method,
            rule: self.rule,
            gesture,
            signal: self.signal,
            fingerprint: fingerprint(&self.policy, self.rule),
            granted,
            refused,
        };
        self.adopt(record, now);
        self.turn(Stage::Persist, Change::Choice(method));
        self.emit(Effect::Persist(sequence));
    }

    /// What is not named stays as it stands: a purpose as it is granted, a service as it was refused.
    fn resolve(&self, answer: &Answer) -> (Vec<Key>, Vec<Key>) {
        let standing = self.target();
        let (granted, mut refused) = answer.resolve(&self.policy, |k| standing.grants(k) == Some(true));
        if let (Answer::These(_) | Answer::OptOut, Some(record)) = (answer, &self.record) {
            for s in &self.policy.services {
                let k = service_key(&s.id);
                if record.answer(k) == Some(false) && !answer.names(k) {
                    refused.push(k);
                }
            }
        }
        (granted, refused)
    }
}
