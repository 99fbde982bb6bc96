//! What Google is told, for each cause: golden commands.

#![cfg(all(not(target_arch = "wasm32"), feature = "schema"))]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod shop;
mod spoken;

use portcullis::consent::{Answer, Change, Effect, Event, Method, Record, Session, Situation, Stored};
use portcullis::policy::{Policy, Purpose, Rule};
use portcullis::signal::GOOGLE_TYPES;
use shop::{NOW, choose, happen, policy, purpose, record, session, started, stored, these};
use spoken::{google, table};

/// What is told of the one change that comes of `event`, and the name of its cause.
fn after(session: &mut Session, event: Event, now: u64) -> (Vec<String>, &'static str) {
    let effects = happen(session, event, now);
    let mut changes = effects.iter().filter_map(|e| if let Effect::Tell(c) = e { Some(*c) } else { None });
    let change = changes.next().unwrap();
    assert_eq!(changes.next(), None);
    (google(session, change), change.source())
}

/// `ads` (all three of its types), `analytics`, `audience` (the switches) and `comfort`, granted or not.
fn golden(ads: bool, analytics: bool, audience: bool, comfort: bool) -> Vec<String> {
    let word = |yes| if yes { "granted" } else { "denied" };
    let [ads, analytics, comfort] = [ads, analytics, comfort].map(word);
    vec![
        format!(r#"gtag("set", "allow_google_signals", {audience})"#),
        format!(r#"gtag("set", "allow_ad_personalization_signals", {audience})"#),
        format!(
            r#"gtag("consent", "update", {{"ad_personalization":"{ads}","ad_storage":"{ads}","ad_user_data":"{ads}","analytics_storage":"{analytics}","functionality_storage":"{comfort}","personalization_storage":"denied","security_storage":"granted"}})"#
        ),
    ]
}

/// The same where the opt-out rule holds: Google limits what it does with ads of who has opted out.
fn golden_us(ads: bool, analytics: bool, audience: bool, comfort: bool) -> Vec<String> {
    let mut all = golden(ads, analytics, audience, comfort);
    all.insert(2, format!(r#"gtag("set", "restricted_data_processing", {})"#, !ads));
    all
}

#[test]
fn the_exact_words_of_an_acceptance() {
    let mut session = started(Rule::OptIn, false, Stored::default());
    happen(&mut session, choose(Answer::All, Method::AcceptAll), NOW);
    assert_eq!(
        google(&session, Change::Choice(Method::AcceptAll)),
        [
            r#"gtag("set", "allow_google_signals", true)"#,
            r#"gtag("set", "allow_ad_personalization_signals", true)"#,
            concat!(
                r#"gtag("consent", "update", {"ad_personalization":"granted","ad_storage":"granted","#,
                r#""ad_user_data":"granted","analytics_storage":"granted","functionality_storage":"granted","#,
                r#""personalization_storage":"denied","security_storage":"granted"})"#,
            ),
        ]
    );
}

#[test]
fn a_visitor_who_has_not_chosen_is_covered_by_the_default() {
    let session = started(Rule::OptIn, false, Stored::default());
    assert_eq!(google(&session, Change::Restore), [""; 0]);
}

#[test]
fn a_stored_choice_is_told_on_every_page() {
    for (granted, ads, analytics) in
        [(&["ads", "analytics"][..], true, true), (&["analytics"], false, true), (&[], false, false)]
    {
        let mut session = session(Rule::OptIn, false);
        session.step(Event::Start(stored(record(Rule::OptIn, granted))), NOW);
        assert_eq!(google(&session, Change::Restore), golden(ads, analytics, false, false));
    }
}

#[test]
fn an_opt_out_region_is_told_what_runs_unasked_less_what_a_signal_turns_off() {
    let plain = started(Rule::OptOut, false, Stored::default());
    assert_eq!(google(&plain, Change::Restore), golden_us(true, true, false, false));
    let signal = started(Rule::OptOut, true, Stored::default());
    assert_eq!(google(&signal, Change::Restore), golden_us(false, true, false, false));
}

#[test]
fn each_choice_is_told_with_its_method() {
    let mut session = started(Rule::OptIn, false, Stored::default());
    for (answer, method, expected) in [
        (Answer::All, Method::AcceptAll, (golden(true, true, true, true), "accept-all")),
        (Answer::OptOut, Method::OptOut, (golden(false, true, false, true), "us-opt-out")),
        (
            these(&[("ads", true), ("comfort", false)]),
            Method::Save,
            (golden(true, true, false, false), "save"),
        ),
        (Answer::Nothing, Method::RejectAll, (golden(false, false, false, false), "reject-all")),
        (these(&[("audience", true)]), Method::Api, (golden(false, false, true, false), "api")),
        (Answer::Nothing, Method::Withdraw, (golden(false, false, false, false), "withdraw")),
    ] {
        assert_eq!(after(&mut session, choose(answer, method), NOW), expected, "{method:?}");
    }
}

#[test]
fn what_happens_without_a_choice_here_is_told_with_its_cause() {
    let mut session = started(Rule::OptIn, false, Stored::default());
    let elsewhere = stored(Record { sequence: 9, ..record(Rule::OptIn, &["analytics"]) });
    let expected = (golden(false, true, false, false), "other-tab");
    assert_eq!(after(&mut session, Event::Reread(elsewhere), NOW), expected);

    let late = NOW + 180 * shop::DAY;
    let expected = (golden(false, false, false, false), "expire");
    assert_eq!(after(&mut session, Event::Reread(Stored::default()), late), expected);

    // Nobody was asked about analytics there; what the visitor refused stays refused.
    let expected = (golden_us(false, true, false, false), "region");
    assert_eq!(after(&mut session, Event::Region(Some("US".to_owned())), late), expected);
}

fn only(purposes: Vec<Purpose>) -> Session {
    let policy = Policy { purposes, ..policy() };
    let mut session = Session::new(policy, Situation { region: Some("US".to_owned()), signal: false });
    happen(&mut session, Event::Start(Stored::default()), NOW);
    session
}

#[test]
fn nothing_is_told_where_no_purpose_names_a_type_that_google_knows() {
    for signals in [&[][..], &["storage"], &["AD_STORAGE"]] {
        let session = only(vec![purpose("ads", &[], signals)]);
        assert_eq!(google(&session, Change::Region), [""; 0], "{signals:?}");
    }
    for kind in GOOGLE_TYPES {
        let session = only(vec![purpose("any", &[], &[kind])]);
        assert!(google(&session, Change::Region).iter().any(|told| told.contains("update")), "{kind}");
    }
}

#[test]
fn a_type_is_granted_where_any_purpose_that_names_it_is() {
    let mut session = only(vec![
        purpose("remarketing", &[], &["ad_storage", "ad_user_data", "ad_personalization"]),
        purpose("ad-reporting", &[], &["ad_storage", "ad_user_data"]),
    ]);
    let save = choose(these(&[("remarketing", false), ("ad-reporting", true)]), Method::Save);
    let (told, _) = after(&mut session, save, NOW);
    assert!(!told.concat().contains("allow_"), "and no switch is set");
    for part in
        [r#""ad_storage":"granted""#, r#""ad_user_data":"granted""#, r#""ad_personalization":"denied""#]
    {
        assert!(told.concat().contains(part), "{told:?}");
    }
}

/// Google takes every key of an update for a consent type.
#[test]
fn in_an_update_stand_the_seven_types_and_nothing_else() {
    for command in table()["google"].as_array().unwrap() {
        let with = command["with"].as_array().unwrap();
        if with[1] == "update" {
            let mut types: Vec<&String> = with[2].as_object().unwrap().keys().collect();
            let mut known = GOOGLE_TYPES[2..].to_vec();
            types.sort();
            known.sort_unstable();
            assert_eq!(types, known);
        }
    }
    assert!(table()["google"].as_array().unwrap().iter().all(|c| c["call"] == "gtag"));
}
