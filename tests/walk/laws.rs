//! The laws: what may come of an event, and how everything must end.

use crate::alphabet::{Choice, Letter};
use crate::oracle::{Oracle, Owed};
use portcullis::consent::{Effect, Expression, Notice, Session, View, Why};
use portcullis::policy::Rule;

/// Says which law was broken.
pub(crate) type Verdict = Result<(), String>;

fn law(holds: bool, law: &str) -> Verdict {
    if holds { Ok(()) } else { Err(law.to_owned()) }
}

impl Oracle {
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
                let first = matches!(letter, Letter::Start(..) | Letter::Arrive(..)) && !before.started;
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
        if let Letter::Choose(choice, gesture) = letter
            && self.started
            && before.declines(choice, *gesture)
        {
            law(effects.first() == Some(&Effect::Decline), "what no hand granted is declined")?;
            law(self.said == before.said, "what is declined changes no choice")?;
            self.granted = granted;
            return Ok(());
        }
        if let Letter::Arrive(_, _, shown) = letter {
            let told = effects.iter().any(|effect| matches!(effect, Effect::View(_)));
            law(
                told == (session.view() != *shown),
                "what is shown already is not shown again, and goes where it has to",
            )?;
            let asked = effects.iter().any(|effect| matches!(effect, Effect::Notify(Notice::Asked)));
            law(!asked || !self.unwritten, "who has chosen on the page before is not asked")?;
        }
        let unsaid = matches!(letter, Letter::Choose(Choice::Reset, _)) && before.said.is_none();
        if matches!(letter, Letter::Choose(..)) && self.started && !unsaid {
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
            Effect::Persist(sequence) => {
                self.owed.push(Owed::Persisted);
                let chosen = matches!(letter, Letter::Choose(..) | Letter::Arrive(..) | Letter::Persisted(_));
                law(chosen && self.unwritten, "only a choice is written")?;
                law(Some(*sequence) == newest, "what is written is the newest")
            }
            Effect::Repair(sequence) => {
                law(Some(*sequence) == newest, "what is repaired is the newest")?;
                let lasts = self.said.as_ref().is_some_and(|said| self.now < said.ends);
                law(lasts, "what has expired is not written again")
            }
            Effect::Decline => law(self.by_hand, "nothing is declined but where a hand is wanted"),
            Effect::Suspect => law(false, "one copy contradicts nothing"),
            Effect::SetAside => law(matches!(letter, Letter::Start(..)), "damage is found at the start"),
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
            Effect::Clear => {
                law(self.counting().is_some(), "nothing is cleared that nobody refused")?;
                let takes = |name| session.traces().is_some_and(|traces| traces.takes_cookie(name));
                let runs = session.allows(&Expression::parse("service:shared"));
                law(takes("_s") != runs, "traces are cleared of what may not run")?;
                law(!takes("portcullis"), "the record is no trace")
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
            Effect::Notify(Notice::Changed) => {
                law(session.before() != session.standing(), "a change that is told is one")
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
            Some(said) if !said.reset => Why::Expired,
            _ if self.rule == Rule::Notice => Why::Notice,
            _ => Why::First,
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
