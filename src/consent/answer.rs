//! What a visitor or the page says, before it becomes a record.

use crate::policy::{Key, Policy, key, service_key};

/// An answer to the question what may run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Yes to every purpose.
    All,
    /// No to every optional purpose.
    Nothing,
    /// No to advertising and sharing; the rest stays as it stands.
    OptOut,
    /// These purposes and services so; the rest stays as it stands.
    These(Vec<(Key, bool)>),
}

impl Answer {
    /// True where it says something about `key` by name.
    pub(super) fn names(&self, key: Key) -> bool {
        matches!(self, Answer::These(list) if list.iter().any(|(named, _)| *named == key))
    }

    /// The keys granted and refused under `policy`, where each stood as `now` says.
    /// Required purposes do not stand in records: nobody was asked about them.
    pub(super) fn resolve(&self, policy: &Policy, now: impl Fn(Key) -> bool) -> (Vec<Key>, Vec<Key>) {
        let named = |k: Key| match self {
            Answer::These(list) => list.iter().rev().find(|(named, _)| *named == k).map(|(_, yes)| *yes),
            _ => None,
        };
        let (mut granted, mut refused) = (Vec::new(), Vec::new());
        for p in policy.purposes.iter().filter(|p| !p.required) {
            let k = key(&p.id);
            let yes = match self {
                Answer::All => true,
                Answer::Nothing => false,
                Answer::OptOut => !p.is_sale() && now(k),
                Answer::These(_) => named(k).unwrap_or_else(|| now(k)),
            };
            if yes { &mut granted } else { &mut refused }.push(k);
        }
        // A service is refused on its own only by name: its purposes speak for it otherwise.
        let keys = policy.services.iter().map(|s| service_key(&s.id));
        refused.extend(keys.filter(|k| named(*k) == Some(false)));
        (granted, refused)
    }
}
