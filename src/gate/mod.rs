//! The gate module's door to the page: what the stub tells the core, what it asks, and the effects it gets back.
//!
//! Everything is decided in [`crate::consent`]. The stub performs the effects: each DOM call costs several times
//! as many bytes from here as from there (`docs/performance.md`), and all of it is paid before the banner.
//!
//! There is one function, and what it is asked goes by number: a name would stand in both files. `www/stub/ask.ts`
//! has the same table.
//!
//! | number | with the text | gives |
//! |---|---|---|
//! | 0…10 | of an event: see `events` | its effects: see `effects` |
//! | 11 | region, `1` or nothing for a privacy signal, and the policy's tokens, NUL between | `1` where there is a policy now |
//! | 12 | expression | `1` where it holds |
//! | 13 | expression | `1` where it names only what the policy declares |
//! | 14 | name of a cookie | `1` where it is to be cleared |
//! | 15 | name of a storage item | `1` where it is to be cleared |
//! | 16 | URL | `1` where it may be followed |
//! | 17 | a digit for script or not, `1` or `0` for released, for allowed | what to do: see [`Act`] |
//! | 18 | digit of a change | what Google is told: [`signal::google`] |
//! | 19 | – | [`signal::standing`] |
//! | 20 | – | [`signal::standing_before`] |
//! | 21 | a record as text; none for the one that counts | [`signal::record`]; nothing where there is none |
//! | 22 | – | the record to write |
//! | 23 | protocol of the page | the `document.cookie` assignment for it |
//! | 24 | – | the text found in place of a record |
//! | 25 | name of a cookie, host and path of the page, a line each | the assignments that remove it, a line each |

mod effects;
mod events;

use crate::consent::{
    Act, Expression, Hold, Session, Shape, Situation, Standing, Traces, assignment, decode, encode, removals,
};
use crate::policy::{is_safe_url, read_silently};
use crate::signal;
use crate::text::{cut, digits, pieces};
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
}

thread_local! {
    /// The gate, once there is one: then it stays as long as the page.
    static GATE: RefCell<Option<&'static mut Gate>> = const { RefCell::new(None) };
}

/// Answers the question that `what` stands for, or takes that event. Nothing where nothing is known.
#[wasm_bindgen]
pub fn ask(what: u32, text: String, now: f64) -> String {
    // No JavaScript is called inside, so it is never held twice.
    GATE.with_borrow_mut(|gate| match gate {
        Some(gate) => answer(gate, what, &text, now),
        None if what == 11 => {
            *gate = open(text.leak());
            yes(gate.is_some())
        }
        None => String::new(),
    })
}

/// The gate for what `text` says; none where the policy has a mistake.
fn open(text: &'static str) -> Option<&'static mut Gate> {
    let (region, rest) = cut(text, 0)?;
    let (signal, tokens) = cut(rest, 0)?;
    let policy = read_silently(tokens)?;
    let region = (!region.is_empty()).then(|| region.to_owned());
    let session = Session::new(policy, Situation { region, signal: !signal.is_empty() });
    let declared = Standing::of(session.policy(), session.rule(), false, None, false);
    Some(Box::leak(Box::new(Gate { session, declared })))
}

fn answer(gate: &mut Gate, what: u32, text: &str, now: f64) -> String {
    let session = &mut gate.session;
    if what < 11 {
        // Seconds since 1970; the cast keeps a clock before that at 1970.
        let now = (now / 1000.0) as u64;
        let event = events::read(session.policy(), what, text);
        return effects::write(&event.map(|event| session.step(event, now)).unwrap_or_default());
    }
    yes(match what {
        12 => session.allows(&Expression::parse(text)),
        13 => Expression::parse(text).is_known(&gate.declared),
        14 => session.traces().is_some_and(|traces: Traces<'_>| traces.takes_cookie(text)),
        15 => session.traces().is_some_and(|traces: Traces<'_>| traces.takes_item(text)),
        16 => is_safe_url(text),
        _ => return tell(session, what, text),
    })
}

fn yes(fact: bool) -> String {
    String::from(if fact { "1" } else { "" })
}

fn tell(session: &Session, what: u32, text: &str) -> String {
    match what {
        17 => act(text.as_bytes()),
        18 => signal::google(session, effects::change(text)),
        19 => signal::standing(session),
        20 => signal::standing_before(session),
        21 => {
            let kept = decode(text).ok();
            let record = if text.is_empty() { session.record() } else { kept.as_ref() };
            record.map(|record| signal::record(session.policy(), record)).unwrap_or_default()
        }
        24 => session.damaged().to_owned(),
        25 => all_removals(text),
        _ => {
            let Some(record) = session.newest() else { return String::new() };
            let encoded = encode(record);
            if what == 22 {
                return encoded;
            }
            let domain = session.policy().cookie.domain.map(|domain| domain.0);
            assignment(&encoded, record.lasts, text == "https:", domain)
        }
    }
}

fn act(marks: &[u8]) -> String {
    let is = |at| marks.get(at) == Some(&b'1');
    let shape = if is(0) { Shape::Script } else { Shape::Embed };
    let hold = if is(1) { Hold::Released } else { Hold::Held };
    let act: Act = hold.act(shape, is(2));
    digits(act as u64)
}

fn all_removals(text: &str) -> String {
    let mut lines = pieces(text, b'\n');
    let mut part = || lines.next().unwrap_or("");
    let (name, host, path) = (part(), part(), part());
    let mut all = String::new();
    removals(name, host, path, |cookie| {
        all.push_str(cookie);
        all.push('\n');
    });
    all
}
