//! What the page is told: details of DOM events, outcome, and what the panel shows, as JSON.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod shop;

use portcullis::consent::{Answer, Event, Kept, Method, Outcome, Session, Stored};
use portcullis::policy::Rule;
use portcullis::signal;
use serde_json::{Value, json};
use shop::{NOW, choose, happen, record, started, stored, these};

fn parse(text: String) -> Value {
    serde_json::from_str(&text).unwrap()
}

fn outcome(session: &Session) -> Value {
    parse(signal::outcome(session, Outcome { kept: Kept::Cookie, needs_reload: true }))
}

#[test]
fn ready_says_what_is_granted_and_why() {
    let ready = |session: &Session| parse(signal::ready(session));
    let first = started(Rule::OptIn, false, Stored::default());
    let optional = json!(shop::OPTIONAL);
    let expected = json!({
        "decided": false, "regime": "opt-in", "signal": false, "granted": ["necessary"], "denied": optional
    });
    assert_eq!(ready(&first), expected);
    let signal = started(Rule::OptOut, true, stored(record(Rule::OptOut, &["analytics", "ads"])));
    let expected = json!({
        "decided": true, "regime": "opt-out", "signal": true,
        "granted": ["necessary", "analytics"], "denied": ["ads", "audience", "comfort"]
    });
    assert_eq!(ready(&signal), expected);
}

#[test]
fn a_change_names_only_what_came_and_went() {
    let mut session = started(Rule::OptIn, false, stored(record(Rule::OptIn, &["analytics", "comfort"])));
    let before = session.standing().clone();
    happen(&mut session, choose(these(&[("ads", true), ("comfort", false)]), Method::Save), NOW);
    let expected = json!({
        "granted": ["ads"],
        "denied": ["comfort"],
        "previous": { "necessary": true, "analytics": true, "ads": false, "audience": false, "comfort": true }
    });
    assert_eq!(parse(signal::changed(&session, &before)), expected);
}

#[test]
fn an_outcome_carries_the_record_as_javascript_counts() {
    let mut session = started(Rule::OptIn, false, Stored::default());
    let undecided = outcome(&session);
    assert_eq!(undecided, json!({ "saved": "cookie", "reloadNeeded": true, "record": null }));

    let choices = these(&[("ads", true), ("service:shared", false)]);
    happen(&mut session, choose(choices, Method::Save), NOW);
    let choices = json!({
        "necessary": true, "analytics": false, "ads": true, "audience": false, "comfort": false,
        "service:shared": false
    });
    let told = outcome(&session);
    assert_eq!((&told["method"], &told["choices"]), (&json!("save"), &choices));
    let mut record = told["record"].clone();
    let fingerprint = record["fingerprint"].take();
    assert_eq!(fingerprint.as_str().map(str::len), Some(16));
    let expected = json!({
        "id": "09".repeat(12), "sequence": 1, "time": NOW * 1000, "expires": (NOW + 180 * shop::DAY) * 1000,
        "method": "save", "regime": "opt-in", "gesture": true, "signal": false, "fingerprint": null,
        "choices": choices
    });
    assert_eq!(record, expected);
}

#[test]
fn the_panel_is_told_of_signal_change_and_services() {
    let mut old = record(Rule::OptOut, &["analytics", "ads"]);
    old.fingerprint = 1;
    let session = started(Rule::OptOut, true, stored(old));
    let told = parse(signal::standing(&session));
    assert_eq!(
        (&told["decided"], &told["changed"], &told["honored"]),
        (&json!(false), &json!(true), &json!(true))
    );
    let services = json!({
        "store": true, "both": true, "counter": true, "adnet": false, "shared": true, "idle": false
    });
    assert_eq!(told["services"], services);
}

#[test]
fn an_acceptance_in_spite_of_a_signal_is_not_called_honoured() {
    let mut session = started(Rule::OptOut, true, Stored::default());
    assert_eq!(parse(signal::standing(&session))["honored"], true);
    happen(&mut session, choose(Answer::All, Method::AcceptAll), NOW);
    assert_eq!(parse(signal::standing(&session))["honored"], false);
    happen(&mut session, Event::Ask, NOW);
    assert_eq!(parse(signal::standing(&session))["decided"], true);
}
