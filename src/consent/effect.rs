//! What goes out: the effects of an event, for the shell to perform.

use super::{Kept, Method};

/// What the shell must do, in the order given. What an effect is about lies in the session until its next step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Write [`Session::newest`](super::Session::newest), whose sequence this is, to both stores, read it back,
    /// answer with [`Event::Persisted`](super::Event::Persisted).
    Persist(u32),
    /// Write it to the store that lacks it.
    Repair(u32),
    /// Say that the record found is one that only a cookie holds: [`Stored::foreign`](super::Stored::foreign).
    Suspect,
    /// Tell whoever wanted it that the choice is not made: see
    /// [`Session::require_gesture`](super::Session::require_gesture).
    Decline,
    /// Keep [`Session::damaged`](super::Session::damaged) aside for support.
    SetAside,
    /// Show this.
    View(View),
    /// Let the browser paint, then answer with [`Event::Yielded`](super::Event::Yielded).
    Yield,
    /// Tell vendors.
    Tell(Change),
    /// Release and take back gated elements until each is as [`Session::allows`](super::Session::allows) says; answer with
    /// [`Event::Gated`](super::Event::Gated).
    Gate,
    /// Remove what refused services left: [`Session::traces`](super::Session::traces).
    Clear,
    /// Tell the page.
    Notify(Notice),
    /// Answer everyone who waits for the choice.
    Settle(Outcome),
}

/// What the visitor sees.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum View {
    /// Neither banner nor panel; the control that reopens the panel is there.
    #[default]
    Rest,
    /// As [`View::Rest`], and the visitor is told where the choice was kept.
    Saved(Kept),
    /// The banner, and why.
    Banner(Why),
    /// The panel.
    Panel,
}

/// Why the banner is shown: never without a reason the visitor can read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Why {
    /// No choice yet.
    #[default]
    First,
    /// The store's policy is another one than the visitor chose under.
    Changed,
    /// The choice is too old to count.
    Expired,
    /// Nothing to decide, but to know (notice regime).
    Notice,
    /// The visitor or the page asked for it.
    Requested,
}

impl Why {
    /// Every one, at the place of its number.
    pub const ALL: [Why; 5] = [Why::First, Why::Changed, Why::Expired, Why::Notice, Why::Requested];
}

/// Why the standing is what it is; vendors and the page are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// The page started.
    Restore,
    /// The visitor chose here.
    Choice(Method),
    /// The visitor chose in another tab.
    Elsewhere,
    /// A choice ran out.
    Expiry,
    /// The host told the region.
    Region,
}

impl Change {
    /// The name vendors and pages are told.
    pub fn source(self) -> &'static str {
        match self {
            Change::Restore => "restore",
            Change::Choice(method) => method.name(),
            Change::Elsewhere => "other-tab",
            Change::Expiry => "expire",
            Change::Region => "region",
        }
    }
}

/// What the page is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// The standing is known and the gate is as it says.
    Ready,
    /// The banner is shown.
    Asked,
    /// A choice is settled.
    Chosen(Outcome),
    /// Purposes came or went; [`Session::before`](super::Session::before) is what was granted until now.
    Changed,
}

/// What became of a choice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Where it was really kept.
    pub kept: Kept,
    /// Something that may no longer run had run and cannot be taken back.
    pub needs_reload: bool,
}
