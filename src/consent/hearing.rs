//! What a session makes of the choices that pages kept for it.

use super::early::UNKNOWN;
use super::{Answer, Early, Session};

/// Seconds after which a kept acceptance counts for nothing. The next page is a matter of seconds, and whoever comes back a day
/// later can be asked.
const LIMIT: u64 = 86_400;

/// Seconds that a record may lie ahead of the clock and still be compared with a kept choice by its time.
const SKEW: u64 = 86_400;

impl Session {
    /// Takes what the visitor of this page is asked. An acceptance that a page kept counts for nothing else.
    pub fn asks_about(&mut self, about: &str) {
        let step = |sum: u32, character: char| (sum ^ u32::from(character)).wrapping_mul(0x0100_0193);
        self.about = Some(about.chars().fold(UNKNOWN, step));
    }

    /// Takes the choices that pages kept, in the order in which they were made. True where one of them counts.
    pub(super) fn hear(&mut self, kept: Vec<Early>, now: u64) -> bool {
        self.early = kept.into_iter().rev().filter_map(|choice| self.worth_of(choice, now)).collect();
        !self.early.is_empty()
    }

    /// Makes the first of the kept choices that counts; false where there is none left.
    pub(super) fn choose_early(&mut self, now: u64) -> bool {
        let Some(Early { answer, method, gesture, id, made, .. }) = self.early.pop() else { return false };
        self.choose(&answer, method, gesture, id, made.min(now), now);
        true
    }

    /// What of a kept choice counts. A refusal does as long as a record of it would, whatever was asked. A grant does for a
    /// day, and only for the very question that the visitor saw. A record made after either is the newer word, and within the
    /// same second a refusal wins.
    fn worth_of(&self, mut early: Early, now: u64) -> Option<Early> {
        let made = early.made.min(now);
        let last = self.record.as_ref().filter(|record| record.made <= now.saturating_add(SKEW));
        let is_old = now >= made.saturating_add(u64::from(self.lasts()));
        if is_old
            || self.declines(&early.answer, early.gesture)
            || self.record.as_ref().is_some_and(|r| r.id == early.id)
            || last.is_some_and(|r| r.made > made)
        {
            return None;
        }
        let grants = early.about.is_some()
            && early.about == self.about
            && now < made.saturating_add(LIMIT)
            && last.is_none_or(|r| r.made < made);
        let keys = self.policy.keys();
        match &mut early.answer {
            Answer::All => grants.then_some(early),
            Answer::These(named) => {
                // A name that this policy has not: to the page's own code that is an error, and nothing is saved.
                let declared = named.iter().all(|(k, _)| keys.contains(k));
                if !grants {
                    named.retain(|(k, yes)| !yes && keys.contains(k));
                }
                (!named.is_empty() && (declared || !grants)).then_some(early)
            }
            Answer::Nothing | Answer::OptOut => Some(early),
        }
    }
}
