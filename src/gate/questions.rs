//! What the page asks of the session, once there is one; the table of all questions is in `super`.

use super::{effects, events, yes};
use crate::consent::{
    Act, Expression, Hold, Leavings, Method, Session, Shape, Standing, Traces, assignment, decode, domains,
    encode, removals,
};
use crate::policy::facts;
use crate::protocol::ask;
use crate::signal;
use crate::text::{cut, digits, hex, pieces};

/// Takes the event or answers the question that `what` stands for.
pub(super) fn answer(session: &mut Session, what: u32, text: &str, now: f64) -> String {
    if what <= ask::Choose {
        // Seconds since 1970; the cast keeps a clock before that at 1970.
        let now = (now / 1000.0) as u64;
        let event = events::read(session.policy(), what, text, now);
        return effects::write(&event.map(|event| session.step(event, now)).unwrap_or_default());
    }
    yes(match what {
        ask::Allowed => session.allows(&Expression::parse(text)),
        ask::Known => {
            let declared = declared(session);
            Expression::parse(text).judge(|name| session.worth(name, &declared)).is_some()
        }
        ask::Cookie => session.traces().is_some_and(|traces: Traces<'_>| traces.takes_cookie(text)),
        ask::Item => session.traces().is_some_and(|traces: Traces<'_>| traces.takes_item(text)),
        ask::Turning => session.is_turning(),
        ask::Mode => {
            let mut lines = pieces(text, b'\n');
            let region = lines.next().unwrap_or("");
            session.choose_mode(lines, region);
            false
        }
        ask::Gesture => {
            session.require_gesture();
            false
        }
        ask::Leavings => {
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
        ask::Act => act(text.as_bytes()),
        ask::Commands => {
            let offered = text.get(2..).unwrap_or("");
            signal::commands(session, effects::change(text), text.as_bytes().get(1) == Some(&b'1'), offered)
        }
        ask::Cause => effects::change(text).source().to_owned(),
        ask::Outcome => signal::outcome(session, effects::outcome(text)),
        ask::Named => signal::named(session),
        ask::Record => {
            let kept = decode(text).ok();
            let record = if text.is_empty() { session.record() } else { kept.as_ref() };
            record.map(|record| signal::record(session.policy(), record)).unwrap_or_default()
        }
        ask::Aside => session.damaged().to_owned(),
        ask::Removals => all_removals(text),
        ask::Gpp => signal::gpp(session, text),
        ask::Domains => all_domains(session, text),
        ask::Facts => facts(session.policy()).iter().map(|fact| hex(&fact.to_be_bytes())).collect(),
        ask::Wanted => {
            let wanted = Expression::parse(text).wanted(session.policy());
            wanted.iter().map(|yes| if *yes { '1' } else { '-' }).collect()
        }
        ask::Ended => ending(session, text, now),
        ask::News => session.news(text).iter().map(|new| if *new { '1' } else { '0' }).collect(),
        ask::Held => signal::held(session, text),
        ask::Adopt => signal::adopt(session, text),
        _ => {
            let Some(record) = session.newest() else { return String::new() };
            let encoded = encode(record);
            if what == ask::Encoded {
                return encoded;
            }
            let (protocol, domain) = cut(text, b'\n').unwrap_or((text, ""));
            assignment(&encoded, record.remaining((now / 1000.0) as u64), protocol == "https:", domain)
        }
    }
}

fn ending(session: &Session, text: &str, now: f64) -> String {
    let (method, text) = cut(text, b'\n').unwrap_or(("", text));
    let method = Method::named(method);
    let ending = decode(text).ok().and_then(|record| session.ending(&record, method, (now / 1000.0) as u64));
    ending.map(|ending| digits(ending as u64)).unwrap_or_default()
}

fn act(marks: &[u8]) -> String {
    let is = |at| marks.get(at) == Some(&b'1');
    let shape = if is(0) { Shape::Script } else { Shape::Content };
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
