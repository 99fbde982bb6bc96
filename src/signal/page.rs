//! What the page is told: marks by place where much is asked, and JSON by name where a page or a panel is handed it.

use crate::consent::{Outcome, Record, Session, Standing};
use crate::json::Json;
use crate::policy::Policy;
use crate::text::{digits, hex, join, pieces};

/// What holds now: a mark each as [`crate::protocol::mark`] has them, the regime by its number, then `1` for each purpose and
/// service that may run, `0` for the others; nothing of them before the start.
pub fn standing(session: &Session) -> String {
    let mut text = String::new();
    text.push(char::from(b'0' + session.rule() as u8));
    for fact in [session.has_chosen(), session.is_decided(), session.has_signal(), session.honours_signal()] {
        text.push(mark(fact));
    }
    for granted in session.standing().marks() {
        text.push(mark(granted));
    }
    text
}

/// The public record under `policy`. A purpose stands in its choices where it was asked about or is required, a service where
/// it was refused on its own.
pub fn record(policy: &Policy, record: &Record) -> String {
    let mut choices = Json::default();
    for (at, key) in policy.keys().into_iter().enumerate() {
        let purpose = policy.purposes.get(at);
        let is_required = purpose.is_some_and(|purpose| purpose.required);
        let answer = record.answer(key);
        let says = if purpose.is_some() { is_required || answer.is_some() } else { answer == Some(false) };
        if says {
            let group = if purpose.is_some() { "" } else { "service:" };
            choices.name(&join(&[group, policy.id(at)])).flag(is_required || answer == Some(true));
        }
    }
    filled(
        RECORD,
        &[
            &hex(&record.id),
            &hex(&record.fingerprint.to_be_bytes()),
            &digits(u64::from(record.sequence)),
            &digits(record.made),
            &digits(record.made + u64::from(record.lasts)),
            record.method.name(),
            record.rule.name(),
            said(record.gesture),
            said(record.signal),
            &choices.into_text(),
        ],
    )
}

const RECORD: &str = r#"{"id":"$","policyHash":"$","sequence":$,"time":$e3,"expires":$e3,"method":"$","regime":"$","gesture":$,"signal":$,"choices":{$}}"#;

/// What became of a choice, and the choice.
pub fn outcome(session: &Session, outcome: Outcome) -> String {
    let made = session.record().map(|made| record(session.policy(), made));
    let parts = [outcome.kept.name(), said(outcome.needs_reload), made.as_deref().unwrap_or("null")];
    filled(r#"{"saved":"$","reloadNeeded":$,"record":$}"#, &parts)
}

/// The standing by name: how it came about, what of the purposes and services may run, and which purposes might before the
/// latest change that the page was told of.
pub fn named(session: &Session) -> String {
    let policy = session.policy();
    let is_decided = session.is_decided();
    let members = |standing: &Standing, from: usize, to: usize| {
        let mut json = Json::default();
        let mut marks = standing.marks().skip(from);
        for at in from..to {
            json.name(policy.id(at)).flag(marks.next() == Some(true));
        }
        json.into_text()
    };
    let purposes = policy.purposes.len();
    filled(
        STANDING,
        &[
            session.rule().name(),
            said(is_decided),
            said(session.has_signal()),
            said(session.honours_signal()),
            said(session.has_chosen() && !is_decided),
            &members(session.standing(), 0, purposes),
            &members(session.before(), 0, purposes),
            &members(session.standing(), purposes, purposes + policy.services.len()),
        ],
    )
}

const STANDING: &str = r#"{"regime":"$","decided":$,"signal":$,"honored":$,"changed":$,"purposes":{$},"previous":{$},"services":{$}}"#;

/// `form` with `parts` in the places of its `$`.
fn filled(form: &str, parts: &[&str]) -> String {
    let mut text = String::new();
    let mut parts = parts.iter();
    for piece in pieces(form, b'$') {
        text.push_str(piece);
        text.push_str(parts.next().copied().unwrap_or(""));
    }
    text
}

fn said(fact: bool) -> &'static str {
    if fact { "true" } else { "false" }
}

fn mark(yes: bool) -> char {
    if yes { '1' } else { '0' }
}
