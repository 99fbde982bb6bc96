//! What the page asks of the session, once there is one; the table of all questions is in `super`.

use super::{effects, events, yes};
use crate::consent::{
    Act, Expression, Hold, Leavings, Method, Session, Shape, Standing, Traces, assignment, decode, domains,
    encode, removals,
};
use crate::policy::facts;
use crate::signal;
use crate::text::{cut, digits, hex, pieces};

/// Takes the event or answers the question that `what` stands for.
pub(super) fn answer(session: &mut Session, what: u32, text: &str, now: f64) -> String {
    if what < 16 {
        // Seconds since 1970; the cast keeps a clock before that at 1970.
        let now = (now / 1000.0) as u64;
        let event = events::read(session.policy(), what, text, now);
        return effects::write(&event.map(|event| session.step(event, now)).unwrap_or_default());
    }
    yes(match what {
        16 => session.allows(&Expression::parse(text)),
        17 => {
            let declared = declared(session);
            Expression::parse(text).judge(|name| session.worth(name, &declared)).is_some()
        }
        18 => session.traces().is_some_and(|traces: Traces<'_>| traces.takes_cookie(text)),
        19 => session.traces().is_some_and(|traces: Traces<'_>| traces.takes_item(text)),
        38 => session.is_turning(),
        28 => {
            let mut lines = pieces(text, b'\n');
            let region = lines.next().unwrap_or("");
            session.choose_mode(lines, region);
            false
        }
        39 => {
            session.require_gesture();
            false
        }
        29 => {
            session.learn(Leavings(String::from(text).leak()));
            false
        }
        _ => return tell(session, what, text, now),
    })
}

/// Every name the policy declares.
fn declared(session: &Session) -> Standing {
    Standing::unasked(session.policy(), session.rule(), false)
}

fn tell(session: &Session, what: u32, text: &str, now: f64) -> String {
    match what {
        20 => act(text.as_bytes()),
        21 => {
            let offered = text.get(2..).unwrap_or("");
            signal::commands(session, effects::change(text), text.as_bytes().get(1) == Some(&b'1'), offered)
        }
        22 => signal::standing_before(session),
        23 => {
            let kept = decode(text).ok();
            let record = if text.is_empty() { session.record() } else { kept.as_ref() };
            record.map(|record| signal::record(session.policy(), record)).unwrap_or_default()
        }
        26 => session.damaged().to_owned(),
        27 => all_removals(text),
        30 => signal::gpp(session, text),
        31 => all_domains(session, text),
        32 => facts(session.policy()).iter().map(|fact| hex(&fact.to_be_bytes())).collect(),
        33 => {
            let wanted = Expression::parse(text).wanted(session.policy());
            wanted.iter().map(|yes| if *yes { '1' } else { '-' }).collect()
        }
        34 => ending(session, text, now),
        35 => session.news(text).iter().map(|new| if *new { '1' } else { '0' }).collect(),
        36 => signal::held(session, text),
        37 => signal::adopt(session, text),
        _ => {
            let Some(record) = session.newest() else { return String::new() };
            let encoded = encode(record);
            if what == 24 {
                return encoded;
            }
            let (protocol, domain) = cut(text, b'\n').unwrap_or((text, ""));
            assignment(&encoded, record.remaining((now / 1000.0) as u64), protocol == "https:", domain)
        }
    }
}

fn ending(session: &Session, text: &str, now: f64) -> String {
    let (method, text) = cut(text, b'\n').unwrap_or(("", text));
    let method = Method::numbered(method.bytes().next().unwrap_or(0).wrapping_sub(b'0'));
    let ending = decode(text).ok().and_then(|record| session.ending(&record, method, (now / 1000.0) as u64));
    ending.map(|ending| digits(ending as u64)).unwrap_or_default()
}

fn act(marks: &[u8]) -> String {
    let is = |at| marks.get(at) == Some(&b'1');
    let shape = if is(0) { Shape::Script } else { Shape::Embed };
    let hold = if is(1) { Hold::Released } else { Hold::Held };
    let act: Act = hold.act(shape, is(2));
    digits(act as u64)
}

fn all_domains(session: &Session, host: &str) -> String {
    let mut all = String::new();
    for domain in domains(session.policy().cookie.domain.map_or("", |domain| domain.0), host) {
        all.push_str(domain);
        all.push('\n');
    }
    all
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
