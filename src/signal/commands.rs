//! What vendors are told, in their own words.
//!
//! The words are data, `www/runtime/vendors/vendors.json` and the store's own in its policy; what is decided here is which
//! of them are said after a change, in which order, and what they say of each consent type. The shell only
//! speaks them.

use crate::consent::{Change, Expression, Session};
use crate::json::Json;
use crate::policy::{Rule, Tokens, service_key};
use crate::protocol::occasion;
use crate::text::cut;

/// The commands for `change`, a JSON list in the order they are to be spoken.
///
/// `offered` holds the tokens of a list of those that there are, each a list of
/// 1. the id of the service that speaks; empty where the store does,
/// 2. when: [`occasion`],
/// 3. an expression over what `fact` knows, which must hold; empty for none,
/// 4. the command: any JSON. A text in it that begins with `?` is an expression, and becomes `granted` or
///    `denied`; after one more `?` stand, with `:` between, what to say in place of these.
///
/// A page that starts tells nothing but beginnings where there is nothing to restore and nothing optional runs:
/// that is what the beginnings say. With `granted`, they have said something else.
pub fn commands(session: &Session, change: Change, granted: bool, offered: &str) -> String {
    let optional = session.policy().purposes.iter().filter(|p| !p.required);
    let tells = change != Change::Restore
        || granted
        || session.record().is_some()
        || optional.into_iter().any(|p| session.grants(&p.id));
    let mut tokens = Tokens::new(offered);
    let mut told = Json::default();
    told.open('[');
    tokens.next();
    while tokens.next() == "[" {
        let mut text = || tokens.next().get(1..).unwrap_or("");
        let (service, when, condition) = (text(), text(), text());
        let runs = service.is_empty() || session.standing().grants(service_key(service)) == Some(true);
        let now = match when.bytes().next().map(char::from) {
            Some(occasion::Default) => change == Change::Restore,
            Some(occasion::Grant) => tells && runs,
            Some(occasion::Deny) => tells && !runs,
            Some(occasion::Update) => tells,
            _ => false,
        };
        let holds =
            |text: &str| Expression::parse(text).judge(|name| fact(session, runs, name)) == Some(true);
        let first = tokens.next();
        if now && (condition.is_empty() || holds(condition)) {
            fill(&mut told, &mut tokens, first, &holds);
        } else {
            tokens.skip(first);
        }
        tokens.next();
    }
    told.close(']');
    told.into_text()
}

/// Whether what is called `name` holds: a purpose or `service:<id>` is granted; `rule:<name>` is in force;
/// `signal:on`, a privacy signal is; `google:advanced` is chosen for the region; `named:<type>`, some purpose
/// names that consent type. Any other name is a consent type: granted where a granted purpose names it, and the
/// service that speaks `runs`.
pub(super) fn fact(session: &Session, runs: bool, name: &str) -> Option<bool> {
    let policy = session.policy();
    let names = |kind: &str| policy.purposes.iter().any(|p| p.signals.iter().any(|s| **s == *kind));
    Some(match cut(name, b':') {
        Some(("service", id)) => session.standing().grants(service_key(id))?,
        Some(("rule", rule)) => session.rule() == Rule::named(rule)?,
        Some(("signal", "on")) => session.has_signal(),
        Some(("google", "advanced")) => session.is_advanced(),
        Some(("named", kind)) => names(kind),
        Some(_) => return None,
        None if policy.purpose(name).is_some() => session.grants(name),
        None => {
            let granted = policy.purposes.iter().filter(|p| session.grants(&p.id));
            runs && granted.into_iter().any(|p| p.signals.iter().any(|s| **s == *name))
        }
    })
}

/// Writes the value that `first` begins, each expression in it answered.
fn fill(told: &mut Json, tokens: &mut Tokens<'_>, first: &str, holds: &impl Fn(&str) -> bool) {
    let text = first.get(1..).unwrap_or("");
    match first.bytes().next() {
        Some(b'[') => {
            told.open('[');
            while !tokens.is_empty() && !tokens.takes("]") {
                let first = tokens.next();
                fill(told, tokens, first, holds);
            }
            told.close(']');
        }
        Some(b'{') => {
            told.open('{');
            while let Some(name) = tokens.next().strip_prefix('k') {
                told.name(name);
                let first = tokens.next();
                fill(told, tokens, first, holds);
            }
            told.close('}');
        }
        Some(b's') => match text.strip_prefix('?') {
            Some(asked) => answer(told, asked, holds),
            None => _ = told.text(text),
        },
        Some(b'n') => _ = told.value(text),
        Some(b't') => _ = told.value("true"),
        Some(b'f') => _ = told.value("false"),
        _ => _ = told.value("null"),
    }
}

/// Writes what `asked`, an expression and perhaps two words for yes and no, comes to.
fn answer(told: &mut Json, asked: &str, holds: &impl Fn(&str) -> bool) {
    let (expression, words) = cut(asked, b'?').unwrap_or((asked, "granted:denied"));
    let (yes, no) = cut(words, b':').unwrap_or((words, ""));
    let said = if holds(expression) { yes } else { no };
    if said == "true" || said == "false" {
        told.value(said)
    } else {
        told.text(said)
    };
}
