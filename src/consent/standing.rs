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
    /// - `outdated` (its time is over, or the policy's fingerprint is another one): refusals hold; a grant does not
    ///   cover what the visitor has not seen, so under opt-in it counts no more. What such a record does not know
    ///   runs unasked only where it refused nothing: a purpose under another name is a refusal that came undone.
    /// - A signal turns off advertising and sharing, over an older grant too, unless the visitor granted it by
    ///   a gesture after being told of the signal (11 CCR 7025(c)(3)-(4)).
    pub fn of(policy: &Policy, rule: Rule, signal: bool, record: Option<&Record>, outdated: bool) -> Self {
        let Some(record) = record else { return Self::unasked(policy, rule, signal) };
        let said = |k, unasked| match record.answer(k) {
            Some(true) if outdated => (unasked, false),
            Some(yes) => (yes, !outdated && record.signal && record.gesture),
            None => (unasked && outdated && record.refused.is_empty(), false),
        };
        Self::judge(policy, rule, signal, said, |k| record.answer(k) == Some(false))
    }

    /// What is granted where nobody has chosen.
    pub fn unasked(policy: &Policy, rule: Rule, signal: bool) -> Self {
        Self::judge(policy, rule, signal, |_, unasked| (unasked, false), |_| false)
    }

    /// What may run. `said` tells whether a purpose is wanted, given whether it runs unasked, and whether that was
    /// said knowing of the signal; `refused` whether a service was refused on its own. One copy of this is compiled
    /// for visitors without a record, and it has no code for one.
    fn judge(
        policy: &Policy,
        rule: Rule,
        signal: bool,
        said: impl Fn(Key, bool) -> (bool, bool),
        refused: impl Fn(Key) -> bool,
    ) -> Self {
        let mut names = Vec::with_capacity(policy.purposes.len() + policy.services.len());
        for p in &policy.purposes {
            let k = key(&p.id);
            let (wanted, knowingly) = said(k, rule != Rule::OptIn && p.default);
            let opted_out = signal && !knowingly && p.is_sale();
            names.push((k, p.required || (wanted && !opted_out)));
        }
        names.extend(policy.services.iter().map(|s| (service_key(&s.id), false)));
        // By keys: comparing ids took most of a step for a policy of 200 services.
        let (purposes, services) = names.split_at_mut(policy.purposes.len());
        for (p, (_, granted)) in policy.purposes.iter().zip(purposes) {
            for k in p.services.iter().map(|id| service_key(id)) {
                for (_, runs) in services.iter_mut().filter(|(s, _)| *s == k) {
                    *runs |= p.required || (*granted && !refused(k));
                }
            }
        }
        Self { names }
    }

    /// Whether each name may run, in the order of [`Policy::keys`]; none where nothing was judged.
    pub fn marks(&self) -> impl Iterator<Item = bool> {
        self.names.iter().map(|(_, granted)| *granted)
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
