//! What is granted now.

use super::Record;
use crate::policy::{Key, Policy, Rule, key, service_key};

/// Which purposes and services may run at this moment. Empty, it grants nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Every name the policy declares, and whether it may run.
    names: Vec<(Key, bool)>,
}

impl Standing {
    /// What `record` grants under `policy` and `rule`, a privacy `signal` being on or not.
    ///
    /// - No record: under opt-in only what is required; else each purpose's `default`.
    /// - `outdated` (the policy's fingerprint is another one): refusals hold; a grant does not cover what the
    ///   visitor has not seen, so under opt-in it counts no more.
    /// - A signal turns off advertising and sharing, over an older grant too, unless the visitor granted it by
    ///   a gesture after being told of the signal (11 CCR 7025(c)(3)-(4)).
    pub fn of(policy: &Policy, rule: Rule, signal: bool, record: Option<&Record>, outdated: bool) -> Self {
        let mut names = Vec::with_capacity(policy.purposes.len() + policy.services.len());
        for p in &policy.purposes {
            let k = key(&p.id);
            let answer = record.and_then(|r| r.answer(k));
            let unasked = rule != Rule::OptIn && p.default;
            let wanted = match answer {
                Some(true) if outdated => unasked,
                Some(answer) => answer,
                None => unasked && (record.is_none() || outdated),
            };
            let knowingly =
                !outdated && answer == Some(true) && record.is_some_and(|r| r.signal && r.gesture);
            let opted_out = signal && !knowingly && p.is_sale();
            names.push((k, p.required || (wanted && !opted_out)));
        }
        for s in &policy.services {
            let k = service_key(&s.id);
            let refused = record.is_some_and(|r| r.answer(k) == Some(false));
            let mut runs = false;
            for (p, (_, granted)) in policy.purposes.iter().zip(&names) {
                runs |= (p.required || (*granted && !refused)) && p.services.contains(&s.id);
            }
            names.push((k, runs));
        }
        Self { names }
    }

    /// Whether `key` may run; `None` where the policy knows no such name.
    pub fn grants(&self, key: Key) -> Option<bool> {
        self.names.iter().find(|(k, _)| *k == key).map(|(_, granted)| *granted)
    }

    /// What both grant.
    pub fn and(&self, other: &Self) -> Self {
        let mut both = self.clone();
        for (k, granted) in &mut both.names {
            *granted &= other.grants(*k) == Some(true);
        }
        both
    }

    /// True where `other` grants nothing that this does not.
    pub fn covers(&self, other: &Self) -> bool {
        other.names.iter().all(|(k, granted)| !granted || self.grants(*k) == Some(true))
    }
}
