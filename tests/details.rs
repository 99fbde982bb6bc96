//! What the page is told, as marks by place: the standing, the one before, records. `www/runtime/gate/names.ts` puts the
//! names to them; `tests/pages/` proves what the page then gets.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod shop;

use portcullis::consent::{Answer, Event, Method, Stored};
use portcullis::policy::Rule;
use portcullis::signal::{record as told_record, standing, standing_before};
use shop::{NOW, choose, happen, policy, record, started, stored, these};

/// Marks of the shop's purposes (necessary, analytics, ads, audience, comfort) and services (store, both, counter,
/// adnet, shared, idle) after the five facts.
fn marks(facts: &str, purposes: &str, services: &str) -> String {
    [facts, purposes, services].concat()
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
    assert_eq!(standing_before(&session), marks("", "11001", "111010"));
    assert_eq!(standing(&session), marks("01100", "11100", "111110"));
}

#[test]
fn before_the_start_nothing_is_said_of_any_name() {
    let session = shop::session(Rule::OptIn, false);
    assert_eq!(standing(&session), "00000");
    assert_eq!(standing_before(&session), "");
}

#[test]
fn a_record_is_its_fields_and_its_answers() {
    let mut session = started(Rule::OptIn, false, Stored::default());
    let choices = these(&[("ads", true), ("service:shared", false)]);
    happen(&mut session, choose(choices, Method::Save), NOW);
    let made = session.record().unwrap();
    let fields = [
        "42".to_owned(), // save, opt-in, by a gesture
        format!("{:08x}", 1),
        format!("{NOW:010x}"),
        format!("{:08x}", 180 * shop::DAY),
        format!("{:016x}", made.fingerprint),
        "09".repeat(12),
    ];
    // What is required was not asked; a service stands there where it was refused on its own.
    assert_eq!(told_record(&policy(), made), marks(&fields.concat(), "-0100", "----0-"));
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
