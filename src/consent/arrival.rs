//! How a page starts, and what a visitor sees then.

use super::session::{Pending, Stage};
use super::{Change, Effect, Notice, Session, Standing, View, Why};
use crate::policy::Rule;

/// What a visitor sees of whom no choice is known: under `rule`, where there is anything to ask or not, having
/// objected or not. The first module shows it before there is a session (`src/first/mod.rs`).
pub fn first_view(rule: Rule, asks: bool, objected: bool) -> View {
    if !asks || rule == Rule::OptOut || objected {
        View::Rest
    } else {
        View::Banner(if rule == Rule::Notice { Why::Notice } else { Why::First })
    }
}

impl Session {
    /// Takes the browser's Do Not Track for a refusal of everything optional, made before any question: nothing runs
    /// unasked, and nobody is asked.
    pub fn object(&mut self) {
        self.rule = Rule::OptIn;
        self.objected = true;
    }

    /// Starts with `standing`. The question comes first: it may be painted before anything about the gate is there. With any
    /// `change` but a restore whoever waits for a choice is answered.
    pub(super) fn arrive(&mut self, standing: Standing, view: View, change: Change) {
        self.started = true;
        let before = standing.clone();
        self.standing = standing;
        self.pending = Some(Pending { stage: Stage::Gate, change, chosen: false, before });
        self.show(view);
        self.emit(Effect::Tell(Change::Restore));
        self.emit(Effect::Gate);
    }

    /// What a visitor sees who has never chosen.
    pub(super) fn first_view(&self) -> View {
        first_view(self.rule, self.policy.asks(), self.objected)
    }

    /// The banner for this reason, where anybody is asked at all.
    pub(super) fn banner(&self, why: Why) -> View {
        if self.first_view() == View::Rest { View::Rest } else { View::Banner(why) }
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
