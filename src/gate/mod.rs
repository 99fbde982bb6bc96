//! The gate module's door to the page: what the stub tells the core, what it asks, and the effects it gets back.
//!
//! Everything is decided in [`crate::consent`]. The stub performs the effects: each DOM call costs several times
//! as many bytes from here as from there (`docs/performance.md`), and every visitor pays for it.
//!
//! What is asked goes by number: names would stand in both files. `www/boot/ask.ts` has the same table. What the first
//! banner needs has no session and is answered by a small module of its own, too ([`crate::first`]); a page loads this
//! one after the banner.
//!
//! | number | with the text | gives |
//! |---|---|---|
//! | 0 | region, `1` for a privacy signal with `2` for an objection, or either or nothing, and the policy's tokens, NUL between | `1` where there is a policy now |
//! | 2 | – | [`signal::standing`] |
//! | **the first module, too** | | |
//! | 1 | the same text as for 0, and no store has a copy of a record | the first of the effects of the start: the banner, where there is one |
//! | 3 | URL | `1` where it may be followed |
//! | 4 | `#rrggbb` | what goes with it, three colours of eight hexadecimal digits: [`Palette`](crate::policy::Palette) |
//! | **this one alone** | | |
//! | 5…15 | of an event: see `events` | its effects: see `effects` |
//! | 16 | expression | `1` where it holds |
//! | 17 | expression | `1` where it names only what the policy declares |
//! | 18 | name of a cookie | `1` where it is to be cleared |
//! | 19 | name of a storage item | `1` where it is to be cleared |
//! | 20 | a digit for script or not, `1` or `0` for released, for allowed | what to do: see [`Act`](crate::consent::Act) |
//! | 21 | digit of a change, `1` where the default was granted else `0`, and tokens of all commands | what vendors are told: [`signal::commands`] |
//! | 22 | – | [`signal::standing_before`] |
//! | 23 | a record as text; none for the one that counts | [`signal::record`]; nothing where there is none |
//! | 24 | – | the record to write |
//! | 25 | protocol of the page and domain of the cookie, a line each | the `document.cookie` assignment for it |
//! | 26 | – | the text found in place of a record |
//! | 27 | name of a cookie, host and path of the page, a line each | the assignments that remove it, a line each |
//! | 28 | region, and the names of those where Google's advanced mode was chosen, a line each | nothing; it is remembered |
//! | 29 | the table of what common vendors leave: [`Leavings`](crate::consent::Leavings) | nothing; it is remembered |
//! | 30 | names of GPP sections, blanks between | [`signal::gpp`] |
//! | 31 | host of the page | domains to try for the cookie, a line each |
//! | 32 | – | eight hexadecimal digits for each purpose and service: [`facts`](crate::policy::facts) |
//! | 33 | expression | `1` or `-` for each purpose and service: what to grant so that it holds |
//! | 34 | digit of the [`Method`](crate::consent::Method) of the newest receipt, or anything else, and its record as text, a line each | number of the [`Ending`](crate::consent::Ending) of its choice, if that has come |
//! | 35 | what the visitor knew when they chose: see [`Session::news`] | `1` or `0` for each purpose and service: what is new |
//! | 36 | what is held, and how to tell who may hear it: see [`signal::held`] | what becomes of it |
//! | 37 | what a platform's visitor said, and how to read it: see [`signal::adopt`] | `1`, `0` or `-` for each purpose: the choice to make of it |
//! | 38 | – | `1` where a change is on its way |
//! | 39 | – | nothing; from now on [only a click in banner or panel grants](Session::require_gesture) |

mod effects;
mod events;
mod questions;

use crate::consent::Session;
use crate::first;
use crate::policy::{read_silently, rule_for};
use crate::signal;
use crate::text::cut;
use std::cell::RefCell;
use wasm_bindgen::prelude::*;

/// A free-list allocator instead of the standard one: the gate holds a few kilobytes, and its bytes are paid by
/// every visitor.
#[cfg(all(target_arch = "wasm32", not(test), not(feature = "panel")))]
#[allow(unsafe_code, reason = "a global allocator is unsafe to declare; the page has one thread")]
#[global_allocator]
static ALLOCATOR: lol_alloc::AssumeSingleThreaded<lol_alloc::FreeListAllocator> =
    unsafe { lol_alloc::AssumeSingleThreaded::new(lol_alloc::FreeListAllocator::new()) };

thread_local! {
    /// The session of this page, once there is one: then it stays as long as the page.
    static SESSION: RefCell<Option<&'static mut Session>> = const { RefCell::new(None) };
}

/// Takes a policy, takes the event or answers the question that `what` stands for. Nothing where nothing is known.
#[wasm_bindgen]
pub fn ask(what: u32, text: String, now: f64) -> String {
    // No JavaScript is called inside, so it is never held twice.
    SESSION.with_borrow_mut(|session| match (what, session.as_mut()) {
        (0, None) => {
            *session = open(text.leak());
            yes(session.is_some())
        }
        (1 | 3 | 4, _) => {
            let answer = first::answer(what, &text);
            answer.iter().take_while(|byte| **byte != b' ').map(|byte| char::from(*byte)).collect()
        }
        (2, Some(session)) => signal::standing(session),
        (5.., Some(session)) => questions::answer(session, what, &text, now),
        _ => String::new(),
    })
}

/// The session for what `text` says; none where the policy has a mistake.
fn open(text: &'static str) -> Option<&'static mut Session> {
    let (region, rest) = cut(text, 0)?;
    let (signal, tokens) = cut(rest, 0)?;
    let policy = read_silently(tokens)?;
    let rule = rule_for(&policy, Some(region));
    let mut session = Session::under(policy, rule, signal.starts_with('1'));
    session.asks_about(text);
    if signal.ends_with('2') {
        session.object();
    }
    Some(Box::leak(Box::new(session)))
}

fn yes(fact: bool) -> String {
    String::from(if fact { "1" } else { "" })
}
