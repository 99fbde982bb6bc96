//! Choices that a page kept before there was a session: what each is worth, and what comes of it.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod shop;

use portcullis::consent::{
    Answer, Early, Effect, Event, Gesture, Kept, Method, Session, Situation, Stored, View, Why,
};
use portcullis::policy::{Rule, key, service_key};
use shop::{DAY, NOW, RULES, policy, record, region};

const ABOUT: u32 = (7 ^ b'a' as u32).wrapping_mul(0x0100_0193);

fn early(answer: Answer, made: u64) -> Early {
    let method = match answer {
        Answer::All => Method::AcceptAll,
        Answer::Nothing => Method::RejectAll,
        Answer::OptOut => Method::OptOut,
        Answer::These(_) => Method::Save,
    };
    Early { answer, method, gesture: Gesture::Layer, id: [3; 12], made, about: Some(ABOUT) }
}

fn session(rule: Rule) -> Session {
    let situation = Situation { region: Some(region(rule).to_owned()), signal: false };
    let mut session = Session::new(policy(), situation);
    session.asks_about("a");
    session
}

fn start(
    session: &mut Session,
    record: Option<portcullis::consent::Record>,
    early: Vec<Early>,
) -> Vec<Effect> {
    session.step(Event::Start(Stored { record, early, ..Stored::default() }), NOW)
}

/// Whether a choice becomes a record.
fn counts(rule: Rule, record: Option<portcullis::consent::Record>, choice: Early) -> bool {
    let mut session = session(rule);
    let effects = start(&mut session, record, vec![choice]);
    matches!(effects[..], [Effect::Persist(_)])
}

#[test]
fn a_kept_choice_is_written_first_and_nobody_is_asked() {
    for rule in RULES {
        for (answer, granted) in [(Answer::All, true), (Answer::Nothing, false)] {
            let mut session = session(rule);
            assert_eq!(start(&mut session, None, vec![early(answer, NOW - 60)]), [Effect::Persist(1)]);
            assert!(!session.grants("analytics"), "nothing runs before it is written");
            let made = session.record().unwrap();
            assert_eq!((made.made, made.id, made.gesture), (NOW - 60, [3; 12], true));
            assert!(session.is_decided());
            let effects = session.step(Event::Persisted(Kept::Both), NOW);
            assert_eq!(effects, [Effect::View(View::Saved(Kept::Both)), Effect::Yield]);
            session.step(Event::Yielded, NOW);
            assert_eq!(session.grants("analytics"), granted);
        }
    }
}

#[test]
fn an_acceptance_counts_for_a_day_and_for_what_was_read() {
    for rule in RULES {
        let given = |made| early(Answer::All, made);
        assert!(counts(rule, None, given(NOW - 1)) && counts(rule, None, given(NOW - DAY + 1)));
        assert!(!counts(rule, None, given(NOW - DAY)));
        for about in [Some(ABOUT + 1), None] {
            assert!(!counts(rule, None, Early { about, ..given(NOW - 1) }));
        }
    }
}

#[test]
fn a_refusal_counts_as_long_as_a_record_whatever_was_read() {
    let refused = |made| Early { about: None, ..early(Answer::Nothing, made) };
    assert!(counts(Rule::OptIn, None, refused(NOW - 179 * DAY)));
    assert!(!counts(Rule::OptIn, None, refused(NOW - 180 * DAY)));
    assert!(counts(Rule::OptOut, None, refused(NOW - 364 * DAY)));
    assert!(counts(Rule::OptIn, None, refused(NOW + 9 * DAY)), "a clock that was wrong makes it no less");
}

#[test]
fn the_later_word_counts_and_within_a_second_the_refusal() {
    for (answer, at, wins) in [
        (Answer::All, NOW - 11, false),
        (Answer::All, NOW - 10, false),
        (Answer::All, NOW - 9, true),
        (Answer::Nothing, NOW - 11, false),
        (Answer::Nothing, NOW - 10, true),
        (Answer::Nothing, NOW - 9, true),
    ] {
        let mut other = record(Rule::OptIn, &["analytics"]);
        other.made = NOW - 10;
        assert_eq!(counts(Rule::OptIn, Some(other), early(answer.clone(), at)), wins, "{answer:?} {at}");
    }
    let mut same = record(Rule::OptIn, &[]);
    (same.made, same.id) = (NOW - 60, [3; 12]);
    assert!(!counts(Rule::OptIn, Some(same), early(Answer::Nothing, NOW - 60)), "it is made already");
}

#[test]
fn of_named_answers_about_another_policy_the_refusals_are_left() {
    let these = |named: &[(u32, bool)]| early(Answer::These(named.to_vec()), NOW - 1);
    let (analytics, counter) = (key("analytics"), service_key("counter"));
    let mut before = session(Rule::OptIn);
    let other = Early { about: None, ..these(&[(analytics, true), (counter, false), (key("gone"), false)]) };
    assert_eq!(start(&mut before, None, vec![other]), [Effect::Persist(1)]);
    let made = before.record().unwrap();
    assert_eq!((made.answer(analytics), made.answer(counter)), (Some(false), Some(false)));
    assert!(!counts(Rule::OptIn, None, Early { about: None, ..these(&[(analytics, true)]) }));
    assert!(
        !counts(Rule::OptIn, None, these(&[(analytics, false), (key("typo"), false)])),
        "nor a name unknown"
    );
    assert!(!counts(Rule::OptIn, None, these(&[])));
    assert!(counts(Rule::OptIn, None, these(&[(analytics, true)])));
}

#[test]
fn where_only_a_hand_may_grant_a_kept_choice_of_the_page_grants_nothing() {
    for (gesture, grants) in [(Gesture::Layer, true), (Gesture::Page, false), (Gesture::Code, false)] {
        for (answer, counted) in [(Answer::All, grants), (Answer::Nothing, true)] {
            let mut session = session(Rule::OptIn);
            session.require_gesture();
            let effects = start(&mut session, None, vec![Early { gesture, ..early(answer, NOW - 1) }]);
            assert_eq!(matches!(effects[..], [Effect::Persist(_)]), counted, "{gesture:?}");
        }
    }
}

#[test]
fn several_are_made_in_their_order() {
    let all = Early { id: [1; 12], ..early(Answer::All, NOW - 5) };
    let saved = Early { id: [2; 12], ..early(Answer::These(vec![(key("ads"), false)]), NOW - 5) };
    let mut session = session(Rule::OptIn);
    assert_eq!(start(&mut session, None, vec![all, saved]), [Effect::Persist(1)]);
    assert_eq!(session.step(Event::Persisted(Kept::Both), NOW), [Effect::Persist(2)]);
    let made = session.record().unwrap();
    assert_eq!((made.answer(key("analytics")), made.answer(key("ads"))), (Some(true), Some(false)));
    let effects = session.step(Event::Persisted(Kept::Both), NOW);
    assert_eq!(effects, [Effect::View(View::Saved(Kept::Both)), Effect::Yield]);
}

#[test]
fn who_waits_for_one_that_counts_for_nothing_is_answered() {
    let mut session = session(Rule::OptIn);
    let effects = start(&mut session, None, vec![early(Answer::All, NOW - 2 * DAY)]);
    assert!(effects.contains(&Effect::View(View::Banner(Why::First))));
    let effects = session.step(Event::Gated { needs_reload: false }, NOW);
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Settle(_))));
}

#[test]
fn what_is_shown_already_goes_only_where_it_has_to() {
    let shown = |record| {
        let stored = Stored { record, shown: View::Banner(Why::First), ..Stored::default() };
        session(Rule::OptIn).step(Event::Start(stored), NOW)
    };
    assert!(!shown(None).iter().any(|effect| matches!(effect, Effect::View(_) | Effect::Notify(_))));
    assert!(shown(Some(record(Rule::OptIn, &[]))).contains(&Effect::View(View::Rest)));
}

#[test]
fn every_text_is_read_or_left_out() {
    let one = |text: &str| Early::read_all(text).pop();
    let accepted = one("|0.25/1700000000999/accept-all/accept-all/1/0/10/").unwrap();
    assert_eq!(
        (accepted.answer, accepted.method, accepted.gesture),
        (Answer::All, Method::AcceptAll, Gesture::Layer)
    );
    assert_eq!((accepted.made, accepted.about), (NOW, Some(10)));
    let other = one("|0.26/1700000000999/accept-all/accept-all/1/0/10/").unwrap();
    assert_ne!(accepted.id, other.id);
    assert_eq!(one("|0.25/1/withdraw/reject-all/0/2/7/").unwrap().about, None);
    assert_eq!(one("|0.25/1/reject-all/reject-all/1/2/10/").unwrap().gesture, Gesture::Page);
    assert_eq!(one("|0.25/1/reject-all/reject-all/0/0/10/").unwrap().gesture, Gesture::Code);
    let saved = one("|0.25/1/api/save/0/2/9/{\"ads\":true,\"service:counter\":false}").unwrap();
    assert_eq!(saved.answer, Answer::These(vec![(key("ads"), true), (service_key("counter"), false)]));
    for broken in [
        "",
        "|",
        "|||",
        "//////",
        "|0.25/1700000000999/accept-all/accept-all/1/0/",
        "|0.25/1700000000999/accept-all/accept-all/1/0//",
        "|0.25//accept-all/accept-all/1/0/10/",
        "|0.25/1e9/accept-all/accept-all/1/0/10/",
        "|0.25/99999999999999999999999/accept-all/accept-all/1/0/10/",
        "|0.25/1700000000999/accept-all/accept-all/1/0/4294967296/",
        "|0.25/1700000000999/accept-all/accept-all/1/0/10/x",
        "|0.25/1700000000999/accept-all/accept-all/1/0/10//",
        "|0.25/1700000000999/accept-all/api/1/0/10/",
        "|0.25/1700000000999/reset/reset/1/0/10/",
        "|0.25/1700000000999/reset/accept-all/1/0/10/",
        "|0.25/1700000000999/accept/accept/1/0/10/",
        "|0.25/1700000000999/api/save/1/0/10/{\"ads\":1}",
        "|0.25/1700000000999/api/save/1/0/10/{\"ads\":\"true\"}",
        "|0.25/1700000000999/api/save/1/0/10/{ads:true}",
        "|0.25/1700000000999/api/save/1/0/10/[true]",
        "|é/é/é/é/é/é/é/é",
    ] {
        assert_eq!(one(broken), None, "{broken}");
    }
    let two = "|0.1/1/accept-all/accept-all/1/0/10/|x|0.2/1/reject-all/reject-all/1/0/10/";
    assert_eq!(Early::read_all(two).len(), 2);
}
