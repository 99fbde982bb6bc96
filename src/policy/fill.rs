//! Puts what the reader reads where it belongs in a policy.

use super::shape::Place;
use super::{Cookie, Party, Policy, Purpose, RegionRule, Rule, Service, Text};

/// What a value has to be beyond its kind. Numbers, so that the gate is spared the words.
#[derive(Clone, Copy)]
pub(super) enum Expected {
    Revision,
    Days,
    Rule,
    Party,
    Id,
    Endpoint,
    Host,
}

impl Expected {
    pub(super) fn words(self) -> &'static str {
        match self {
            Expected::Revision => "a whole number from 0 to 4294967295",
            Expected::Days => "a whole number from 1 to 400",
            Expected::Rule => "\"opt-in\", \"opt-out\" or \"notice\"",
            Expected::Party => "\"first\" or \"third\"",
            Expected::Id => "lower-case letters, digits, - and _",
            Expected::Endpoint => "a path on this store, which begins with /",
            Expected::Host => "a host name without *., which covers every subdomain already",
        }
    }
}

/// Makes room for what an object at `place` holds.
pub(super) fn begin(policy: &mut Policy, place: Place) {
    match place {
        Place::Purposes => policy.purposes.push(Purpose { default: true, ..Purpose::default() }),
        Place::Services => policy.services.push(Service::default()),
        Place::Regimes => policy.regimes.push(RegionRule::default()),
        Place::Cookies => {
            if let Some(s) = policy.services.last_mut() {
                s.cookies.push(Cookie::default());
            }
        }
        _ => {}
    }
}

/// The cookie being read.
pub(super) fn last_cookie(policy: &mut Policy) -> Option<&mut Cookie> {
    policy.services.last_mut()?.cookies.last_mut()
}

/// Puts a value of the right kind where it belongs: a `text`, or a flag or number that `first` says. What was
/// expected, where the value cannot be right.
pub(super) fn set(policy: &mut Policy, place: Place, first: u8, text: &'static str) -> Option<Expected> {
    let yes = first == b't';
    match place {
        Place::Revision => match whole(text, 0, u32::MAX) {
            Some(number) => policy.revision = number,
            None => return Some(Expected::Revision),
        },
        Place::Days => match whole(text, 1, 400) {
            Some(number) => policy.cookie.days = number,
            None => return Some(Expected::Days),
        },
        Place::Domain => policy.cookie.domain = Some(Text(text)),
        Place::Endpoint if is_path(text.as_bytes()) => policy.cookie.endpoint = Some(Text(text)),
        Place::Endpoint => return Some(Expected::Endpoint),
        Place::PurposeId | Place::Required | Place::Default | Place::Uses | Place::Signals => {
            let p = policy.purposes.last_mut()?;
            match place {
                Place::PurposeId => {
                    p.id = Text(text);
                    return id(text);
                }
                Place::Required => p.required = yes,
                Place::Default => p.default = yes,
                Place::Uses => p.services.push(Text(text)),
                _ => p.signals.push(Text(text)),
            }
        }
        Place::Regions => policy.regimes.last_mut()?.regions.push(Text(text)),
        Place::Rule => match Rule::named(text) {
            Some(rule) => policy.regimes.last_mut()?.rule = rule,
            None => return Some(Expected::Rule),
        },
        Place::ServiceId | Place::Vendor | Place::PolicyUrl | Place::Storage | Place::Hosts => {
            let s = policy.services.last_mut()?;
            match place {
                Place::ServiceId => {
                    s.id = Text(text);
                    return id(text);
                }
                Place::Vendor => s.vendor = Text(text),
                Place::PolicyUrl => s.policy_url = Some(Text(text)),
                Place::Storage => s.storage.push(Text(text)),
                // It would match nothing, and what is not matched is not held.
                Place::Hosts if text.starts_with("*.") => return Some(Expected::Host),
                _ => s.hosts.push(Text(text)),
            }
        }
        _ => {
            let c = last_cookie(policy)?;
            match place {
                Place::Name => c.name = Some(Text(text)),
                Place::Pattern => c.pattern = Some(Text(text)),
                Place::Party if text == "third" => c.party = Party::Third,
                Place::Party if text == "first" => c.party = Party::First,
                Place::Party => return Some(Expected::Party),
                Place::Duration => c.duration = Text(text),
                _ => c.purpose = Some(Text(text)),
            }
        }
    }
    None
}

fn whole(digits: &str, least: u32, most: u32) -> Option<u32> {
    let mut number: u32 = 0;
    for digit in digits.bytes() {
        let value = u32::from(digit.wrapping_sub(b'0'));
        if value > 9 {
            return None;
        }
        number = number.checked_mul(10)?.checked_add(value)?;
    }
    (least..=most).contains(&number).then_some(number)
}

fn id(text: &str) -> Option<Expected> {
    let fits = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'_';
    (text.is_empty() || !text.bytes().all(fits)).then_some(Expected::Id)
}

/// True for a path of the store's own origin: nobody else is told what a visitor chose. Browsers read `\` as `/` and
/// skip tabs and ends of lines (<https://url.spec.whatwg.org/#concept-basic-url-parser>), so `/<tab>/` is `//`.
fn is_path(text: &[u8]) -> bool {
    let skipped = |byte: &u8| *byte == b'\\' || byte.is_ascii_whitespace();
    text.first() == Some(&b'/') && text.get(1) != Some(&b'/') && !text.iter().any(skipped)
}
