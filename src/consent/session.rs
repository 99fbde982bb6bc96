//! The one place where anything is decided: events in, effects out, in order.
//!
//! A choice goes through three stages, and the shell comes back after each:
//! persist and read back → view, then yield to the browser → vendors, gate → clearing, page events, outcome.
//! A refusal narrows the standing at once; a grant widens it only when the choice has been persisted and the
//! browser had its turn. The gate asks [`Session::allows`] at the moment of each release, so an effect that
//! is performed late can never release what has been refused meanwhile.

use super::{
    Change, Early, Effect, Event, Kept, Leavings, Method, Notice, Outcome, Record, Situation, Standing,
    Stored, View, Why,
};
use crate::policy::{Policy, Rule, fingerprint, rule_for};

/// Where a change of the standing is on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    Persist,
    Yield,
    Gate,
}

/// A change of the standing on its way.
#[derive(Clone, Debug)]
pub(super) struct Pending {
    pub(super) stage: Stage,
    pub(super) change: Change,
    /// It carries a choice made here, which the page is told of even where another change overtook it.
    pub(super) chosen: bool,
    /// What was granted before it began.
    pub(super) before: Standing,
}

/// One visitor on one page.
#[derive(Clone, Debug)]
pub struct Session {
    pub(super) policy: Policy,
    pub(super) rule: Rule,
    /// A privacy signal is on.
    pub(super) signal: bool,
    /// The newest record, expired or not: expiry is no reason to forget it.
    pub(super) record: Option<Record>,
    /// Whether `record` counted when the clock was last looked at.
    counts: bool,
    /// Whether `record` was made under the policy and the rule as they stand.
    current: bool,
    pub(super) kept: Kept,
    pub(super) standing: Standing,
    pub(super) pending: Option<Pending>,
    pub(super) view: View,
    pub(super) started: bool,
    /// The page was told that the gate is as the standing says.
    ready: bool,
    /// A text found in place of a record.
    damaged: String,
    /// What was granted before the latest change that the page was told of.
    before: Standing,
    /// Effects of the step that is being taken.
    pub(super) effects: Vec<Effect>,
    /// Google's tags may load before they are consented to, for the region is one where the store chose so.
    pub(super) advanced: bool,
    pub(super) leavings: Leavings,
    /// See [`Session::object`].
    pub(super) objected: bool,
    /// See [`Session::require_gesture`].
    pub(super) by_hand: bool,
    /// See [`Session::asks_about`].
    pub(super) about: Option<u32>,
    /// Choices that pages kept and that are to be made, the first of them last.
    pub(super) early: Vec<Early>,
}

impl Session {
    /// A session that grants nothing until [`Event::Start`].
    pub fn new(policy: Policy, situation: Situation) -> Self {
        let rule = rule_for(&policy, situation.region.as_deref());
        Self::under(policy, rule, situation.signal)
    }

    /// The same, the rule being known already.
    pub(crate) fn under(policy: Policy, rule: Rule, signal: bool) -> Self {
        Self {
            policy,
            rule,
            signal,
            record: None,
            counts: false,
            current: false,
            kept: Kept::default(),
            standing: Standing::default(),
            pending: None,
            view: View::Rest,
            started: false,
            ready: false,
            damaged: String::new(),
            before: Standing::default(),
            effects: Vec::new(),
            advanced: false,
            leavings: Leavings::default(),
            objected: false,
            by_hand: false,
            about: None,
            early: Vec::new(),
        }
    }

    /// The store's policy.
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// The rule that holds for this visitor.
    pub fn rule(&self) -> Rule {
        self.rule
    }

    /// What is granted at this moment.
    pub fn standing(&self) -> &Standing {
        &self.standing
    }

    /// The visitor's choice, where there is one that counts.
    pub fn record(&self) -> Option<&Record> {
        self.record.as_ref().filter(|_| self.counts)
    }

    /// The newest record known, whether it counts or not.
    pub fn newest(&self) -> Option<&Record> {
        self.record.as_ref()
    }

    /// The text found in place of a record; empty where there was none.
    pub fn damaged(&self) -> &str {
        &self.damaged
    }

    /// What was granted before the latest [`Notice::Changed`].
    pub fn before(&self) -> &Standing {
        &self.before
    }

    /// True where the visitor need not be asked: chosen, and under the policy as it stands.
    pub fn is_decided(&self) -> bool {
        self.counts && self.current
    }

    /// A choice counts.
    pub fn has_chosen(&self) -> bool {
        self.counts
    }

    /// A privacy signal is on, or the visitor used the opt-out link, and advertising is off because of it: the
    /// page has to say so (11 CCR 7025(c)(6), 7026(g)).
    pub fn honours_signal(&self) -> bool {
        let mut all = self.policy.purposes.iter().zip(self.standing.marks());
        let opted_out = self.signal || self.record().is_some_and(|r| r.method == Method::OptOut);
        opted_out && all.any(|(p, granted)| p.is_sale() && !granted)
    }

    /// A privacy signal is on.
    pub fn has_signal(&self) -> bool {
        self.signal
    }

    /// What the visitor sees.
    pub fn view(&self) -> View {
        self.view
    }

    /// Takes `event`, which happened at `now` (seconds since 1970), and says what to do.
    /// Before [`Event::Start`] nothing comes of any event, and a second one counts as [`Event::Reread`].
    pub fn step(&mut self, event: Event, now: u64) -> Vec<Effect> {
        let ran_out = self.record().is_some_and(|r| r.is_expired(now));
        self.counts &= !ran_out;
        let renews = match &event {
            Event::Choose { .. } | Event::Region(_) => true,
            Event::Start(stored) | Event::Reread(stored) => self.is_overtaken(stored),
            _ => false,
        };
        // What was on its way goes through its stages once more, with what is left.
        if !(ran_out && matches!(event, Event::Yielded | Event::Gated { .. })) {
            self.take(event, now);
        }
        // A choice that is declined ends nothing.
        if ran_out && (!renews || matches!(self.effects.first(), Some(Effect::Decline))) {
            self.begin(Change::Expiry);
        }
        std::mem::take(&mut self.effects)
    }

    fn take(&mut self, event: Event, now: u64) {
        match event {
            Event::Start(stored) if !self.started => self.start(stored, now),
            Event::Region(region) => {
                if !self.objected {
                    self.rule = rule_for(&self.policy, region.as_deref());
                }
                self.compare();
                if self.started {
                    self.begin(Change::Region);
                }
            }
            _ if !self.started => {}
            Event::Start(stored) | Event::Reread(stored) => self.reread(stored, now),
            Event::Choose { answer, method, gesture, id } => {
                self.choose(&answer, method, gesture, id, now, now)
            }
            Event::Persisted(kept) => self.persisted(kept, now),
            Event::Yielded => self.yielded(),
            Event::Gated { needs_reload } => self.gated(needs_reload),
            Event::Ask => self.show(View::Banner(Why::Requested)),
            Event::Hide if matches!(self.view, View::Banner(_)) => self.show(View::Rest),
            Event::Open => self.show(View::Panel),
            Event::Close if self.view == View::Panel => self.show(self.rest()),
            Event::Hide | Event::Close => {}
        }
    }

    pub(super) fn emit(&mut self, effect: Effect) {
        self.effects.push(effect);
    }

    fn start(&mut self, stored: Stored, now: u64) {
        if let Some(text) = stored.damaged {
            self.damaged = text;
            self.emit(Effect::SetAside);
        }
        self.view = stored.shown;
        let (standing, view) = if let Some(record) = stored.record {
            self.suspect(stored.foreign);
            self.adopt(record, now);
            (self.target(), self.rest())
        } else {
            (Standing::unasked(&self.policy, self.rule, self.signal), self.first_view())
        };
        let asked = !stored.early.is_empty();
        if self.hear(stored.early, now) {
            self.started = true;
            // What stood without that choice is what the page is told it changed.
            self.standing = standing;
            self.choose_early(now);
            // Nothing runs until it is written.
            self.standing = Standing::default();
            return;
        }
        if self.record.is_some() {
            // Browsers forget what script wrote sooner than they are told to, Safari after seven days: each visit writes
            // it anew. Where an endpoint of the store writes the cookie it lasts.
            self.repair(stored.repair || self.policy.cookie.endpoint.is_none(), now);
        }
        self.arrive(standing, view, if asked { Change::Elsewhere } else { Change::Restore });
    }

    /// True where the stores hold a choice newer than any known here.
    fn is_overtaken(&self, stored: &Stored) -> bool {
        let newer = |found: &Record| self.record.as_ref().is_none_or(|own| found.is_newer(own));
        stored.record.as_ref().is_some_and(newer)
    }

    fn reread(&mut self, stored: Stored, now: u64) {
        let overtaken = self.is_overtaken(&stored);
        // Stores that were emptied stay empty: that may have been the visitor. The choice holds for this page.
        let Some(found) = stored.record else { return };
        if overtaken {
            self.suspect(stored.foreign);
            self.adopt(found, now);
            self.begin(Change::Elsewhere);
        } else {
            // The stores fell behind: another program put back an older copy, or one lacks it.
            self.repair(stored.repair || self.record.as_ref() != Some(&found), now);
        }
    }

    pub(super) fn adopt(&mut self, record: Record, now: u64) {
        self.counts = record.counts(now);
        self.record = Some(record);
        self.compare();
    }

    /// Sees whether the record was made under what holds now.
    fn compare(&mut self) {
        let Some(record) = &self.record else { return };
        self.current = record.fingerprint == fingerprint(&self.policy, self.rule);
    }

    fn persisted(&mut self, kept: Kept, now: u64) {
        self.kept = kept;
        if self.pending.as_ref().is_some_and(|p| p.stage == Stage::Persist) && self.choose_early(now) {
            return;
        }
        if self.advance(Stage::Persist, Stage::Yield) {
            self.view = View::Rest;
            let saved = self.pending.as_ref().is_some_and(|p| p.chosen);
            self.emit(Effect::View(if saved { View::Saved(kept) } else { View::Rest }));
            self.emit(Effect::Yield);
        }
    }

    fn yielded(&mut self) {
        if self.advance(Stage::Yield, Stage::Gate) {
            self.standing = self.target();
            let change = self.pending.as_ref().map_or(Change::Restore, |p| p.change);
            self.emit(Effect::Tell(change));
            self.emit(Effect::Gate);
        }
    }

    fn gated(&mut self, needs_reload: bool) {
        // A newer change has begun meanwhile: its own turn at the gate will answer for both.
        let Some(pending) = self.pending.take_if(|p| p.stage == Stage::Gate) else { return };
        if self.traces().is_some_and(|traces| !traces.is_empty()) {
            self.emit(Effect::Clear);
        }
        let outcome = Outcome { kept: self.kept, needs_reload };
        if !std::mem::replace(&mut self.ready, true) {
            self.emit(Effect::Notify(Notice::Ready));
        }
        if pending.chosen {
            self.emit(Effect::Notify(Notice::Chosen(outcome)));
        }
        if pending.before != self.standing {
            self.before = pending.before;
            self.emit(Effect::Notify(Notice::Changed));
        }
        if pending.change != Change::Restore {
            self.emit(Effect::Settle(outcome));
        }
        // The region may have become another one while a choice was written.
        if (pending.chosen || pending.change == Change::Choice(Method::Reset)) && self.view == View::Rest {
            self.show(self.rest());
        }
    }

    /// Starts a change of the standing that needs no record written.
    fn begin(&mut self, change: Change) {
        // A choice of the visitor's own on its way brings this one home with it.
        if self.pending.as_ref().is_some_and(|p| p.stage == Stage::Persist) {
            self.narrow();
            return;
        }
        self.turn(Stage::Yield, change);
        let view = match self.view {
            // What somebody asked to see stays, but for a question that has been answered.
            View::Panel => View::Panel,
            View::Banner(Why::Requested) if !self.is_decided() => self.view,
            _ => self.rest(),
        };
        self.show(view);
        self.emit(Effect::Yield);
    }

    pub(super) fn turn(&mut self, stage: Stage, change: Change) {
        let (before, chosen) = match self.pending.take() {
            Some(earlier) => (earlier.before, earlier.chosen),
            None => (self.standing.clone(), false),
        };
        let chosen = chosen || matches!(change, Change::Choice(method) if method != Method::Reset);
        self.pending = Some(Pending { stage, change, chosen, before });
        self.narrow();
    }

    fn advance(&mut self, from: Stage, to: Stage) -> bool {
        let Some(pending) = self.pending.as_mut().filter(|p| p.stage == from) else { return false };
        pending.stage = to;
        true
    }

    /// What is refused stops counting at once; what is granted waits for its turn.
    fn narrow(&mut self) {
        self.standing = self.standing.and(&self.target());
    }

    /// What the record, the regime and the signal grant.
    pub(super) fn target(&self) -> Standing {
        Standing::of(&self.policy, self.rule, self.signal, self.record.as_ref(), !self.is_decided())
    }

    /// What the visitor sees when nobody asked for anything.
    fn rest(&self) -> View {
        match &self.record {
            Some(_) if self.is_decided() => View::Rest,
            Some(_) if self.counts => self.banner(Why::Changed),
            Some(record) if record.method != Method::Reset => self.banner(Why::Expired),
            _ => self.first_view(),
        }
    }
}
