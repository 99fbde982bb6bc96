//! Effects as the stub reads them: two characters each, what to do and about what. [`crate::protocol`] has the first of them,
//! and the second where it stands for itself.

use super::events::place;
use crate::consent::{Change, Effect, Kept, Method, Notice, Outcome, View};
use crate::protocol::{effect as what, notice, view};

/// Every reason for a change, at the place of its digit: choices by the number of their [`Method`], then the others.
const CHANGES: [Change; 12] = [
    Change::Choice(Method::AcceptAll),
    Change::Choice(Method::RejectAll),
    Change::Choice(Method::Save),
    Change::Choice(Method::Withdraw),
    Change::Choice(Method::Api),
    Change::Choice(Method::OptOut),
    // No method has this number.
    Change::Restore,
    Change::Choice(Method::Reset),
    Change::Restore,
    Change::Elsewhere,
    Change::Expiry,
    Change::Region,
];

/// The change that `digit` stands for.
pub(super) fn change(digit: &str) -> Change {
    let digit = digit.bytes().next().unwrap_or(0);
    CHANGES.get(place(digit)).copied().unwrap_or(Change::Restore)
}

/// `effects` as text.
pub(super) fn write(effects: &[Effect]) -> String {
    let mut text = String::new();
    for effect in effects {
        let (first, second) = match *effect {
            Effect::Persist(_) => (what::Persist, NOTHING),
            Effect::Repair(_) => (what::Repair, NOTHING),
            Effect::SetAside => (what::SetAside, NOTHING),
            Effect::Decline => (what::Decline, NOTHING),
            Effect::Suspect => (what::Suspect, NOTHING),
            Effect::View(View::Rest) => (what::View, view::Rest),
            Effect::View(View::Saved(Kept::Memory)) => (what::View, view::Unsaved),
            Effect::View(View::Saved(_)) => (what::View, view::Saved),
            Effect::View(View::Panel) => (what::View, view::Panel),
            Effect::View(View::Banner(why)) => (what::Banner, digit(why as u8)),
            Effect::Yield => (what::Yield, NOTHING),
            Effect::Tell(change) => (what::Tell, digit(cause(change))),
            Effect::Gate => (what::Gate, NOTHING),
            Effect::Clear => (what::Clear, NOTHING),
            Effect::Notify(Notice::Ready) => (what::Notify, notice::Ready),
            Effect::Notify(Notice::Asked) => (what::Notify, notice::Asked),
            Effect::Notify(Notice::Changed) => (what::Notify, notice::Changed),
            Effect::Notify(Notice::Chosen(outcome)) => (what::Chosen, digit(number(outcome))),
            Effect::Settle(outcome) => (what::Settle, digit(number(outcome))),
        };
        text.push(first);
        text.push(second);
    }
    text
}

/// What an effect is about that is about nothing.
const NOTHING: char = '0';

fn digit(number: u8) -> char {
    char::from(b'0' + number)
}

/// The place of `change` in [`CHANGES`].
fn cause(change: Change) -> u8 {
    match change {
        Change::Choice(method) => method as u8,
        Change::Restore => 8,
        Change::Elsewhere => 9,
        Change::Expiry => 10,
        Change::Region => 11,
    }
}

/// Added to the place of where a choice is kept, where a reload is needed.
const RELOAD: u8 = 4;

fn number(outcome: Outcome) -> u8 {
    outcome.kept as u8 + if outcome.needs_reload { RELOAD } else { 0 }
}

/// The outcome that `digit` stands for.
pub(super) fn outcome(digit: &str) -> Outcome {
    let number = place(digit.bytes().next().unwrap_or(0));
    let kept = Kept::ALL.get(number % usize::from(RELOAD)).copied().unwrap_or_default();
    Outcome { kept, needs_reload: number >= usize::from(RELOAD) }
}
