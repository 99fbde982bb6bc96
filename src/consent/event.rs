//! What comes in: the situation a page starts in, and what happens on it.

use super::{Answer, Gesture, Kept, Method, Stored};

/// What the shell knows when a page starts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Situation {
    /// ISO 3166 code from the host, if it gave one.
    pub region: Option<String>,
    /// A privacy signal (Global Privacy Control) is on. A signal that cannot be read is not one.
    pub signal: bool,
}

/// What happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// The page starts; the stores were read.
    Start(Stored),
    /// The stores were read again: another tab chose, the page came back from the back/forward cache, or it
    /// became visible.
    Reread(Stored),
    /// Somebody chose.
    Choose {
        /// What.
        answer: Answer,
        /// How.
        method: Method,
        /// By whose act.
        gesture: Gesture,
        /// Random id for the record.
        id: [u8; 12],
    },
    /// A record was written and read back. Again, where a store was slower than the other: then only what is known of
    /// where it is kept changes.
    Persisted(Kept),
    /// The browser had its turn since [`Effect::Yield`](super::Effect::Yield).
    Yielded,
    /// The gate is as the standing says; a script that may no longer run had run.
    Gated {
        /// Only a reload ends it.
        needs_reload: bool,
    },
    /// Show the banner.
    Ask,
    /// Hide the banner, decide nothing.
    Hide,
    /// Show the panel.
    Open,
    /// The panel was closed without saving.
    Close,
    /// The host learned the visitor's region.
    Region(Option<String>),
}
