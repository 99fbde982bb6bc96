//! Who may grant: where somebody clicked is part of what they said.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod shop;

use portcullis::consent::{Answer, Effect, Event, Gesture, Method, Record, Session, Stored, View};
use portcullis::policy::Rule;
use shop::{DAY, NOW, OPTIONAL, granted, happen, names, of_service, record, session, started, stored, these};

const ALL: [Gesture; 3] = [Gesture::Code, Gesture::Page, Gesture::Layer];

fn by(gesture: Gesture, answer: Answer, method: Method) -> Event {
    Event::Choose { answer, method, gesture, id: [9; 12] }
}

fn accept(gesture: Gesture) -> Event {
    by(gesture, Answer::All, Method::AcceptAll)
}

/// A session of a store that wants a hand for every grant.
fn by_hand(rule: Rule, stored: Stored) -> Session {
    let mut session = session(rule, false);
    session.require_gesture();
    happen(&mut session, Event::Start(stored), NOW);
    session
}

#[test]
fn under_a_privacy_signal_advertising_is_granted_in_banner_or_panel_alone() {
    for rule in shop::RULES {
        for gesture in ALL {
            let mut session = started(rule, true, Stored::default());
            happen(&mut session, accept(gesture), NOW);
            let expected = if gesture == Gesture::Layer { &OPTIONAL[..] } else { &["analytics", "comfort"] };
            assert_eq!(granted(&session), expected, "{rule:?} {gesture:?}");
            let record = session.record().unwrap();
            assert_eq!((record.gesture, record.signal), (gesture == Gesture::Layer, true));
        }
    }
}

#[test]
fn without_a_signal_a_click_in_the_page_is_a_gesture_and_code_is_none() {
    for (gesture, vouched) in [(Gesture::Code, false), (Gesture::Page, true), (Gesture::Layer, true)] {
        let mut session = started(Rule::OptIn, false, Stored::default());
        happen(&mut session, accept(gesture), NOW);
        assert_eq!(session.record().unwrap().gesture, vouched, "{gesture:?}");
        assert_eq!(granted(&session), OPTIONAL);
    }
}

#[test]
fn what_a_button_of_the_page_granted_before_the_signal_ends_with_it_and_older_records_mean_what_they_meant() {
    for (signal, ads) in [(false, false), (true, true)] {
        let record = Record { signal, ..record(Rule::OptIn, &OPTIONAL) };
        let session = started(Rule::OptIn, true, stored(record));
        assert_eq!(granted(&session).contains(&"ads"), ads);
    }
}

#[test]
fn where_a_hand_is_wanted_only_one_in_banner_or_panel_grants_and_anybody_refuses() {
    let some = || stored(record(Rule::OptIn, &["analytics"]));
    let service = |yes| Answer::These(vec![(of_service("counter"), yes)]);
    for (answer, grants) in [
        (Answer::All, true),
        (these(&[("ads", true)]), true),
        (these(&[("ads", true), ("analytics", false)]), true),
        (these(&[("analytics", true)]), false),
        (these(&[("analytics", false)]), false),
        (these(&[]), false),
        (service(false), false),
        (service(true), false),
        (Answer::Nothing, false),
        (Answer::OptOut, false),
    ] {
        for gesture in ALL {
            let mut session = by_hand(Rule::OptIn, some());
            let before = (session.standing().clone(), session.newest().cloned());
            let effects = happen(&mut session, by(gesture, answer.clone(), Method::Save), NOW);
            let declined = grants && gesture != Gesture::Layer;
            assert_eq!(effects.contains(&Effect::Decline), declined, "{gesture:?} {answer:?}");
            if declined {
                assert_eq!((session.standing().clone(), session.newest().cloned()), before);
                let panel = gesture == Gesture::Page;
                assert_eq!(
                    session.view() == View::Panel,
                    panel,
                    "a click of the visitor's leads where they can grant"
                );
                assert_eq!(
                    names(&effects),
                    if panel { &["decline", "view Panel"][..] } else { &["decline"] }
                );
            } else {
                assert_eq!(session.newest().unwrap().sequence, 6, "{gesture:?} {answer:?}");
            }
        }
    }
}

#[test]
fn a_service_that_was_refused_comes_back_by_hand_alone() {
    let mut session = by_hand(Rule::OptIn, stored(record(Rule::OptIn, &["analytics"])));
    let counter = |gesture, yes| by(gesture, Answer::These(vec![(of_service("counter"), yes)]), Method::Save);
    happen(&mut session, counter(Gesture::Code, false), NOW);
    assert!(!shop::allows(&session, "service:counter"));
    happen(&mut session, counter(Gesture::Code, true), NOW);
    assert!(!shop::allows(&session, "service:counter"));
    happen(&mut session, counter(Gesture::Layer, true), NOW);
    assert!(shop::allows(&session, "service:counter"));
}

#[test]
fn where_all_runs_unasked_code_makes_no_consent_of_it() {
    let mut session = by_hand(Rule::OptOut, Stored::default());
    assert_eq!(names(&session.step(accept(Gesture::Code), NOW)), ["decline"]);
    assert_eq!(session.newest(), None);
    happen(&mut session, by(Gesture::Code, these(&[("ads", false)]), Method::Api), NOW);
    assert_eq!(granted(&session), ["analytics"]);
}

#[test]
fn a_choice_that_is_declined_does_not_keep_one_that_ran_out() {
    for answer in [Answer::All, these(&[("analytics", true)])] {
        let mut session = by_hand(Rule::OptIn, stored(record(Rule::OptIn, &OPTIONAL)));
        assert_eq!(granted(&session), OPTIONAL);
        let late = NOW + 400 * DAY;
        let effects = session.step(by(Gesture::Code, answer, Method::Api), late);
        assert_eq!(names(&effects)[0], "decline");
        assert_eq!(granted(&session), [""; 0]);
        shop::perform(&mut session, effects, Default::default(), late);
        assert_eq!(session.view(), View::Banner(portcullis::consent::Why::Expired));
    }
}

#[test]
fn a_question_asked_again_needs_no_hand_and_grants_nothing() {
    let mut session = by_hand(Rule::OptIn, stored(record(Rule::OptIn, &["analytics"])));
    happen(&mut session, by(Gesture::Code, Answer::Nothing, Method::Reset), NOW);
    assert_eq!(granted(&session), [""; 0]);
}
