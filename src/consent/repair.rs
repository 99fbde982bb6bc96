//! What a session does about stores that do not agree.

use super::{Effect, Session};

impl Session {
    /// Has the newest record written again where `behind` says that a store lacks it. One that takes a choice back
    /// too: while a store holds the older one, that could come back.
    pub(super) fn repair(&mut self, behind: bool, now: u64) {
        let due = behind && self.pending.is_none();
        if let Some(record) = self.record.as_ref().filter(|r| due && !r.is_expired(now)) {
            self.emit(Effect::Repair(record.sequence));
        }
    }

    /// Where a store shares the choice with its other hosts, a cookie that knows better than localStorage is theirs.
    pub(super) fn suspect(&mut self, foreign: bool) {
        if foreign && self.policy.cookie.domain.is_none() {
            self.emit(Effect::Suspect);
        }
    }
}
