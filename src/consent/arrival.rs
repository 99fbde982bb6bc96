//! How a page starts. What the first banner of a visitor without a record needs is here and in what this calls, and
//! no more: the gate module loads the rest after it (`src/gate/mod.rs`).

use super::session::{Pending, Stage};
use super::{Change, Effect, Notice, Session, Standing, View, Why};
use crate::policy::Rule;

impl Session {
    /// Takes the browser's Do Not Track for a refusal of everything optional, made before any question: nothing runs
    /// unasked, and nobody is asked.
    pub fn object(&mut self) {
        self.rule = Rule::OptIn;
        self.objected = true;
    }

    /// What [`Session::step`] makes of [`Event::Start`](super::Event::Start) where no store has a copy of a record.
    /// Nothing where the page has started.
    pub fn start_unknown(&mut self) -> Vec<Effect> {
        if !self.started {
            self.arrive_unknown();
        }
        std::mem::take(&mut self.effects)
    }

    /// Starts for a visitor of whom no choice is known.
    pub(super) fn arrive_unknown(&mut self) {
        self.arrive(Standing::unasked(&self.policy, self.rule, self.signal), self.first_view());
    }

    /// Starts with `standing`. The question comes first: it may be painted before anything about the gate is there.
    pub(super) fn arrive(&mut self, standing: Standing, view: View) {
        self.started = true;
        let before = standing.clone();
        self.standing = standing;
        self.pending = Some(Pending { stage: Stage::Gate, change: Change::Restore, chosen: false, before });
        self.show(view);
        self.emit(Effect::Tell(Change::Restore));
        self.emit(Effect::Gate);
    }

    /// What a visitor sees who has never chosen.
    pub(super) fn first_view(&self) -> View {
        self.banner(if self.rule == Rule::Notice { Why::Notice } else { Why::First })
    }

    /// The banner for this reason, where there is anything to ask.
    pub(super) fn banner(&self, why: Why) -> View {
        if self.policy.asks() && self.rule != Rule::OptOut && !self.objected {
            View::Banner(why)
        } else {
            View::Rest
        }
    }

    pub(super) fn show(&mut self, view: View) {
        if view == self.view {
            return;
        }
        self.view = view;
        self.emit(Effect::View(view));
        if matches!(view, View::Banner(_)) {
            self.emit(Effect::Notify(Notice::Asked));
        }
    }
}
