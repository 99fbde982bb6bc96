//! What may be granted at a moment, said again from the words of the contract and by none of the code under
//! test.

use crate::alphabet::{Choice, Copy, KeptChoice, LONG, Letter, ON_BY_DEFAULT, SALE, Said};
use crate::shop::{DAY, NOW};
use portcullis::consent::Gesture;
use portcullis::policy::Rule;

/// What the shell still owes the session.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Owed {
    Persisted,
    Yielded,
    Gated,
}

/// The purposes and the service `shared`: which may run.
pub(crate) type Granted = [bool; 4];

#[derive(Clone, Debug)]
pub(crate) struct Oracle {
    pub(crate) started: bool,
    pub(crate) now: u64,
    pub(crate) rule: Rule,
    pub(crate) signal: bool,
    /// The store wants that nothing but a click in banner or panel grants.
    pub(crate) by_hand: bool,
    /// The newest decision known to this page, expired or not.
    pub(crate) said: Option<Said>,
    /// Its text, where a store held it.
    pub(crate) text: String,
    /// A choice was made here and its record was not yet found again in a store.
    pub(crate) unwritten: bool,
    pub(crate) owed: Vec<Owed>,
    pub(crate) awaits_ready: bool,
    pub(crate) awaits_notice: bool,
    pub(crate) awaits_settlement: bool,
    /// The visitor or the page moved banner or panel about.
    pub(crate) touched: bool,
    pub(crate) granted: Granted,
    /// Choices that pages kept, which count and are still to be made.
    pub(crate) kept: Vec<KeptChoice>,
}

impl Oracle {
    pub(crate) fn new(rule: Rule, signal: bool, by_hand: bool) -> Self {
        Self {
            started: false,
            now: NOW,
            rule,
            signal,
            by_hand,
            said: None,
            text: String::new(),
            unwritten: false,
            owed: Vec::new(),
            awaits_ready: false,
            awaits_notice: false,
            awaits_settlement: false,
            touched: false,
            granted: [false; 4],
            kept: Vec::new(),
        }
    }

    /// The newest decision, where it counts.
    pub(crate) fn counting(&self) -> Option<&Said> {
        self.said.as_ref().filter(|s| self.now < s.ends && !s.early && !s.reset)
    }

    pub(crate) fn is_decided(&self) -> bool {
        self.counting().is_some_and(|s| s.under == Some(self.rule))
    }

    /// Whether a purpose may run.
    fn may(&self, purpose: usize) -> bool {
        let Some(said) = &self.said else { return self.may_unasked(purpose) };
        match said.answers[purpose] {
            // A refusal ends by a grant and by nothing else: not by time, nor by another policy, nor by a reset.
            Some(false) => false,
            Some(true) if self.is_decided() => !(self.signal && SALE[purpose]) || said.aware,
            None if self.is_decided() || said.refuses() => false,
            _ => self.may_unasked(purpose),
        }
    }

    /// Whether it may run though nobody was asked.
    fn may_unasked(&self, purpose: usize) -> bool {
        self.started && self.rule != Rule::OptIn && ON_BY_DEFAULT[purpose] && !(self.signal && SALE[purpose])
    }

    pub(crate) fn may_all(&self) -> Granted {
        if !self.started {
            return [false; 4];
        }
        let [analytics, ads, comfort] = [0, 1, 2].map(|p| self.may(p));
        let shared = !self.said.as_ref().is_some_and(|s| s.shared_refused);
        [analytics, ads, comfort, (analytics || ads) && shared]
    }

    /// False for letters that are not tried here: no shell starts a page twice, so a second start is tried with
    /// one store only.
    pub(crate) fn takes(&self, letter: &Letter) -> bool {
        !self.started
            || !matches!(letter, Letter::Start(copy, _) if copy.as_ref().is_none_or(|c| !c.said.aware))
                && !matches!(letter, Letter::Arrive(..))
    }

    /// Takes `letter` into account.
    pub(crate) fn hear(&mut self, letter: &Letter) {
        match letter {
            Letter::Wait => self.now = NOW + LONG,
            Letter::Region(rule) => self.rule = rule.unwrap_or(Rule::OptIn),
            // Nothing else happens to a page that has not started.
            Letter::Start(..) | Letter::Arrive(..) => {}
            _ if !self.started => return,
            _ => {}
        }
        match letter {
            Letter::Start(copy, _) | Letter::Reread(copy) => {
                self.awaits_ready |= !self.started;
                self.started = true;
                // A number that nobody can have come to is no record at all.
                if let Some(copy) = copy.as_ref().filter(|copy| !copy.said.absurd)
                    && self
                        .said
                        .as_ref()
                        .is_none_or(|own| (copy.said.rank(), &copy.text) > (own.rank(), &self.text))
                {
                    self.said = Some(copy.said.clone());
                    self.text.clone_from(&copy.text);
                }
            }
            Letter::Arrive(copy, kept, _) => {
                (self.awaits_ready, self.started) = (true, true);
                self.said = copy.as_ref().map(|copy| copy.said.clone());
                self.text = copy.as_ref().map(|copy| copy.text.clone()).unwrap_or_default();
                self.kept = kept.iter().filter(|kept| self.counts(kept, copy.as_ref())).cloned().collect();
                self.choose_kept();
            }
            Letter::Choose(choice, gesture) if self.declines(choice, *gesture) => {
                self.touched |= *gesture == Gesture::Page;
            }
            Letter::Choose(choice, gesture) => self.choose(choice, *gesture, self.now),
            Letter::Persisted(_) => {
                let due = self.owed.contains(&Owed::Persisted);
                self.pay(Owed::Persisted);
                self.unwritten = false;
                if due {
                    self.choose_kept();
                }
            }
            Letter::Yielded => self.pay(Owed::Yielded),
            Letter::Gated(_) => self.pay(Owed::Gated),
            Letter::Ask | Letter::Hide | Letter::Open | Letter::Close => self.touched = true,
            Letter::Region(_) | Letter::Wait => {}
        }
    }

    /// The number of a choice made now. Above as many choices as there were seconds since 1970 no number counts, so
    /// there it stays.
    fn following(&self) -> u32 {
        let said = self.said.as_ref().map_or(0, |s| s.sequence);
        if u64::from(said) < self.now { said + 1 } else { said }
    }

    /// Whether a choice is none, for it may let more run and no hand in banner or panel made it.
    pub(crate) fn declines(&self, choice: &Choice, gesture: Gesture) -> bool {
        let widens = match choice {
            Choice::All => true,
            Choice::Analytics => !self.may(0),
            _ => false,
        };
        self.by_hand && gesture != Gesture::Layer && widens
    }

    /// Whether a choice that a page kept is one. What refuses is as long as a record would be, unless a later one is there;
    /// what grants only for a day, about the same policy, and after whatever record there is.
    fn counts(&self, kept: &KeptChoice, copy: Option<&Copy>) -> bool {
        let age = self.now - kept.made;
        let later = copy.is_some_and(|c| c.said.made > kept.made);
        let at_once = copy.is_some_and(|c| c.said.made == kept.made);
        let grants = matches!(kept.choice, Choice::All | Choice::Analytics);
        age < self.lasts() && !later && (!grants || (kept.same && age < DAY && !at_once))
    }

    fn lasts(&self) -> u64 {
        DAY * if self.rule == Rule::OptOut { 365 } else { 180 }
    }

    fn choose_kept(&mut self) {
        if !self.kept.is_empty() {
            let kept = self.kept.remove(0);
            self.choose(&kept.choice, Gesture::Layer, kept.made);
        }
    }

    fn choose(&mut self, choice: &Choice, gesture: Gesture, made: u64) {
        let standing = [0, 1, 2].map(|p| self.may(p));
        let not_shared = self.said.as_ref().is_some_and(|s| s.shared_refused);
        let (answers, shared_refused) = match choice {
            Choice::All => ([true; 3], false),
            Choice::Nothing => ([false; 3], false),
            Choice::OptOut => ([standing[0], false, standing[2]], not_shared),
            Choice::Analytics => ([true, standing[1], standing[2]], not_shared),
            Choice::NotShared => (standing, true),
            Choice::Reset => return self.reset(),
        };
        self.said = Some(Said {
            sequence: self.following(),
            made,
            absurd: false,
            ends: made + self.lasts(),
            under: Some(self.rule),
            early: false,
            reset: false,
            aware: gesture == Gesture::Layer && self.signal,
            answers: answers.map(Some),
            shared_refused,
        });
        self.unwritten = true;
        (self.awaits_notice, self.awaits_settlement) = (true, true);
    }

    /// The question is asked again: what was granted is forgotten, what was refused is not.
    fn reset(&mut self) {
        self.awaits_settlement = true;
        let sequence = self.following();
        let Some(said) = &mut self.said else { return };
        said.answers = said.answers.map(|answer| answer.filter(|yes| !yes));
        (said.sequence, said.made) = (sequence, self.now);
        said.ends = self.now + DAY * if self.rule == Rule::OptOut { 365 } else { 180 };
        (said.under, said.early, said.reset, said.aware) = (Some(self.rule), false, true, false);
        self.unwritten = true;
    }

    fn pay(&mut self, answer: Owed) {
        if let Some(at) = self.owed.iter().position(|o| *o == answer) {
            self.owed.remove(at);
        }
    }
}
