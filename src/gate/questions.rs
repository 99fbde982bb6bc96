//! What the stub asks.

use super::{Gate, effects};
use crate::consent::{Act, Expression, Hold, Shape, assignment, decode, encode, removals};
use crate::json::Json;
use crate::policy::{Rule, is_safe_url, key};
use crate::signal;
use crate::text::pieces;

/// A text:
/// - `encoded`, the record to write; `cookie`, the `document.cookie` assignment for it (`text` is the page's
///   protocol); `aside`, the text found in place of a record;
/// - `commands`, what vendors are told after the change that `text` stands for;
/// - `removals`, the assignments that remove a cookie, one a line (`text` is its name, host and path, one a line);
/// - JSON: `record`, `choices`, `standing`, `ready`, `change`, `choice`, and `history` of the records in `text`.
pub(super) fn tell(gate: &Gate, what: &str, text: &str) -> String {
    let session = &gate.session;
    let mut json = Json::default();
    match what {
        "commands" => return signal::commands(session, effects::change(text)),
        "aside" => return session.damaged().to_owned(),
        "standing" => return signal::standing(session),
        "ready" => return signal::ready(session),
        "change" => return signal::changed(session, session.before()),
        "choice" => return signal::outcome(session, gate.outcome),
        "removals" => return all_removals(text),
        "encoded" | "cookie" => {
            let Some(record) = session.newest() else { return String::new() };
            let encoded = encode(record);
            if what == "encoded" {
                return encoded;
            }
            let domain = session.policy().cookie.domain.as_deref();
            return assignment(&encoded, record.lasts, text == "https:", domain);
        }
        "history" => {
            json.open('[');
            for line in pieces(text, b'\n') {
                if let Ok(record) = decode(line) {
                    record.write(session.policy(), &mut json);
                }
            }
            json.close(']');
        }
        _ => match session.record() {
            Some(record) if what == "record" => record.write(session.policy(), &mut json),
            Some(record) => record.write_choices(session.policy(), &mut json),
            None => {
                json.raw("null");
            }
        },
    }
    json.into_text()
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

/// A fact:
/// - `allowed`, `known`: the expression `text` holds, names only what the policy declares;
/// - `trace`, `item`: the cookie or storage item called `text` is to be cleared;
/// - `declared`: the policy declares the purpose or `service:` that `text` names;
/// - `asks`: there is something to choose; `opt-out`: the regime is; `decided`: a choice counts;
/// - `signal`: a privacy signal is on; `honoured`: and advertising is off because of it;
/// - `link`: the URL `text` may be followed.
pub(super) fn is(gate: &Gate, what: &str, text: &str) -> bool {
    let session = &gate.session;
    match what {
        "allowed" => session.allows(&Expression::parse(text)),
        "known" => Expression::parse(text).is_known(&gate.declared),
        "declared" => gate.declared.grants(key(text)).is_some(),
        "trace" => session.traces().takes_cookie(text),
        "item" => session.traces().takes_item(text),
        "asks" => session.policy().asks(),
        "opt-out" => session.rule() == Rule::OptOut,
        "decided" => session.record().is_some(),
        "signal" => session.has_signal(),
        "honoured" => session.honours_signal(),
        _ => is_safe_url(text),
    }
}

/// What to do to a gated element: 0 leave, 1 release, 2 take back, 3 it ran and only a reload ends it.
/// `shape` is 0 for a script, 1 for everything that can be taken back.
pub(super) fn act(shape: u32, released: bool, allowed: bool) -> u32 {
    let shape = if shape == 0 { Shape::Script } else { Shape::Embed };
    let hold = if released { Hold::Released } else { Hold::Held };
    match hold.act(shape, allowed) {
        Act::Leave => 0,
        Act::Release => 1,
        Act::TakeBack => 2,
        Act::NeedsReload => 3,
    }
}
