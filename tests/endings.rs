//! When a choice ended though nobody chose, and what is new since it was made.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod shop;

use portcullis::consent::{Answer, Ending, Event, Method, Record, Session, Situation, Stored};
use portcullis::policy::{Policy, Rule, facts, key};
use shop::{DAY, NOW, choose, happen, policy, purpose, record, region, service, session, started, stored};

const OVER: u64 = NOW + 200 * DAY;

fn ending(session: &Session, record: &Record, now: u64) -> Option<Ending> {
    session.ending(record, Some(record.method), now)
}

#[test]
fn a_choice_that_counts_has_not_ended() {
    let all = record(Rule::OptIn, &shop::OPTIONAL);
    let session = started(Rule::OptIn, false, stored(all.clone()));
    assert_eq!(ending(&session, &all, NOW), None);
    assert_eq!(ending(&session, &all, OVER), None, "the core has not looked at the clock yet");
}

#[test]
fn a_choice_ends_with_its_time_and_not_before() {
    let all = record(Rule::OptIn, &shop::OPTIONAL);
    let mut fresh = started(Rule::OptIn, false, Stored::default());
    let ends = all.made + u64::from(all.lasts);
    assert_eq!(ending(&fresh, &all, ends - 1), None);
    assert_eq!(ending(&fresh, &all, ends), Some(Ending::Expired));
    let mut session = started(Rule::OptIn, false, stored(all.clone()));
    happen(&mut session, Event::Reread(Stored::default()), OVER);
    assert_eq!(ending(&session, &all, OVER), Some(Ending::Expired));
    happen(&mut fresh, choose(Answer::Nothing, Method::RejectAll), OVER);
    assert_eq!(ending(&fresh, &all, OVER), None, "the next one took its place");
}

#[test]
fn a_clock_set_back_ends_no_choice() {
    let all = record(Rule::OptIn, &shop::OPTIONAL);
    let session = started(Rule::OptIn, false, Stored::default());
    assert_eq!(ending(&session, &all, 0), None);
    assert_eq!(ending(&session, &all, u64::MAX), Some(Ending::Expired));
}

#[test]
fn a_signal_ends_a_choice_that_granted_what_it_turns_off() {
    let all = record(Rule::OptIn, &shop::OPTIONAL);
    let session = started(Rule::OptIn, true, stored(all.clone()));
    assert_eq!(ending(&session, &all, NOW), Some(Ending::Signal));

    let counts = record(Rule::OptIn, &["analytics"]);
    let session = started(Rule::OptIn, true, stored(counts.clone()));
    assert_eq!(ending(&session, &counts, NOW), None, "advertising was refused before");

    let knowing = Record { signal: true, ..all.clone() };
    let session = started(Rule::OptIn, true, stored(knowing.clone()));
    assert_eq!(ending(&session, &knowing, NOW), None, "granted knowing of the signal");

    let other = Record { fingerprint: 1, ..all };
    let session = started(Rule::OptIn, true, stored(other.clone()));
    assert_eq!(ending(&session, &other, NOW), None, "made under another policy: that is asked again");
}

#[test]
fn an_end_is_told_once_and_a_reset_is_one() {
    let all = record(Rule::OptIn, &shop::OPTIONAL);
    let fresh = started(Rule::OptIn, false, Stored::default());
    assert_eq!(fresh.ending(&all, None, OVER), None, "the newest receipt tells of an end");
    assert_eq!(fresh.ending(&all, Some(Method::Api), OVER), None, "or is none of this record");
    let reset = Record { method: Method::Reset, ..all };
    assert_eq!(ending(&fresh, &reset, OVER), None);
}

/// The shop's policy with one purpose and one service more, and one service changed.
fn grown() -> Policy {
    let mut grown = policy();
    grown.purposes.push(purpose("chat", &[], &[]));
    grown.services.push(service("talk", &[]));
    grown.services[2].vendor = "Somebody Else".into();
    grown
}

/// A visitor of the shop as it is `now`, who chose under the policy as it was.
fn returning(now: Policy, record: Record) -> Session {
    let situation = Situation { region: Some(region(Rule::OptIn).to_owned()), signal: false };
    let mut session = Session::new(now, situation);
    happen(&mut session, Event::Start(stored(record)), NOW);
    session
}

/// What was noted at the choice, for each name of `now`: those of the shop's policy that are there still.
fn noted(now: &Policy) -> String {
    let (then, was) = (policy(), facts(&policy()));
    let before: Vec<_> = then.keys().into_iter().zip(was).collect();
    let digits = |k| before.iter().find(|(b, _)| *b == k).map_or(" ".repeat(8), |(_, f)| format!("{f:08x}"));
    now.keys().into_iter().map(digits).collect()
}

fn new(session: &Session, known: &str) -> Vec<usize> {
    let news = session.news(known);
    (0..news.len()).filter(|at| news[*at]).collect()
}

#[test]
fn what_is_new_since_the_choice_is_found_by_what_was_known_then() {
    let session = returning(grown(), record(Rule::OptIn, &["analytics"]));
    // Purposes: necessary, analytics, ads, audience, comfort, chat; services: store, both, counter, …, talk.
    assert_eq!(new(&session, &noted(&grown())), [5, 8, 12]);
    assert_eq!(new(&session, "nonsense"), (0..13).collect::<Vec<_>>(), "what cannot be read was not known");
    assert_eq!(new(&session, "é"), (0..13).collect::<Vec<_>>());
}

#[test]
fn without_that_the_record_knows_what_it_was_asked() {
    let session = returning(grown(), record(Rule::OptIn, &["analytics"]));
    assert_eq!(new(&session, ""), [5], "a purpose that may be refused; of services it says nothing");
    let mut refused = record(Rule::OptIn, &[]);
    refused.refused.push(key("chat"));
    assert_eq!(new(&returning(grown(), refused), ""), [] as [usize; 0]);
}

#[test]
fn nothing_is_new_to_who_has_decided_or_never_chose() {
    assert!(session(Rule::OptIn, false).news("").is_empty());
    assert!(started(Rule::OptIn, false, Stored::default()).news("").is_empty());
    let decided = started(Rule::OptIn, false, stored(record(Rule::OptIn, &["analytics"])));
    assert!(decided.news("").is_empty() && decided.news("nonsense").is_empty());
    let expired = Record { made: NOW - 300 * DAY, ..record(Rule::OptIn, &["analytics"]) };
    assert!(returning(grown(), expired).news("").is_empty());
}
