//! What Google is told, for each cause: golden commands.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod shop;

use portcullis::consent::{Answer, Change, Effect, Event, Method, Record, Session, Situation, Stored};
use portcullis::policy::{Policy, Purpose, Rule};
use portcullis::signal::google;
use shop::{NOW, choose, happen, policy, purpose, record, session, started, stored, these};

/// What is told of the one change that comes of `event`, and the name of its cause.
fn after(session: &mut Session, event: Event, now: u64) -> (String, &'static str) {
    let effects = happen(session, event, now);
    let mut changes = effects.iter().filter_map(|e| if let Effect::Tell(c) = e { Some(*c) } else { None });
    let change = changes.next().unwrap();
    assert_eq!(changes.next(), None);
    (google(session, change), change.source())
}

/// `ads` (all three of its types), `analytics`, `audience` (the switches) and `comfort`, granted or not.
fn golden(ads: bool, analytics: bool, audience: bool, comfort: bool) -> String {
    let [ads, analytics, audience, comfort] = [ads, analytics, audience, comfort].map(u8::from);
    format!(
        "allow_google_signals={audience} allow_ad_personalization_signals={audience} \
         ad_storage={ads} ad_user_data={ads} ad_personalization={ads} analytics_storage={analytics} \
         functionality_storage={comfort} personalization_storage=0 security_storage=1 "
    )
}

#[test]
fn the_exact_text_of_an_acceptance() {
    let mut session = started(Rule::OptIn, false, Stored::default());
    happen(&mut session, choose(Answer::All, Method::AcceptAll), NOW);
    let text = concat!(
        "allow_google_signals=1 allow_ad_personalization_signals=1 ad_storage=1 ad_user_data=1 ",
        "ad_personalization=1 analytics_storage=1 functionality_storage=1 personalization_storage=0 ",
        "security_storage=1 ",
    );
    assert_eq!(google(&session, Change::Choice(Method::AcceptAll)), text);
}

#[test]
fn a_visitor_who_has_not_chosen_is_covered_by_the_default() {
    let session = started(Rule::OptIn, false, Stored::default());
    assert_eq!(google(&session, Change::Restore), "");
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
    assert_eq!(google(&plain, Change::Restore), golden(true, true, false, false));
    let signal = started(Rule::OptOut, true, Stored::default());
    assert_eq!(google(&signal, Change::Restore), golden(false, true, false, false));
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

    let expected = (golden(true, true, false, false), "region");
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
        assert_eq!(google(&session, Change::Region), "", "{signals:?}");
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
    assert!(!told.contains("allow_"), "and no switch is set");
    assert!(told.starts_with("ad_storage=1 ad_user_data=1 ad_personalization=0 "), "{told}");
}

/// Google takes every key of an update for a consent type.
#[test]
fn beside_the_switches_stand_the_seven_types_and_nothing_else() {
    let session = started(Rule::OptOut, false, Stored::default());
    let told = google(&session, Change::Restore);
    let types = told.split_whitespace().filter(|word| !word.starts_with("allow_"));
    assert_eq!(types.filter(|word| word.ends_with("=1") || word.ends_with("=0")).count(), 7);
}
