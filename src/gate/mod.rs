//! The gate module's door to the page: what the stub tells the core, what it asks, and the effects it gets back.
//!
//! Everything is decided in [`crate::consent`]. The stub performs the effects: each DOM call costs several times
//! as many bytes from here as from there (`docs/performance.md`), and all of it is paid before the banner.

mod effects;
mod events;
mod questions;

use crate::consent::{Effect, Notice, Outcome, Session, Situation, Standing};
use crate::policy::read_silently;
use std::cell::RefCell;
use wasm_bindgen::prelude::*;

/// A free-list allocator instead of the standard one: the gate holds a few kilobytes, and its bytes are paid by
/// every visitor.
#[cfg(all(target_arch = "wasm32", not(test), not(feature = "panel")))]
#[allow(unsafe_code, reason = "a global allocator is unsafe to declare; the page has one thread")]
#[global_allocator]
static ALLOCATOR: lol_alloc::AssumeSingleThreaded<lol_alloc::FreeListAllocator> =
    unsafe { lol_alloc::AssumeSingleThreaded::new(lol_alloc::FreeListAllocator::new()) };

/// The session of this page, and what the stub asks about it.
struct Gate {
    session: Session,
    /// Every name the policy declares.
    declared: Standing,
    /// The latest outcome to tell.
    outcome: Outcome,
}

thread_local! {
    static GATE: RefCell<Option<Gate>> = const { RefCell::new(None) };
}

/// Runs `body` on the gate. No JavaScript is called inside, so it is never held twice.
fn with<R: Default>(body: impl FnOnce(&mut Gate) -> R) -> R {
    GATE.with_borrow_mut(|gate| gate.as_mut().map(body).unwrap_or_default())
}

/// Takes the store's policy, as tokens (`policy::tokens`), and what is known of the visitor. False where the policy has a mistake: then every
/// question is answered as if nothing were granted.
#[wasm_bindgen]
pub fn start(policy: &str, region: Option<String>, signal: bool) -> bool {
    let Some(policy) = read_silently(policy) else { return false };
    let session = Session::new(policy, Situation { region, signal });
    let declared = Standing::of(session.policy(), session.rule(), false, None, false);
    GATE.set(Some(Gate { session, declared, outcome: Outcome::default() }));
    true
}

/// Takes an event and gives the effects it has, each two characters: see `effects`.
#[wasm_bindgen]
pub fn step(event: &str, text: &str, flag: bool, now: f64) -> String {
    // Seconds since 1970; the cast keeps a clock before that at 1970.
    let now = (now / 1000.0) as u64;
    let Some(event) = events::read(event, text, flag) else { return String::new() };
    with(|gate| {
        let effects = gate.session.step(event, now);
        for effect in &effects {
            if let Effect::Settle(outcome) | Effect::Notify(Notice::Chosen(outcome)) = effect {
                gate.outcome = *outcome;
            }
        }
        effects::write(&effects)
    })
}

/// A text the stub needs; `what` names it: see `questions`.
#[wasm_bindgen]
pub fn tell(what: &str, text: &str) -> String {
    with(|gate| questions::tell(gate, what, text))
}

/// A fact the stub needs; `what` names it: see `questions`. False wherever nothing is known.
#[wasm_bindgen]
pub fn is(what: &str, text: &str) -> bool {
    with(|gate| questions::is(gate, what, text))
}

/// What to do to a gated element that is `released` or not, now that its expression is `allowed` or not: 0
/// leave it, 1 release it, 2 take it back, 3 it ran and only a reload ends it. `shape` is 0 for a script.
#[wasm_bindgen]
pub fn act(shape: u32, released: bool, allowed: bool) -> u32 {
    questions::act(shape, released, allowed)
}
