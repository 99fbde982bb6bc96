//! A choice becomes a record.

use super::session::Stage;
use super::{Answer, Change, Effect, Gesture, Method, Outcome, Record, Session, View};
use crate::policy::{Key, Rule, fingerprint, service_key};

impl Session {
    /// From now on nothing grants but a click in banner or panel: not code, nor a button of the page.
    pub fn require_gesture(&mut self) {
        self.by_hand = true;
    }

    /// Takes a choice, which the shell is to write before anything else comes of it. It was `made` now, or earlier where a
    /// page kept it.
    pub(super) fn choose(
        &mut self,
        answer: &Answer,
        method: Method,
        gesture: Gesture,
        id: [u8; 12],
        made: u64,
        now: u64,
    ) {
        if self.declines(answer, gesture) {
            self.emit(Effect::Decline);
            if gesture == Gesture::Page {
                self.show(View::Panel);
            }
            return;
        }
        let (granted, refused) = match &self.record {
            Some(record) if method == Method::Reset => (Vec::new(), record.refused.clone()),
            // Nothing is stored before a choice, so there is nothing to take back.
            None if method == Method::Reset => {
                return self.emit(Effect::Settle(Outcome { kept: self.kept, needs_reload: false }));
            }
            _ => self.resolve(answer),
        };
        let sequence = self.record.as_ref().map_or(1, |r| r.next(now));
        let record = Record {
            id,
            sequence,
            made,
            lasts: self.lasts(),
            method,
            rule: self.rule,
            // To follow a privacy signal is the rule; only who reads of it in a layer of ours departs from that.
            gesture: gesture == Gesture::Layer || (gesture == Gesture::Page && !self.signal),
            signal: self.signal,
            fingerprint: fingerprint(&self.policy, self.rule),
            granted,
            refused,
        };
        self.adopt(record, now);
        self.turn(Stage::Persist, Change::Choice(method));
        self.emit(Effect::Persist(sequence));
    }

    /// True where only a hand in a layer may grant, and `answer` says yes to more than runs anyway.
    pub(super) fn declines(&self, answer: &Answer, gesture: Gesture) -> bool {
        if !self.by_hand || gesture == Gesture::Layer {
            return false;
        }
        match answer {
            Answer::All => true,
            Answer::These(list) => {
                let standing = self.target();
                list.iter().any(|(k, yes)| *yes && standing.grants(*k) != Some(true))
            }
            Answer::Nothing | Answer::OptOut => false,
        }
    }

    /// Seconds that a record made now would count.
    pub(super) fn lasts(&self) -> u32 {
        // A US opt-out holds for 12 months at least (Cal. Civ. Code 1798.135(c)(4)).
        let days = self.policy.cookie.days.max(if self.rule == Rule::OptOut { 365 } else { 0 });
        days.saturating_mul(86_400)
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
