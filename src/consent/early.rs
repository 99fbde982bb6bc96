//! A choice made before there was a session to take it. The script tag keeps it in the click, and a session that starts, on
//! that page or on the next one, hears of it and makes the record.

use super::{Answer, Gesture, Method};
use crate::policy::{Key, key};
use crate::protocol::layer;
use crate::text::pieces;

/// A choice as the page kept it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Early {
    /// What was chosen.
    pub answer: Answer,
    /// How.
    pub method: Method,
    /// By whose act.
    pub gesture: Gesture,
    /// Id for the record, from a random number of the click: so two pages that hear of the choice make the same record.
    pub id: [u8; 12],
    /// When, seconds since 1970.
    pub made: u64,
    /// The digest of what the visitor was asked, region, privacy signal and policy: see [`Session::asks_about`](super::Session::asks_about). None where
    /// the page did not know that yet.
    pub about: Option<u32>,
}

impl Early {
    /// The choices in `text`, which pages wrote, each after a `|`. What cannot be read is left out. Each has fields with a
    /// stroke between:
    ///
    /// 1. random numbers 2. milliseconds since 1970
    /// 3. name of the method 4. name of the method whose button it is
    /// 5. `1` or `0` for a gesture the browser vouches for
    /// 6. where it was made: [`layer`]; what is none of them is on the page
    /// 7. the digest of what was asked; another number where that was not known
    /// 8. answers by the name of a purpose or service, as JSON; nothing where there are none
    pub fn read_all(text: &str) -> Vec<Self> {
        pieces(text, b'|').filter_map(Self::read).collect()
    }

    fn read(text: &str) -> Option<Self> {
        let mut fields = pieces(text, b'/');
        let mut field = || fields.next();
        field()?;
        let made = number(field()?)? / 1000;
        let method = Method::named(field()?)?;
        let action = Method::named(field()?)?;
        let gesture = match (field()?, field()?) {
            ("1", place) if place.starts_with([layer::Banner, layer::Panel]) => Gesture::Layer,
            ("1", _) => Gesture::Page,
            _ => Gesture::Code,
        };
        let about = u32::try_from(number(field()?)?).ok()?;
        let named = answers(field()?)?;
        if field().is_some() || method == Method::Reset {
            return None;
        }
        let answer = match action {
            Method::AcceptAll => Answer::All,
            Method::RejectAll | Method::Withdraw => Answer::Nothing,
            Method::OptOut => Answer::OptOut,
            Method::Save => Answer::These(named),
            Method::Api | Method::Reset => return None,
        };
        let mut id = [0; 12];
        for (part, salt) in id.chunks_mut(4).zip(["0", "1", "2"]) {
            part.copy_from_slice(&key(&[salt, text].concat()).to_be_bytes());
        }
        Some(Self { answer, method, gesture, id, made, about: (about != UNKNOWN).then_some(about) })
    }
}

/// The digest of nothing: a page that did not know yet what is asked.
pub(super) const UNKNOWN: u32 = 7;

/// What `{"name":true,"other":false}` says.
fn answers(text: &str) -> Option<Vec<(Key, bool)>> {
    let mut named = Vec::new();
    if text.is_empty() {
        return Some(named);
    }
    let inner = text.strip_prefix('{')?.strip_suffix('}')?;
    for entry in pieces(inner, b',').filter(|entry| !entry.is_empty()) {
        let (name, yes) = match (entry.strip_suffix(":true"), entry.strip_suffix(":false")) {
            (Some(name), _) => (name, true),
            (_, Some(name)) => (name, false),
            _ => return None,
        };
        named.push((key(name.strip_prefix('"')?.strip_suffix('"')?), yes));
    }
    Some(named)
}

/// A decimal number, as it is written.
fn number(text: &str) -> Option<u64> {
    let add = |sum: u64, digit: char| sum.checked_mul(10)?.checked_add(u64::from(digit.to_digit(10)?));
    text.chars().try_fold(0, add).filter(|_| !text.is_empty())
}
