//! Effects as the stub reads them: two characters each, what to do and about what.
//!
//! | characters | effect |
//! |---|---|
//! | `p0` `r0` | write the record, or write it once more |
//! | `d0` | a damaged text was found |
//! | `x0` | the choice is not made: only a click in banner or panel may grant |
//! | `f0` | the record found is one that only a cookie holds |
//! | `v0` `v1` `v2` | show nothing; that the choice was saved; that it holds for this page only |
//! | `v3` | show the panel |
//! | `b0`…`b4` | show the banner: first, changed, expired, notice, requested |
//! | `y0` | let the browser paint, then tell of `yielded` |
//! | `t` and 0…9, `:`, `;` | tell vendors of the change: its place in `CHANGES` |
//! | `g0` | make the gated elements as the standing says, then tell of `gated` |
//! | `c0` | clear what refused services left |
//! | `n0` `n1` `n2` | dispatch ready, ask, change |
//! | `o` or `s` and 0…7 | dispatch choice, answer who waits: place in [`Kept::ALL`], and 4 where a reload is needed |

use super::events::place;
use crate::consent::{Change, Effect, Kept, Method, Notice, Outcome, View};

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
        let (what, about) = match *effect {
            Effect::Persist(_) => ('p', 0),
            Effect::Repair(_) => ('r', 0),
            Effect::SetAside => ('d', 0),
            Effect::Decline => ('x', 0),
            Effect::Suspect => ('f', 0),
            Effect::View(View::Rest) => ('v', 0),
            Effect::View(View::Saved(kept)) => ('v', 1 + u8::from(kept == Kept::Memory)),
            Effect::View(View::Panel) => ('v', 3),
            Effect::View(View::Banner(why)) => ('b', why as u8),
            Effect::Yield => ('y', 0),
            Effect::Tell(change) => ('t', cause(change)),
            Effect::Gate => ('g', 0),
            Effect::Clear => ('c', 0),
            Effect::Notify(Notice::Ready) => ('n', 0),
            Effect::Notify(Notice::Asked) => ('n', 1),
            Effect::Notify(Notice::Changed) => ('n', 2),
            Effect::Notify(Notice::Chosen(outcome)) => ('o', digit(outcome)),
            Effect::Settle(outcome) => ('s', digit(outcome)),
        };
        text.push(what);
        text.push(char::from(b'0' + about));
    }
    text
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

fn digit(outcome: Outcome) -> u8 {
    outcome.kept as u8 + if outcome.needs_reload { 4 } else { 0 }
}
