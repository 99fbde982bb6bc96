//! What the gate asks of a session: what may run, and what is left of what may not.

use super::{Expression, Leavings, Session, Standing, Traces};
use crate::policy::{covers, key};

impl Session {
    /// What refused services may have left; nothing where nobody has decided, for then nothing was refused.
    pub fn traces(&self) -> Option<Traces<'_>> {
        self.record().map(|_| Traces::of(&self.policy, &self.standing, self.leavings))
    }

    /// Takes the table of what common vendors leave. Nothing is known of them before.
    pub fn learn(&mut self, leavings: Leavings) {
        self.leavings = leavings;
    }

    /// Whether `expression` holds at this moment. `google:advanced` is a name in it, too.
    pub fn allows(&self, expression: &Expression) -> bool {
        expression.judge(|name| self.worth(name, &self.standing)) == Some(true)
    }

    /// What `name` is worth in an expression under `standing`; `None` where nothing is called so.
    pub fn worth(&self, name: &str, standing: &Standing) -> Option<bool> {
        if name == "google:advanced" { Some(self.advanced) } else { standing.grants(key(name)) }
    }

    /// Whether the store chose advanced mode for the visitor's region: Google's tags load before a choice, and
    /// send pings without cookies (<https://support.google.com/google-ads/answer/10000067>).
    pub fn is_advanced(&self) -> bool {
        self.advanced
    }

    /// Takes the regions where the store chose advanced mode, and the visitor's.
    pub fn choose_mode<'a>(&mut self, advanced: impl Iterator<Item = &'a str>, region: &str) {
        self.advanced = covers(advanced, region);
    }

    /// There is something to ask, and no objection was made before any question.
    pub fn may_ask(&self) -> bool {
        self.policy.asks() && !self.objected
    }

    /// A change of the standing is on its way.
    pub fn is_turning(&self) -> bool {
        self.pending.is_some()
    }

    /// Whether purpose `id` may run at this moment.
    pub fn grants(&self, id: &str) -> bool {
        self.standing.grants(key(id)) == Some(true)
    }
}
