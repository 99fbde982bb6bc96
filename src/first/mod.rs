//! What the first banner needs, of a visitor without a record: the module that a page waits for before it asks.
//!
//! It is a module of its own and knows a few answers, without a session, an allocator or glue of wasm-bindgen, for every
//! visitor waits for its bytes. The gate module, which comes after the banner, gives the same answers by the same code
//! and so can stand in for it. Numbers and letters are those of [`crate::protocol`].

use crate::consent::{View, first_view};
use crate::policy::{is_safe_url, outline, palette_digits};
use crate::protocol::{ask, effect, notice, signal};
use crate::text::cut;

/// An answer in ASCII, blanks after it.
pub type Answer = [u8; 24];

/// Answers the question that `what` stands for; blanks where nothing is known.
pub fn answer(what: u32, text: &str) -> Answer {
    let mut answer = [b' '; 24];
    match what {
        ask::First => {
            if let View::Banner(why) = shown(text) {
                answer[..4].copy_from_slice(&[
                    effect::Banner as u8,
                    b'0' + why as u8,
                    effect::Notify as u8,
                    notice::Asked as u8,
                ]);
            }
        }
        ask::Link if is_safe_url(text) => answer[0] = b'1',
        ask::Palette => return palette_digits(text).unwrap_or(answer),
        _ => {}
    }
    answer
}

/// What the visitor sees whom `about` is about; nothing where it is cut short.
fn shown(about: &str) -> View {
    let read = || {
        let (region, rest) = cut(about, 0)?;
        let (told, text) = cut(rest, 0)?;
        let outline = outline(text, region);
        let objected = told.as_bytes().last() == Some(&(signal::Objection as u8));
        Some(first_view(outline.rule, outline.asks, objected))
    };
    read().unwrap_or_default()
}

/// The door: the stub puts the text into memory that it has made the module grow by, and reads the answer from where
/// the result says.
#[cfg(all(feature = "first", target_arch = "wasm32"))]
#[allow(unsafe_code, reason = "a text comes as its place in memory; the stub encodes it as UTF-8")]
mod door {
    use super::Answer;
    use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

    /// Atomic because a static has to be; the page has one thread. A thread-local would be 71 bytes more, brotli.
    static ANSWER: [AtomicU64; 3] = [const { AtomicU64::new(0) }; 3];

    /// See [`super::answer`].
    ///
    /// # Safety
    /// At `at` there are `length` bytes of UTF-8.
    #[unsafe(no_mangle)]
    pub(super) unsafe extern "C" fn ask(what: u32, at: *const u8, length: usize) -> *const Answer {
        let text = unsafe { str::from_utf8_unchecked(std::slice::from_raw_parts(at, length)) };
        let answer = super::answer(what, text);
        for (place, part) in ANSWER.iter().zip(answer.as_chunks().0) {
            place.store(u64::from_le_bytes(*part), Relaxed);
        }
        (&raw const ANSWER).cast()
    }
}
