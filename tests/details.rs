//! What the page is told: the standing as marks by place, and by name what events, records and the panel have.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod shop;

use portcullis::consent::{Answer, Event, Method, Stored};
use portcullis::consent::{Kept, Outcome};
use portcullis::policy::Rule;
use portcullis::signal::{named, outcome, record as told_record, standing};
use serde_json::{Value, json};
use shop::{NOW, choose, happen, policy, record, started, stored, these};

/// Marks of the shop's purposes (necessary, analytics, ads, audience, comfort) and services (store, both, counter,
/// adnet, shared, idle) after the five facts.
fn marks(facts: &str, purposes: &str, services: &str) -> String {
    [facts, purposes, services].concat()
}

fn read(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn the_standing_says_what_is_granted_and_why() {
    let first = started(Rule::OptIn, false, Stored::default());
    assert_eq!(standing(&first), marks("00000", "10000", "110000"));
    let signal = started(Rule::OptOut, true, stored(record(Rule::OptOut, &["analytics", "ads"])));
    assert_eq!(standing(&signal), marks("11111", "11000", "111010"));
    let notice = started(Rule::Notice, false, Stored::default());
    assert_eq!(standing(&notice), marks("20000", "11100", "111110"));
}

#[test]
fn a_change_can_be_told_from_what_was_before() {
    let mut session = started(Rule::OptIn, false, stored(record(Rule::OptIn, &["analytics", "comfort"])));
    happen(&mut session, choose(these(&[("ads", true), ("comfort", false)]), Method::Save), NOW);
    let told = read(&named(&session));
    let before =
        json!({ "necessary": true, "analytics": true, "ads": false, "audience": false, "comfort": true });
    assert_eq!(told["previous"], before);
    let now =
        json!({ "necessary": true, "analytics": true, "ads": true, "audience": false, "comfort": false });
    assert_eq!(told["purposes"], now);
    assert_eq!(standing(&session), marks("01100", "11100", "111110"));
}

#[test]
fn before_the_start_nothing_is_granted() {
    let session = shop::session(Rule::OptIn, false);
    assert_eq!(standing(&session), "00000");
    let told = read(&named(&session));
    assert!(told["purposes"].as_object().unwrap().values().all(|granted| granted == &json!(false)));
}

#[test]
fn a_record_and_what_became_of_a_choice_are_told_by_name() {
    let mut session = started(Rule::OptIn, false, Stored::default());
    let choices = these(&[("ads", true), ("service:shared", false)]);
    happen(&mut session, choose(choices, Method::Save), NOW);
    let made = session.record().unwrap();
    // What is required was not asked; a service stands there where it was refused on its own.
    let choices = json!({
        "necessary": true, "analytics": false, "ads": true, "audience": false, "comfort": false, "service:shared": false,
    });
    let record = json!({
        "id": "09".repeat(12), "sequence": 1, "time": (NOW * 1000) as f64, "expires": ((NOW + 180 * shop::DAY) * 1000) as f64,
        "method": "save", "regime": "opt-in", "gesture": true, "signal": false,
        "policyHash": format!("{:016x}", made.fingerprint), "choices": choices,
    });
    assert_eq!(read(&told_record(&policy(), made)), record);
    let settled = read(&outcome(&session, Outcome { kept: Kept::Local, needs_reload: true }));
    let told = json!({ "saved": "local", "reloadNeeded": true, "record": record });
    assert_eq!(settled, told);
}

#[test]
fn an_outcome_without_a_record_says_so() {
    let session = shop::session(Rule::OptIn, false);
    let told = json!({ "saved": "memory", "reloadNeeded": false, "record": null });
    assert_eq!(read(&outcome(&session, Outcome::default())), told);
}

#[test]
fn the_panel_is_told_of_every_purpose_and_service() {
    let session = started(Rule::OptOut, true, stored(record(Rule::OptOut, &["analytics", "ads"])));
    let told = read(&named(&session));
    let purposes =
        json!({ "necessary": true, "analytics": true, "ads": false, "audience": false, "comfort": false });
    assert_eq!(told["purposes"], purposes);
    let services = json!({ "store": true, "both": true, "counter": true, "adnet": false, "shared": true, "idle": false });
    assert_eq!(told["services"], services);
    assert_eq!(
        [&told["decided"], &told["honored"], &told["changed"]],
        [&json!(true), &json!(true), &json!(false)]
    );
}

#[test]
fn a_change_of_the_policy_does_not_unmake_a_choice_but_it_is_no_longer_decided() {
    let mut old = record(Rule::OptOut, &["analytics", "ads"]);
    old.fingerprint = 1;
    let session = started(Rule::OptOut, true, stored(old));
    assert_eq!(standing(&session), marks("11011", "11000", "111010"));
}

#[test]
fn an_acceptance_in_spite_of_a_signal_is_not_called_honoured() {
    let mut session = started(Rule::OptOut, true, Stored::default());
    let facts = |told: String| told[..5].to_owned();
    assert_eq!(facts(standing(&session)), "10011");
    happen(&mut session, choose(Answer::All, Method::AcceptAll), NOW);
    assert_eq!(facts(standing(&session)), "11110");
    happen(&mut session, Event::Ask, NOW);
    assert_eq!(facts(standing(&session)), "11110");
}
