//! Events as the stub tells them.

use crate::consent::{Answer, Early, Event, Gesture, Kept, Method, Stored, View, Why, newest};
use crate::policy::Policy;
use crate::protocol::{ask, effect};
use crate::text::{cut, pieces};

/// The event that `what` stands for; [`ask`] says what its text is.
pub(super) fn read(policy: &Policy, what: u32, text: &str, now: u64) -> Option<Event> {
    let first = text.bytes().next().unwrap_or(0);
    Some(match what {
        ask::Start => Event::Start(start(text, now)),
        ask::Reread => Event::Reread(newest(&copies(text), now)),
        ask::Persisted => Event::Persisted(*Kept::ALL.get(place(first))?),
        ask::Yielded => Event::Yielded,
        ask::Gated => Event::Gated { needs_reload: first == b'1' },
        ask::Ask => Event::Ask,
        ask::Hide => Event::Hide,
        ask::Open => Event::Open,
        ask::Close => Event::Close,
        ask::Region => Event::Region(Some(text.to_owned())),
        _ => return choose(policy, text),
    })
}

/// What a digit counts.
pub(super) fn place(digit: u8) -> usize {
    usize::from(digit.wrapping_sub(b'0'))
}

fn start(text: &str, now: u64) -> Stored {
    let (shown, found) = cut(text, 0).unwrap_or(("", text));
    let banner =
        shown.strip_prefix(effect::Banner).and_then(|why| Why::ALL.get(place(*why.as_bytes().first()?)));
    let shown = banner.map_or(View::Rest, |why| View::Banner(*why));
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

fn choose(policy: &Policy, text: &str) -> Option<Event> {
    let mut lines = pieces(text, b'\n');
    let mut line = || lines.next();
    let method = Method::named(line()?)?;
    let action = Method::named(line()?)?;
    let gesture = *Gesture::ALL.get(place(*line()?.as_bytes().first()?))?;
    let id = read_id(line()?.as_bytes())?;
    let marks = line().unwrap_or("");
    let answer = match action {
        Method::AcceptAll => Answer::All,
        Method::RejectAll | Method::Withdraw | Method::Reset => Answer::Nothing,
        Method::OptOut => Answer::OptOut,
        _ => {
            let mut named = Vec::new();
            for (key, mark) in policy.keys().into_iter().zip(marks.bytes()) {
                if mark != b'-' {
                    named.push((key, mark == b'1'));
                }
            }
            Answer::These(named)
        }
    };
    Some(Event::Choose { answer, method, gesture, id })
}

/// Twelve bytes in hexadecimal.
fn read_id(text: &[u8]) -> Option<[u8; 12]> {
    let mut id = [0_u8; 12];
    for (at, digit) in text.get(..24)?.iter().enumerate() {
        let value = if *digit < b'a' { digit.wrapping_sub(b'0') } else { digit.wrapping_sub(b'a' - 10) };
        id[at / 2] = id[at / 2] << 4 | value & 15;
    }
    Some(id)
}
