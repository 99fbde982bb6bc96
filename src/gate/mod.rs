//! The gate module's door to the page: what the stub tells the core, what it asks, and the effects it gets back.
//!
//! Everything is decided in [`crate::consent`]. The stub performs the effects: each DOM call costs several times
//! as many bytes from here as from there (`docs/performance.md`), and every visitor pays for it.
//!
//! What is asked goes by number, and [`crate::protocol`] says what each is. What the first banner needs has no session and
//! is answered by a small module of its own, too ([`crate::first`]); a page loads this one after the banner.

mod effects;
mod events;
mod questions;

use crate::consent::Session;
use crate::first;
use crate::policy::{read_silently, rule_for};
use crate::protocol;
use crate::protocol::ask as asked;
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
        (asked::Begin, None) => {
            *session = open(text.leak());
            yes(session.is_some())
        }
        (asked::First | asked::Link | asked::Palette, _) => {
            let answer = first::answer(what, &text);
            answer.iter().take_while(|byte| **byte != b' ').map(|byte| char::from(*byte)).collect()
        }
        (asked::Standing, Some(session)) => signal::standing(session),
        (asked::Start.., Some(session)) => questions::answer(session, what, &text, now),
        _ => String::new(),
    })
}

/// The session for what `text` says; none where the policy has a mistake.
fn open(text: &'static str) -> Option<&'static mut Session> {
    let (region, rest) = cut(text, 0)?;
    let (signal, tokens) = cut(rest, 0)?;
    let policy = read_silently(tokens)?;
    let rule = rule_for(&policy, Some(region));
    let mut session = Session::under(policy, rule, signal.starts_with(protocol::signal::Privacy));
    session.asks_about(text);
    if signal.ends_with(protocol::signal::Objection) {
        session.object();
    }
    Some(Box::leak(Box::new(session)))
}

fn yes(fact: bool) -> String {
    String::from(if fact { "1" } else { "" })
}
