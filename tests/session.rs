//! What comes of what happens, and in which order.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod shop;

use portcullis::consent::{
    Answer, Effect, Event, Kept, Method, Record, Session, Situation, Stored, View, Why,
};
use portcullis::policy::{CookieSettings, Policy, Rule, fingerprint, key};
use shop::{DAY, NOW, RULES, allows, choose, granted, happen, names, perform, policy, record, session};
use shop::{started, stored, these};

fn accept() -> Event {
    choose(Answer::All, Method::AcceptAll)
}

fn reject() -> Event {
    choose(Answer::Nothing, Method::RejectAll)
}

#[test]
fn a_first_visit_is_asked_and_then_the_gate_opens_for_nothing() {
    let mut session = session(Rule::OptIn, false);
    let effects = happen(&mut session, Event::Start(Stored::default()), NOW);
    assert_eq!(
        names(&effects),
        ["view Banner(First)", "notify Asked", "tell restore", "gate", "notify Ready"]
    );
    assert_eq!(granted(&session), [""; 0]);
    assert!(allows(&session, "necessary") && !session.is_decided());
}

#[test]
fn a_visitor_under_opt_out_is_not_asked_and_one_under_notice_is_told() {
    let first = |rule| {
        let mut session = session(rule, false);
        let effects = happen(&mut session, Event::Start(Stored::default()), NOW);
        assert_eq!(granted(&session), ["analytics", "ads"]);
        names(&effects)
    };
    assert_eq!(first(Rule::OptOut), ["tell restore", "gate", "notify Ready"]);
    let notice = ["view Banner(Notice)", "notify Asked", "tell restore", "gate", "notify Ready"];
    assert_eq!(first(Rule::Notice), notice);
}

#[test]
fn what_is_asked_at_the_start_is_asked_once() {
    for meanwhile in
        [vec![], vec![Event::Hide], vec![Event::Open, Event::Hide], vec![Event::Ask, Event::Hide]]
    {
        let outdated = Record { fingerprint: 1, ..record(Rule::OptIn, &[]) };
        for found in [Stored::default(), stored(outdated)] {
            let mut session = session(Rule::OptIn, false);
            session.step(Event::Start(found), NOW);
            assert!(matches!(session.view(), View::Banner(_)));
            for event in &meanwhile {
                session.step(event.clone(), NOW);
            }
            let effects = names(&session.step(Event::Gated { needs_reload: false }, NOW));
            assert!(effects.iter().all(|e| !e.starts_with("view")), "{effects:?} after {meanwhile:?}");
            assert!(effects.contains(&"notify Ready".to_owned()), "the gate is as the standing says");
        }
    }
}

#[test]
fn a_stored_choice_holds_at_once_and_nobody_is_asked() {
    for granting in [&shop::OPTIONAL[..], &["analytics"], &[]] {
        let mut session = session(Rule::OptIn, false);
        session.step(Event::Start(stored(record(Rule::OptIn, granting))), NOW);
        assert_eq!(granted(&session), granting);
        let effects = happen(&mut session, Event::Gated { needs_reload: false }, NOW);
        assert_eq!(names(&effects), ["clear", "notify Ready"]);
        assert_eq!(session.view(), View::Rest);
    }
}

#[test]
fn a_choice_is_written_then_seen_then_told_then_settled() {
    let mut session = started(Rule::OptIn, false, Stored::default());
    let effects = happen(&mut session, accept(), NOW);
    let order = ["persist 1", "view Saved(Both)", "yield", "tell accept-all", "gate", "clear"];
    assert_eq!(names(&effects)[..6], order);
    assert_eq!(names(&effects)[6..], ["notify Chosen", "notify Changed", "settle cookie+local"]);

    let effects = happen(&mut session, choose(Answer::Nothing, Method::Withdraw), NOW);
    assert_eq!(names(&effects)[..5], ["persist 2", "view Saved(Both)", "yield", "tell withdraw", "gate"]);
    assert_eq!(granted(&session), [""; 0]);
}

#[test]
fn a_choice_that_changes_nothing_is_settled_without_a_change() {
    let mut session = started(Rule::OptIn, false, Stored::default());
    let effects = happen(&mut session, reject(), NOW);
    assert_eq!(names(&effects)[5..], ["clear", "notify Chosen", "settle cookie+local"]);
}

#[test]
fn a_grant_waits_for_its_turn_and_a_refusal_for_nothing() {
    let mut session = started(Rule::OptIn, false, Stored::default());
    for event in [accept(), Event::Persisted(Kept::Both)] {
        session.step(event, NOW);
        assert_eq!(granted(&session), [""; 0]);
    }
    session.step(Event::Yielded, NOW);
    assert_eq!(granted(&session), shop::OPTIONAL);
    session.step(Event::Gated { needs_reload: false }, NOW);
    session.step(reject(), NOW);
    assert_eq!(granted(&session), [""; 0], "before anything was performed");
}

#[test]
fn where_nothing_can_be_stored_the_choice_holds_for_the_page_and_says_so() {
    let mut session = started(Rule::OptIn, false, Stored::default());
    let effects = session.step(accept(), NOW);
    let effects = perform(&mut session, effects, Kept::Memory, NOW);
    assert_eq!(names(&effects)[1], "view Saved(Memory)");
    assert_eq!(names(&effects).last().map(String::as_str), Some("settle memory"));
    assert_eq!(granted(&session), shop::OPTIONAL);
}

#[test]
fn a_second_look_at_the_stores_changes_what_the_outcome_says_and_nothing_else() {
    let mut session = started(Rule::OptIn, false, Stored::default());
    for event in [accept(), Event::Persisted(Kept::Local)] {
        session.step(event, NOW);
    }
    assert_eq!(session.step(Event::Persisted(Kept::Both), NOW), []);
    assert_eq!(granted(&session), [""; 0], "the grant still waits for its turn");
    session.step(Event::Yielded, NOW);
    let effects = session.step(Event::Gated { needs_reload: false }, NOW);
    assert_eq!(names(&effects).last().map(String::as_str), Some("settle cookie+local"));
}

#[test]
fn what_ran_and_cannot_be_taken_back_is_reported() {
    let mut session = started(Rule::OptIn, false, stored(record(Rule::OptIn, &["ads"])));
    for event in [reject(), Event::Persisted(Kept::Cookie), Event::Yielded] {
        session.step(event, NOW);
    }
    let effects = session.step(Event::Gated { needs_reload: true }, NOW);
    assert_eq!(names(&effects).last().map(String::as_str), Some("settle cookie reload"));
}

fn written(session: &mut Session, event: Event, now: u64) -> Record {
    let effects = session.step(event, now);
    let record = session.newest().unwrap().clone();
    assert_eq!(effects, [Effect::Persist(record.sequence)]);
    perform(session, effects, Kept::Both, now);
    record
}

#[test]
fn a_record_says_what_was_chosen_how_when_and_under_what() {
    for rule in RULES {
        for signal in [false, true] {
            let mut session = started(rule, signal, stored(record(rule, &["ads"])));
            let made = written(&mut session, choose(these(&[("analytics", true)]), Method::Save), NOW + 5);
            let standing = if signal { &["analytics"][..] } else { &["analytics", "ads"] };
            let keys = |yes: bool| shop::OPTIONAL.iter().filter(move |id| standing.contains(id) == yes);
            let expected = Record {
                id: [9; 12],
                sequence: 6,
                made: NOW + 5,
                lasts: (DAY * if rule == Rule::OptOut { 365 } else { 180 }) as u32,
                method: Method::Save,
                rule,
                gesture: true,
                signal,
                fingerprint: fingerprint(&policy(), rule),
                granted: keys(true).map(|id| key(id)).collect(),
                refused: keys(false).map(|id| key(id)).collect(),
            };
            assert_eq!(made, expected, "{rule:?} {signal}");
            assert_eq!(session.record(), Some(&expected));
        }
    }
}

#[test]
fn a_choice_lasts_as_the_policy_says_and_an_opt_out_a_year_at_least() {
    for (days, rule, expected) in [
        (30, Rule::OptIn, 30),
        (400, Rule::OptIn, 400),
        (30, Rule::OptOut, 365),
        (400, Rule::OptOut, 400),
        (30, Rule::Notice, 30),
    ] {
        let cookie = CookieSettings { days, ..CookieSettings::default() };
        let situation = Situation { region: Some(shop::region(rule).to_owned()), signal: false };
        let mut session = Session::new(Policy { cookie, ..policy() }, situation);
        happen(&mut session, Event::Start(Stored::default()), NOW);
        for event in [accept(), reject()] {
            let record = written(&mut session, event, NOW);
            assert_eq!(u64::from(record.lasts), expected * DAY, "{days} {rule:?}");
            assert!(!record.is_expired(NOW + expected * DAY - 1) && record.is_expired(NOW + expected * DAY));
        }
    }
}

#[test]
fn a_choice_follows_the_newest_record_even_one_that_has_expired() {
    let old = Record { made: NOW - 200 * DAY, ..record(Rule::OptIn, &["ads"]) };
    let mut session = started(Rule::OptIn, false, stored(old));
    assert_eq!((session.record(), session.view()), (None, View::Banner(Why::Expired)));
    let next = written(&mut session, choose(these(&[("analytics", true)]), Method::Api), NOW);
    assert_eq!((next.sequence, next.granted), (6, vec![key("analytics")]), "ads ran out and is not renewed");
    let last = Record { sequence: u32::MAX, ..record(Rule::OptIn, &[]) };
    let mut session = started(Rule::OptIn, false, stored(last));
    assert_eq!(written(&mut session, accept(), NOW).sequence, u32::MAX);
    assert_eq!(granted(&session), shop::OPTIONAL);
}

#[test]
fn an_opt_out_ends_advertising_and_leaves_the_rest_as_it_stands() {
    let opt_out = || choose(Answer::OptOut, Method::OptOut);
    let mut undecided = started(Rule::OptOut, false, Stored::default());
    happen(&mut undecided, opt_out(), NOW);
    assert_eq!(granted(&undecided), ["analytics"]);
    let mut decided = started(Rule::OptOut, false, stored(record(Rule::OptOut, &["ads", "comfort"])));
    happen(&mut decided, opt_out(), NOW);
    assert_eq!(granted(&decided), ["comfort"]);
    let mut asked = started(Rule::OptIn, false, Stored::default());
    happen(&mut asked, opt_out(), NOW);
    assert_eq!(granted(&asked), [""; 0], "no opt-out grants anything");
}

#[test]
fn a_service_refused_by_name_stays_refused_until_it_is_named_or_all_is_accepted() {
    let shared = |session: &Session| (allows(session, "service:shared"), allows(session, "ads"));
    let mut session = started(Rule::OptIn, false, stored(record(Rule::OptIn, &["ads"])));
    let save = |list: &[(&str, bool)]| choose(these(list), Method::Save);
    happen(&mut session, save(&[("service:shared", false)]), NOW);
    assert_eq!(shared(&session), (false, true));
    happen(&mut session, save(&[("analytics", true)]), NOW);
    assert_eq!(shared(&session), (false, true), "not a word about it");
    happen(&mut session, save(&[("service:shared", true)]), NOW);
    assert_eq!(shared(&session), (true, true));
    happen(&mut session, save(&[("service:shared", false), ("ads", false), ("ads", true)]), NOW);
    assert_eq!(shared(&session), (false, true), "the last word about a name counts");
    happen(&mut session, accept(), NOW);
    assert_eq!(shared(&session), (true, true));
}

#[test]
fn a_policy_that_asks_for_nothing_asks_nobody() {
    let necessary = Policy { purposes: policy().purposes[..1].to_vec(), ..policy() };
    for empty in [necessary, Policy::default()] {
        for rule in RULES {
            let region = Some(shop::region(rule).to_owned());
            let mut session = Session::new(empty.clone(), Situation { region, signal: true });
            let effects = happen(&mut session, Event::Start(Stored::default()), NOW);
            assert_eq!(names(&effects), ["tell restore", "gate", "notify Ready"]);
            assert_eq!(names(&happen(&mut session, accept(), NOW))[..2], ["persist 1", "view Saved(Both)"]);
        }
    }
}
