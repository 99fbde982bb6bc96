//! What must hold, said again from the words of the contract and by none of the code under test:
//! what may be granted at a moment, and which effects may come of an event.

use crate::alphabet::{Choice, LONG, Letter, ON_BY_DEFAULT, SALE, Said};
use crate::shop::{DAY, NOW};
use portcullis::consent::{Effect, Expression, Notice, Session, View, Why};
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
    rule: Rule,
    signal: bool,
    /// The newest decision known to this page, expired or not.
    said: Option<Said>,
    /// A choice was made here and its record was not yet found again in a store.
    unwritten: bool,
    pub(crate) owed: Vec<Owed>,
    pub(crate) awaits_ready: bool,
    pub(crate) awaits_notice: bool,
    pub(crate) awaits_settlement: bool,
    /// The visitor or the page moved banner or panel about.
    touched: bool,
    granted: Granted,
}

/// Says which law was broken.
pub(crate) type Verdict = Result<(), String>;

fn law(holds: bool, law: &str) -> Verdict {
    if holds { Ok(()) } else { Err(law.to_owned()) }
}

impl Oracle {
    pub(crate) fn new(rule: Rule, signal: bool) -> Self {
        Self {
            started: false,
            now: NOW,
            rule,
            signal,
            said: None,
            unwritten: false,
            owed: Vec::new(),
            awaits_ready: false,
            awaits_notice: false,
            awaits_settlement: false,
            touched: false,
            granted: [false; 4],
        }
    }

    /// The newest decision, where it counts.
    fn counting(&self) -> Option<&Said> {
        self.said.as_ref().filter(|s| self.now < s.ends)
    }

    fn is_decided(&self) -> bool {
        self.counting().is_some_and(|s| s.under == Some(self.rule))
    }

    /// Whether a purpose may run.
    fn may(&self, purpose: usize) -> bool {
        let Some(said) = self.counting() else { return self.may_unasked(purpose) };
        let seen = said.under == Some(self.rule);
        if !said.answers[purpose] {
            return false;
        }
        if seen { !(self.signal && SALE[purpose]) || said.aware } else { self.may_unasked(purpose) }
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
        let shared = !self.counting().is_some_and(|s| s.shared_refused);
        [analytics, ads, comfort, (analytics || ads) && shared]
    }

    /// False for letters that are not tried here: no shell starts a page twice, so a second start is tried with
    /// one store only.
    pub(crate) fn takes(&self, letter: &Letter) -> bool {
        !self.started
            || !matches!(letter, Letter::Start(copy, _) if copy.as_ref().is_none_or(|c| !c.said.aware))
    }

    /// Takes `letter` into account.
    pub(crate) fn hear(&mut self, letter: &Letter) {
        match letter {
            Letter::Wait => self.now = NOW + LONG,
            Letter::Region(rule) => self.rule = rule.unwrap_or(Rule::OptIn),
            // Nothing else happens to a page that has not started.
            Letter::Start(..) => {}
            _ if !self.started => return,
            _ => {}
        }
        match letter {
            Letter::Start(copy, _) | Letter::Reread(copy) => {
                self.awaits_ready |= !self.started;
                self.started = true;
                if let Some(copy) = copy
                    && self.said.as_ref().is_none_or(|own| copy.said.sequence > own.sequence)
                {
                    self.said = Some(copy.said.clone());
                }
            }
            Letter::Choose(choice, gesture) => {
                let standing = [0, 1, 2].map(|p| self.may(p));
                let not_shared = self.counting().is_some_and(|s| s.shared_refused);
                let (answers, shared_refused) = match choice {
                    Choice::All => ([true; 3], false),
                    Choice::Nothing => ([false; 3], false),
                    Choice::OptOut => ([standing[0], false, standing[2]], not_shared),
                    Choice::Analytics => ([true, standing[1], standing[2]], not_shared),
                    Choice::NotShared => (standing, true),
                };
                self.said = Some(Said {
                    sequence: self.said.as_ref().map_or(1, |s| s.sequence + 1),
                    ends: self.now + DAY * if self.rule == Rule::OptOut { 365 } else { 180 },
                    under: Some(self.rule),
                    aware: *gesture && self.signal,
                    answers,
                    shared_refused,
                });
                self.unwritten = true;
                (self.awaits_notice, self.awaits_settlement) = (true, true);
            }
            Letter::Persisted(_) => {
                self.pay(Owed::Persisted);
                self.unwritten = false;
            }
            Letter::Yielded => self.pay(Owed::Yielded),
            Letter::Gated(_) => self.pay(Owed::Gated),
            Letter::Ask | Letter::Hide | Letter::Open | Letter::Close => self.touched = true,
            Letter::Region(_) | Letter::Wait => {}
        }
    }

    fn pay(&mut self, answer: Owed) {
        if let Some(at) = self.owed.iter().position(|o| *o == answer) {
            self.owed.remove(at);
        }
    }

    /// Judges what came of `letter`, `self` having heard it and `before` being the state it met.
    pub(crate) fn judge(
        &mut self,
        before: &Oracle,
        letter: &Letter,
        effects: &[Effect],
        session: &Session,
        names: &[Expression; 4],
    ) -> Verdict {
        let granted = [0, 1, 2, 3].map(|at: usize| session.allows(&names[at]));
        let may = self.may_all();
        let event = !matches!(letter, Letter::Wait);
        for at in 0..4 {
            // Time that passes without an event is noticed with the next one.
            law(
                !event || !granted[at] || may[at],
                "nothing runs that record, regime and signal do not grant",
            )?;
            if granted[at] && !before.granted[at] {
                let turn = matches!(letter, Letter::Yielded) && before.owed.contains(&Owed::Yielded);
                let first = matches!(letter, Letter::Start(..)) && !before.started;
                law(turn || first, "a grant waits until the browser had its turn")?;
                law(!self.unwritten, "a grant waits until the choice is written")?;
            }
        }
        if !self.started {
            law(effects.is_empty() && granted == [false; 4], "nothing happens before the start")?;
        }
        for (at, effect) in effects.iter().enumerate() {
            self.judge_effect(letter, effect, effects.get(at + 1), session)?;
        }
        if matches!(letter, Letter::Choose(..)) && self.started {
            let first = matches!(effects.first(), Some(Effect::Persist(_)));
            law(first && effects.len() == 1, "a choice is written before anything else comes of it")?;
        }
        self.granted = granted;
        Ok(())
    }

    fn judge_effect(
        &mut self,
        letter: &Letter,
        effect: &Effect,
        next: Option<&Effect>,
        session: &Session,
    ) -> Verdict {
        let newest = self.said.as_ref().map(|s| s.sequence);
        match effect {
            Effect::Persist(record) => {
                self.owed.push(Owed::Persisted);
                law(matches!(letter, Letter::Choose(..)), "only a choice is written")?;
                law(Some(record.sequence) == newest, "what is written is the newest")
            }
            Effect::Repair(record) => {
                law(Some(record.sequence) == newest, "what is repaired is the newest")?;
                law(self.counting().is_some(), "what has expired is not written again")
            }
            Effect::SetAside(_) => law(matches!(letter, Letter::Start(..)), "damage is found at the start"),
            Effect::View(view) => self.judge_view(*view),
            Effect::Yield => {
                self.owed.push(Owed::Yielded);
                Ok(())
            }
            Effect::Tell(_) => {
                law(!self.unwritten, "vendors are told what is written")?;
                law(matches!(next, Some(Effect::Gate)), "vendors are told just before the gate moves")
            }
            Effect::Gate => {
                self.owed.push(Owed::Gated);
                law(!self.unwritten, "the gate moves for what is written")
            }
            Effect::Clear(traces) => {
                let runs = session.allows(&Expression::parse("service:shared"));
                law(traces.takes_cookie("_s") != runs, "traces are cleared of what may not run")?;
                law(self.counting().is_some(), "nothing is cleared that nobody refused")?;
                law(!traces.takes_cookie("portcullis"), "the record is no trace")
            }
            Effect::Notify(Notice::Ready) => {
                law(std::mem::take(&mut self.awaits_ready), "a page is ready once")
            }
            Effect::Notify(Notice::Asked) => {
                law(matches!(session.view(), View::Banner(_)), "asked means a banner is there")
            }
            Effect::Notify(Notice::Chosen(_)) => {
                law(std::mem::take(&mut self.awaits_notice), "a choice is told once")?;
                law(!self.unwritten, "a choice is settled when it is written")
            }
            Effect::Notify(Notice::Changed { before }) => {
                law(before != session.standing(), "a change that is told is one")
            }
            Effect::Settle(_) => {
                self.awaits_settlement = false;
                law(!self.unwritten, "a choice is settled when it is written")
            }
        }
    }

    fn judge_view(&self, view: View) -> Verdict {
        let View::Banner(why) = view else {
            let saved = matches!(view, View::Saved(_));
            return law(!saved || !self.unwritten, "saved is said of what is written");
        };
        if why == Why::Requested {
            return Ok(());
        }
        law(!self.is_decided() && self.rule != Rule::OptOut, "nobody is asked twice, or without need")?;
        let reason = match &self.said {
            Some(_) if self.counting().is_some() => Why::Changed,
            Some(_) => Why::Expired,
            None if self.rule == Rule::Notice => Why::Notice,
            None => Why::First,
        };
        law(why == reason, "the banner gives its reason")
    }

    /// Judges a session whose shell has answered everything.
    pub(crate) fn judge_rest(&self, session: &Session) -> Verdict {
        law(!self.awaits_ready, "a page that started becomes ready")?;
        law(!self.awaits_settlement, "every choice is settled")?;
        law(!self.awaits_notice, "every settled choice is told")?;
        law(self.granted == self.may_all(), "what record, regime and signal grant is granted in the end")?;
        let asked = matches!(session.view(), View::Banner(why) if why != Why::Requested);
        law(!asked || !self.is_decided(), "the banner goes once there is a decision")?;
        let must_ask = self.started && !self.is_decided() && self.rule != Rule::OptOut;
        law(!must_ask || asked || self.touched, "who must be asked is asked")
    }
}
