//! Events as the stub tells them.

use crate::consent::{Answer, Event, Kept, Method, newest};
use crate::policy::key;
use crate::text::{cut, pieces};

/// The event called `name`:
/// - `start` and `reread` with the copies found, one a line, an empty line for a store without one;
/// - `persisted` with the stores that held the record when read back: `c`, `l`, both or none;
/// - `yielded`, `ask`, `hide`, `open`, `close`; `gated` with the flag set where a reload is needed;
/// - `region` with its code;
/// - `choose` with what, method, 24 hexadecimal digits and any `name=1` or `name=0`, blanks between; the flag
///   is set where the browser vouches for the gesture.
pub(super) fn read(name: &str, text: &str, flag: bool) -> Option<Event> {
    Some(match name {
        "start" => Event::Start(newest(&copies(text))),
        "reread" => Event::Reread(newest(&copies(text))),
        "persisted" => Event::Persisted(Kept::from_read_back(has(text, b'c'), has(text, b'l'))),
        "yielded" => Event::Yielded,
        "gated" => Event::Gated { needs_reload: flag },
        "ask" => Event::Ask,
        "hide" => Event::Hide,
        "open" => Event::Open,
        "close" => Event::Close,
        "region" => Event::Region(Some(text.to_owned())),
        _ => return choose(text, flag),
    })
}

fn has(text: &str, letter: u8) -> bool {
    text.bytes().any(|byte| byte == letter)
}

fn copies(text: &str) -> Vec<Option<&str>> {
    let mut copies = Vec::new();
    for line in pieces(text, b'\n') {
        copies.push((!line.is_empty()).then_some(line));
    }
    copies
}

fn choose(text: &str, gesture: bool) -> Option<Event> {
    let mut words = pieces(text, b' ');
    let what = words.next()?;
    let method = Method::named(words.next()?)?;
    let mut id = [0; 12];
    for (place, digit) in words.next()?.bytes().enumerate() {
        let value = char::from(digit).to_digit(16)? as u8;
        *id.get_mut(place / 2)? |= if place % 2 == 0 { value << 4 } else { value };
    }
    let answer = match what {
        "accept-all" => Answer::All,
        "reject-all" | "withdraw" => Answer::Nothing,
        "us-opt-out" => Answer::OptOut,
        _ => {
            let mut named = Vec::new();
            for word in words {
                let (name, yes) = cut(word, b'=')?;
                named.push((key(name), yes == "1"));
            }
            Answer::These(named)
        }
    };
    Some(Event::Choose { answer, method, gesture, id })
}
