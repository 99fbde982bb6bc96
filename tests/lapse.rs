//! Choices that no longer count: taken back, run out, or from the future. What they granted ends; what they refused
//! does not.

#![cfg(not(target_arch = "wasm32"))]

mod shop;

use portcullis::consent::{
    Answer, Effect, Event, Gesture, Method, Record, Session, Situation, Stored, View, Why,
};
use portcullis::policy::{CookieSettings, Policy, Rule, Text, key};
use shop::{
    DAY, NOW, RULES, allows, choose, granted, happen, names, of_service, policy, record, started, stored,
    these,
};

fn reset() -> Event {
    Event::Choose { answer: Answer::Nothing, method: Method::Reset, gesture: Gesture::Code, id: [3; 12] }
}

/// A record that no longer counts, in each of the ways there are.
fn lapsed(of: &Record) -> [Record; 3] {
    let taken_back = Record { method: Method::Reset, granted: Vec::new(), ..of.clone() };
    [taken_back, Record { made: NOW - 181 * DAY, ..of.clone() }, Record { made: NOW + DAY + 1, ..of.clone() }]
}

#[test]
fn a_reset_is_written_over_the_choice_and_the_question_comes_again() {
    let mut session = started(Rule::OptIn, false, stored(record(Rule::OptIn, &["ads"])));
    let effects = happen(&mut session, reset(), NOW);
    let order = ["persist 6", "view Rest", "yield", "tell reset", "gate", "notify Changed"];
    assert_eq!(names(&effects)[..6], order);
    assert_eq!(names(&effects)[6..], ["settle cookie+local", "view Banner(First)", "notify Asked"]);
    let written = session.newest().cloned().unwrap_or_else(|| record(Rule::OptIn, &[]));
    assert_eq!((written.sequence, written.method, written.granted.len()), (6, Method::Reset, 0));
    assert_eq!((session.record(), granted(&session)), (None, vec![]));
    assert!(session.traces().is_none(), "undecided: there is nothing to clear");

    let older = Stored { repair: true, ..stored(record(Rule::OptIn, &["ads"])) };
    let effects = session.step(Event::Reread(older), NOW);
    assert_eq!(
        (names(&effects), granted(&session)),
        (vec!["repair 6".into()], vec![]),
        "it cannot come back"
    );
    happen(&mut session, choose(Answer::All, Method::AcceptAll), NOW);
    assert_eq!(session.record().map(|r| r.sequence), Some(7));
}

#[test]
fn where_nobody_has_chosen_a_reset_writes_nothing_and_ends() {
    for found in [Stored::default(), Stored { damaged: Some("x".into()), ..Stored::default() }] {
        let mut session = started(Rule::OptIn, false, found);
        assert_eq!(names(&session.step(reset(), NOW)), ["settle memory"]);
        assert_eq!((session.newest(), session.view()), (None, View::Banner(Why::First)));
    }
}

#[test]
fn a_choice_taken_back_in_another_tab_ends_here_at_once() {
    let mut session = started(Rule::OptIn, false, stored(record(Rule::OptIn, &["ads"])));
    let [taken_back, ..] = lapsed(&record(Rule::OptIn, &["ads"]));
    let effects = session.step(Event::Reread(stored(Record { sequence: 6, ..taken_back })), NOW);
    assert_eq!(granted(&session), [""; 0]);
    assert!(effects.contains(&Effect::View(View::Banner(Why::First))));
}

#[test]
fn a_start_mends_a_store_that_missed_the_reset() {
    let [taken_back, expired, early] = lapsed(&record(Rule::OptIn, &["ads"]));
    for (found, mended) in [(taken_back, true), (expired, false), (early, true)] {
        let mut session = shop::session(Rule::OptIn, false);
        let effects = session.step(Event::Start(Stored { repair: true, ..stored(found.clone()) }), NOW);
        assert_eq!(effects.contains(&Effect::Repair(found.sequence)), mended, "{found:?}");
    }
}

#[test]
fn what_no_longer_counts_grants_nothing_and_its_refusals_hold_under_every_rule() {
    for rule in RULES {
        for found in lapsed(&record(rule, &["analytics", "comfort"])) {
            let mut session = started(rule, false, stored(found.clone()));
            assert!(!session.is_decided() && session.record().is_none());
            // What was granted falls back to what runs unasked: analytics, where nobody has to ask for it first.
            let unasked = rule != Rule::OptIn && found.answer(key("analytics")).is_some();
            let expected: &[&str] = if unasked { &["analytics"] } else { &[] };
            assert_eq!(granted(&session), expected, "{rule:?} {:?}", found.method);
            happen(&mut session, choose(these(&[("analytics", true)]), Method::Save), NOW);
            assert_eq!(granted(&session), ["analytics"], "the refusal of the rest outlives it");
        }
    }
}

#[test]
fn a_service_refused_by_name_stays_refused_when_the_choice_no_longer_counts() {
    for rule in RULES {
        let mut refusing = record(rule, &["analytics"]);
        refusing.refused.push(of_service("counter"));
        for found in lapsed(&refusing) {
            let mut session = started(rule, false, stored(found));
            assert!(!allows(&session, "service:counter"));
            happen(&mut session, choose(these(&[("analytics", true)]), Method::Save), NOW);
            assert!(allows(&session, "analytics") && !allows(&session, "service:counter"), "{rule:?}");
        }
    }
}

#[test]
fn a_purpose_that_came_later_runs_unasked_only_for_those_who_refused_nothing() {
    let other = |granted: &[&str], refused: &[&str]| Record {
        fingerprint: 1,
        granted: granted.iter().map(|id| key(id)).collect(),
        refused: refused.iter().map(|id| key(id)).collect(),
        ..record(Rule::OptOut, &[])
    };
    for rule in [Rule::OptOut, Rule::Notice] {
        for (granting, refusing, expected) in [
            (&["comfort"][..], &[][..], &["analytics", "ads"][..]),
            (&["analytics"], &["marketing"], &["analytics"]),
            (&[], &["analytics"], &[]),
            (&[], &["advertising"], &[]),
        ] {
            let session = started(rule, false, stored(other(granting, refusing)));
            assert_eq!(granted(&session), expected, "{rule:?} {granting:?} {refusing:?}");
        }
    }
}

#[test]
fn after_a_change_of_policy_no_earlier_grant_is_where_the_visitor_starts_under_opt_in() {
    // Boxes ticked in advance are no consent (CJEU C-673/17), and an earlier yes did not cover what is new.
    for (rule, start) in [(Rule::OptIn, &[][..]), (Rule::Notice, &["analytics"])] {
        let other = Record { fingerprint: 1, ..record(rule, &["analytics", "comfort"]) };
        let session = started(rule, false, stored(other));
        assert_eq!((granted(&session), session.view()), (start.to_vec(), View::Banner(Why::Changed)));
    }
}

#[test]
fn a_clock_that_is_a_little_behind_or_set_back_later_takes_nothing_away() {
    let found = Record { made: NOW + DAY, ..record(Rule::OptIn, &["ads"]) };
    let mut session = started(Rule::OptIn, false, stored(found));
    assert_eq!(granted(&session), ["ads"]);
    happen(&mut session, Event::Reread(Stored::default()), NOW - 999 * DAY);
    assert_eq!(
        (granted(&session), session.view()),
        (vec!["ads"], View::Rest),
        "set back while the page is open"
    );
}

#[test]
fn a_record_lasts_no_longer_in_a_store_than_it_counts() {
    let found = record(Rule::OptIn, &["ads"]);
    assert_eq!(found.remaining(found.made), u64::from(found.lasts));
    assert_eq!(found.remaining(NOW), 179 * DAY);
    assert_eq!(found.remaining(found.made + u64::from(found.lasts) + 1), 0);
    assert_eq!(found.remaining(0), u64::from(found.lasts), "by a clock that was set back");
}

#[test]
fn each_visit_writes_the_record_anew_but_where_an_endpoint_keeps_it() {
    for (endpoint, renews) in [(None, true), (Some(Text("/consent")), false)] {
        let cookie = CookieSettings { endpoint, ..CookieSettings::default() };
        let situation = Situation { region: Some(shop::region(Rule::OptIn).to_owned()), signal: false };
        let mut session = Session::new(Policy { cookie, ..policy() }, situation);
        let effects = session.step(Event::Start(stored(record(Rule::OptIn, &["ads"]))), NOW);
        assert_eq!(effects.contains(&Effect::Repair(5)), renews);
    }
}
