//! Events as the stub tells them.

use crate::consent::{Answer, Early, Event, Gesture, Kept, Method, Stored, View, Why, newest};
use crate::policy::Policy;
use crate::text::{cut, pieces};

/// The event that `what` stands for:
///
/// | number | event | with the text |
/// |---|---|---|
/// | 5 | start | what the first module answered and a NUL, or neither; the copies as below |
/// | 6 | reread | the copies found, one a line, `=` before those of cookies, an empty line for a store without one; a line that begins with `\|` has the choices that pages kept, which count at a start: [`Early::read_all`] |
/// | 7 | persisted | digit of where the record was found when read back: its place in [`Kept::ALL`] |
/// | 8 | yielded | – |
/// | 9 | gated | `1` where a reload is needed |
/// | 10 11 12 13 | ask, hide, open, close | – |
/// | 14 | region | its code |
/// | 15 | choose | digit of the number of the [`Method`]; digit of the method whose button it is; whose act it is: `0` code, `1` a click in the page, `2` a click in banner or panel; 12 random bytes in hexadecimal; a mark for each purpose and service: `1` yes, `0` no, `-` not named |
pub(super) fn read(policy: &Policy, what: u32, text: &str, now: u64) -> Option<Event> {
    let first = text.bytes().next().unwrap_or(0);
    Some(match what {
        5 => Event::Start(start(text, now)),
        6 => Event::Reread(newest(&copies(text), now)),
        7 => Event::Persisted(*Kept::ALL.get(place(first))?),
        8 => Event::Yielded,
        9 => Event::Gated { needs_reload: first == b'1' },
        10 => Event::Ask,
        11 => Event::Hide,
        12 => Event::Open,
        13 => Event::Close,
        14 => Event::Region(Some(text.to_owned())),
        _ => return choose(policy, text.as_bytes()),
    })
}

/// What a digit counts.
pub(super) fn place(digit: u8) -> usize {
    usize::from(digit.wrapping_sub(b'0'))
}

fn start(text: &str, now: u64) -> Stored {
    let (shown, found) = cut(text, 0).unwrap_or(("", text));
    let shown = match shown.as_bytes() {
        [b'b', b'0', ..] => View::Banner(Why::First),
        [b'b', b'3', ..] => View::Banner(Why::Notice),
        _ => View::Rest,
    };
    let mut early = Vec::new();
    for line in pieces(found, b'\n').filter(|line| is_early(line)) {
        early.append(&mut Early::read_all(line));
    }
    Stored { early, shown, ..newest(&copies(found), now) }
}

/// Choices that pages kept, and no copy of a record.
fn is_early(line: &str) -> bool {
    line.as_bytes().first() == Some(&b'|')
}

fn copies(text: &str) -> Vec<Option<&str>> {
    let mut copies = Vec::new();
    for line in pieces(text, b'\n').filter(|line| !is_early(line)) {
        copies.push((!line.is_empty()).then_some(line));
    }
    copies
}

fn choose(policy: &Policy, text: &[u8]) -> Option<Event> {
    let method = |at: usize| Method::numbered(text.get(at)?.wrapping_sub(b'0'));
    let mut id = [0_u8; 12];
    for (at, digit) in text.get(3..27)?.iter().enumerate() {
        let value = if *digit < b'a' { digit.wrapping_sub(b'0') } else { digit.wrapping_sub(b'a' - 10) };
        id[at / 2] = id[at / 2] << 4 | value & 15;
    }
    let answer = match method(1)? {
        Method::AcceptAll => Answer::All,
        Method::RejectAll | Method::Withdraw | Method::Reset => Answer::Nothing,
        Method::OptOut => Answer::OptOut,
        _ => {
            let mut named = Vec::new();
            for (key, mark) in policy.keys().into_iter().zip(text.get(27..)?) {
                if *mark != b'-' {
                    named.push((key, *mark == b'1'));
                }
            }
            Answer::These(named)
        }
    };
    let gesture = *Gesture::ALL.get(place(*text.get(2)?))?;
    Some(Event::Choose { answer, method: method(0)?, gesture, id })
}
