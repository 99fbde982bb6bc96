//! Effects as the stub reads them: two characters each, what to do and about what.
//!
//! | characters | effect |
//! |---|---|
//! | `p.` `r.` | write the record, or write it once more: `tell("cookie")`, `tell("encoded")` |
//! | `d.` | a damaged text was found: `tell("aside")` |
//! | `v0` `v1` `v2` | show nothing; that the choice was saved; that it holds for this page only |
//! | `v3` | show the panel |
//! | `b0`…`b4` | show the banner: first, changed, expired, notice, requested |
//! | `y.` | let the browser paint, then step `yielded` |
//! | `t` and 0…9 | speak `tell("commands", …)` to vendors |
//! | `g.` | make the gated elements as the standing says, then step `gated` |
//! | `c.` | clear what refused services left |
//! | `nr` `na` `nc` `nx` | dispatch ready, ask, choice, change: `tell("ready")`, … |
//! | `s.` | answer who waits: `tell("choice")` |

use crate::consent::{Change, Effect, Kept, Method, Notice, View};

/// Every reason for a change, at the place of its digit.
const CHANGES: [Change; 10] = [
    Change::Restore,
    Change::Elsewhere,
    Change::Expiry,
    Change::Region,
    Change::Choice(Method::AcceptAll),
    Change::Choice(Method::RejectAll),
    Change::Choice(Method::Save),
    Change::Choice(Method::Withdraw),
    Change::Choice(Method::Api),
    Change::Choice(Method::OptOut),
];

/// The change that `digit` stands for.
pub(super) fn change(digit: &str) -> Change {
    let place = digit.bytes().next().unwrap_or(b'0').wrapping_sub(b'0');
    CHANGES.get(usize::from(place)).copied().unwrap_or(Change::Restore)
}

/// `effects` as text.
pub(super) fn write(effects: &[Effect]) -> String {
    let mut text = String::new();
    for effect in effects {
        let (what, about) = match *effect {
            Effect::Persist(_) => ('p', b'.'),
            Effect::Repair(_) => ('r', b'.'),
            Effect::SetAside => ('d', b'.'),
            Effect::View(View::Rest) => ('v', b'0'),
            Effect::View(View::Saved(kept)) => ('v', if kept == Kept::Memory { b'2' } else { b'1' }),
            Effect::View(View::Panel) => ('v', b'3'),
            Effect::View(View::Banner(why)) => ('b', b'0' + why as u8),
            Effect::Yield => ('y', b'.'),
            Effect::Tell(change) => {
                ('t', b'0' + CHANGES.iter().position(|c| *c == change).unwrap_or(0) as u8)
            }
            Effect::Gate => ('g', b'.'),
            Effect::Clear => ('c', b'.'),
            Effect::Notify(Notice::Ready) => ('n', b'r'),
            Effect::Notify(Notice::Asked) => ('n', b'a'),
            Effect::Notify(Notice::Chosen(_)) => ('n', b'c'),
            Effect::Notify(Notice::Changed) => ('n', b'x'),
            Effect::Settle(_) => ('s', b'.'),
        };
        text.push(what);
        text.push(char::from(about));
    }
    text
}
