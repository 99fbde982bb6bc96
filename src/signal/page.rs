//! What the page is told, as JSON: the `detail` of each DOM event, the outcome of a choice, the standing.

use crate::consent::{Outcome, Session, Standing};
use crate::json::Json;
use crate::policy::{key, service_key};

/// The outcome of a choice: `{ saved, reloadNeeded, record }`. Also the detail of `portcullis:choice`, with
/// `method` and `choices` for convenience.
pub fn outcome(session: &Session, outcome: Outcome) -> String {
    let mut json = Json::default();
    json.open('{').name("saved").text(outcome.kept.name());
    json.name("reloadNeeded").flag(outcome.needs_reload).name("record");
    match session.record() {
        Some(record) => {
            record.write(session.policy(), &mut json);
            json.name("method").text(record.method.name()).name("choices");
            record.write_choices(session.policy(), &mut json);
        }
        None => {
            json.raw("null");
        }
    }
    json.close('}');
    json.into_text()
}

/// Detail of `portcullis:ready`: `{ decided, regime, signal, granted, denied }`.
pub fn ready(session: &Session) -> String {
    let mut json = Json::default();
    json.open('{');
    facts(session, &mut json);
    for which in [true, false] {
        json.name(side(which));
        purposes(session, &mut json, |id| grants(session.standing(), id) == which);
    }
    json.close('}');
    json.into_text()
}

/// Detail of `portcullis:change`: purposes newly granted, newly denied, and what each was before.
pub fn changed(session: &Session, before: &Standing) -> String {
    let mut json = Json::default();
    json.open('{');
    for which in [true, false] {
        json.name(side(which));
        purposes(session, &mut json, |id| {
            grants(session.standing(), id) == which && grants(before, id) != which
        });
    }
    json.name("previous");
    flags(session, before, &mut json);
    json.close('}');
    json.into_text()
}

/// What the panel shows as it opens: `{ decided, regime, signal, honored, changed, purposes, services }`.
pub fn standing(session: &Session) -> String {
    let mut json = Json::default();
    json.open('{');
    facts(session, &mut json);
    json.name("honored").flag(session.honours_signal());
    json.name("changed").flag(session.record().is_some() && !session.is_decided());
    json.name("purposes");
    flags(session, session.standing(), &mut json);
    json.name("services").open('{');
    for s in &session.policy().services {
        json.name(&s.id).flag(session.standing().grants(service_key(&s.id)) == Some(true));
    }
    json.close('}').close('}');
    json.into_text()
}

fn facts(session: &Session, json: &mut Json) {
    json.name("decided").flag(session.is_decided());
    json.name("regime").text(session.rule().name());
    json.name("signal").flag(session.has_signal());
}

fn side(granted: bool) -> &'static str {
    if granted { "granted" } else { "denied" }
}

fn flags(session: &Session, standing: &Standing, json: &mut Json) {
    json.open('{');
    for p in &session.policy().purposes {
        json.name(&p.id).flag(grants(standing, &p.id));
    }
    json.close('}');
}

fn grants(standing: &Standing, id: &str) -> bool {
    standing.grants(key(id)) == Some(true)
}

fn purposes(session: &Session, json: &mut Json, which: impl Fn(&str) -> bool) {
    json.open('[');
    for p in &session.policy().purposes {
        if which(&p.id) {
            json.text(&p.id);
        }
    }
    json.close(']');
}
