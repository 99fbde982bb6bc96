//! The visitor's decision, as it is kept.

use crate::policy::{Key, Rule};

/// A settled choice. Purposes and services stand in it by [`Key`], so it outlives the policy it was made under.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Random, made with the choice: never before one.
    pub id: [u8; 12],
    /// One more than that of the record before it.
    pub sequence: u32,
    /// When it was made, seconds since 1970.
    pub made: u64,
    /// Seconds from `made` until it no longer counts.
    pub lasts: u32,
    /// How it was made.
    pub method: Method,
    /// The rule that held.
    pub rule: Rule,
    /// Made by a gesture the browser vouches for (`Event.isTrusted`).
    pub gesture: bool,
    /// A privacy signal was on and the visitor had been told so.
    pub signal: bool,
    /// [`crate::policy::fingerprint`] of the policy it was made under.
    pub fingerprint: u64,
    /// Purposes granted.
    pub granted: Vec<Key>,
    /// Purposes and services refused.
    pub refused: Vec<Key>,
}

/// Seconds that a record may lie ahead of the clock: two devices, or one before and after it was set.
const SKEW: u64 = 86_400;

/// Choices that a browser may have seen, whatever its clock says.
const MANY: u64 = 1 << 20;

/// The highest sequence that a record can have at `now`: nobody chose more than once a second since 1970.
fn most(now: u64) -> u64 {
    now.max(MANY)
}

impl Record {
    /// True where it is a choice that holds at `now`. One from the future does not: nobody could say when its
    /// time is over. What it refused stays refused all the same (see [`Standing::of`](super::Standing::of)).
    pub fn counts(&self, now: u64) -> bool {
        self.method != Method::Reset && !self.is_expired(now) && self.made <= now.saturating_add(SKEW)
    }

    /// Seconds from `now` until it no longer counts.
    pub fn remaining(&self, now: u64) -> u64 {
        let left = self.made.saturating_add(u64::from(self.lasts)).saturating_sub(now);
        left.min(u64::from(self.lasts))
    }

    /// True once its time is over. Grants and refusals last equally long.
    pub fn is_expired(&self, now: u64) -> bool {
        now >= self.made.saturating_add(u64::from(self.lasts))
    }

    /// False where somebody wrote a number that no visitor comes to, so that no later choice could be above it.
    pub fn is_credible(&self, now: u64) -> bool {
        u64::from(self.sequence) <= most(now)
    }

    /// The sequence of a choice made after this one. At the highest there is it stays: a tie is a refusal's.
    pub fn next(&self, now: u64) -> u32 {
        self.sequence.saturating_add(u32::from(u64::from(self.sequence) < most(now)))
    }

    /// What the visitor answered about `key`, if anything.
    pub fn answer(&self, key: Key) -> Option<bool> {
        if self.refused.contains(&key) { Some(false) } else { self.granted.contains(&key).then_some(true) }
    }
}

/// How a choice was made. Its number stands in stored records: append only. Six is none, and stays none: there is a
/// golden vector of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// The button that accepts all.
    AcceptAll,
    /// The button that rejects all.
    RejectAll,
    /// The toggles as they stood when saved.
    Save,
    /// Everything optional taken back.
    Withdraw,
    /// The page's own code.
    Api,
    /// The link that opts out of sale and sharing where a US state law wants one.
    OptOut,
    /// The owner or the visitor wants the question asked again. Grants nothing, and keeps what was refused.
    Reset = 7,
}

impl Method {
    /// Every method.
    pub const ALL: [Method; 7] = [
        Method::AcceptAll,
        Method::RejectAll,
        Method::Save,
        Method::Withdraw,
        Method::Api,
        Method::OptOut,
        Method::Reset,
    ];

    /// The method's name in records and `data-action`.
    pub fn name(self) -> &'static str {
        match self {
            Method::AcceptAll => "accept-all",
            Method::RejectAll => "reject-all",
            Method::Save => "save",
            Method::Withdraw => "withdraw",
            Method::Api => "api",
            Method::OptOut => "us-opt-out",
            Method::Reset => "reset",
        }
    }

    /// The method with this number.
    pub fn numbered(number: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|m| *m as u8 == number)
    }

    /// The method called `name`.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|m| m.name() == name)
    }
}
