//! Records that no visitor made: what may be done with a store or a cookie outlives no refusal made after it.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod shop;

use portcullis::consent::{Answer, Effect, Event, Method, Record, Session, Situation, encode, newest};
use portcullis::policy::{CookieSettings, Policy, Rule, Text};
use proptest::prelude::*;
use shop::{DAY, NOW, OPTIONAL, choose, granted, happen, policy, record, started, stored};

/// A grant of everything, as somebody would forge it.
fn forged(sequence: u32, made: u64) -> Record {
    Record { sequence, made, ..record(Rule::OptIn, &OPTIONAL) }
}

fn reject() -> Event {
    choose(Answer::Nothing, Method::RejectAll)
}

fn accept() -> Event {
    choose(Answer::All, Method::AcceptAll)
}

/// The newest of these, as every tab comes to it.
fn truth(records: &[&Record], now: u64) -> Option<Record> {
    let texts: Vec<String> = records.iter().map(|record| encode(record)).collect();
    newest(&texts.iter().map(|text| Some(text.as_str())).collect::<Vec<_>>(), now).record
}

#[test]
fn a_number_that_nobody_comes_to_makes_a_text_no_record() {
    let (honest, absurd) = (record(Rule::OptIn, &[]), forged(u32::MAX, NOW));
    let (honest_text, text) = (encode(&honest), encode(&absurd));
    for copies in [[Some(&*honest_text), Some(&*text)], [Some(&*text), Some(&*honest_text)]] {
        let found = newest(&copies, NOW);
        assert_eq!((found.record.as_ref(), found.repair), (Some(&honest), true));
        assert_eq!(found.damaged.as_deref(), Some(&*text), "kept aside for support");
    }
    assert_eq!(newest(&[Some(&text)], NOW).record, None);
    let highest = forged(NOW as u32, NOW);
    assert_eq!(truth(&[&highest], NOW).as_ref(), Some(&highest), "as many as there were seconds since 1970");
    assert_eq!(truth(&[&forged(NOW as u32 + 1, NOW)], NOW), None);
    assert!(truth(&[&forged(1 << 20, 9)], 0).is_some(), "a clock that stands at 1970 loses nobody's choice");
}

#[test]
fn a_refusal_wins_a_tie_whenever_it_was_made() {
    let refusal = forged(5, NOW);
    let refusal = Record { granted: vec![], refused: refusal.granted.clone(), id: [1; 12], ..refusal };
    let some = Record { made: NOW + 9, ..record(Rule::OptIn, &["analytics"]) };
    for other in [forged(5, NOW), forged(5, NOW + DAY), forged(5, NOW - DAY), some.clone()] {
        for pair in [[&refusal, &other], [&other, &refusal]] {
            assert_eq!(truth(&pair, NOW).as_ref(), Some(&refusal), "{other:?}");
        }
    }
    let all = forged(5, NOW + DAY);
    assert_eq!(truth(&[&all, &some], NOW), Some(some), "of two grants the smaller one");
    let less = Record { granted: all.granted[..2].to_vec(), ..all.clone() };
    assert_eq!(truth(&[&all, &less], NOW), Some(less), "also where neither refuses anything");
    let reset = Record { method: Method::Reset, refused: vec![], made: NOW + 9, ..refusal.clone() };
    assert_eq!(truth(&[&reset, &refusal], NOW), Some(refusal), "one that was taken back refuses less");
}

#[test]
fn at_the_highest_number_a_refusal_holds_and_a_grant_made_later_counts() {
    let top = forged(NOW as u32, NOW + DAY - 1);
    let mut session = started(Rule::OptIn, false, stored(top.clone()));
    assert_eq!(
        granted(&session),
        OPTIONAL,
        "what a script of the page writes is believed until somebody says no"
    );
    happen(&mut session, reject(), NOW);
    let refusal = session.newest().unwrap().clone();
    assert_eq!(truth(&[&top, &refusal], NOW).as_ref(), Some(&refusal));
    happen(&mut session, Event::Reread(stored(top.clone())), NOW);
    assert_eq!(granted(&session), [""; 0]);
    happen(&mut session, accept(), NOW + 1);
    let grant = session.newest().unwrap().clone();
    assert_eq!(truth(&[&top, &refusal, &grant], NOW + 1), Some(grant));
}

/// What a session does on hearing of copies, `=` before those of cookies.
fn heard(policy: Policy, first: Option<&Record>, copies: &[(bool, &Record)]) -> Vec<Effect> {
    let mut session = Session::new(policy, Situation::default());
    let text =
        |(cookie, record): &(bool, &Record)| [if *cookie { "=" } else { "" }, &encode(record)].concat();
    let read = |copies: &[(bool, &Record)]| {
        let texts: Vec<String> = copies.iter().map(text).collect();
        newest(&texts.iter().map(|text| Some(text.as_str())).collect::<Vec<_>>(), NOW)
    };
    let Some(first) = first else { return session.step(Event::Start(read(copies)), NOW) };
    happen(&mut session, Event::Start(read(&[(false, first)])), NOW);
    session.step(Event::Reread(read(copies)), NOW)
}

#[test]
fn a_cookie_that_knows_better_than_what_the_pages_wrote_is_told_of() {
    let (old, new) = (forged(4, NOW), forged(5, NOW));
    let shared = Policy {
        cookie: CookieSettings { domain: Some(Text("auto")), ..CookieSettings::default() },
        ..policy()
    };
    let told = |effects: Vec<Effect>| effects.contains(&Effect::Suspect);
    for (copies, suspect) in [
        (&[(true, &new), (false, &old)][..], true),
        (&[(true, &old), (true, &new), (false, &old)], true),
        (&[(true, &old), (true, &new)], true),
        (&[(true, &new), (false, &new)], false),
        (&[(true, &old), (false, &new)], false),
        (&[(true, &new), (true, &old), (false, &new)], false),
        (&[(true, &new), (false, &old), (false, &new)], false),
        (&[(true, &new)], false),
        (&[(false, &new)], false),
        (&[(true, &new), (true, &new)], false),
    ] {
        assert_eq!(told(heard(policy(), None, copies)), suspect, "{copies:?}");
        assert_eq!(told(heard(policy(), Some(&old), copies)), suspect, "{copies:?}");
        assert!(!told(heard(policy(), Some(&new), copies)), "what the page knows itself: {copies:?}");
        assert!(!told(heard(shared.clone(), None, copies)), "hosts that share it: {copies:?}");
    }
}

#[test]
fn a_cookie_cannot_pass_for_what_the_pages_wrote() {
    let (old, new) = (encode(&forged(4, NOW)), encode(&forged(5, NOW)));
    let twice = ["==", &new].concat();
    let found = newest(&[Some(&twice), Some(&old)], NOW);
    assert_eq!(found.record.map(|r| r.sequence), Some(4), "not even a record");
}

fn any_record() -> impl Strategy<Value = Record> {
    let keys = || prop::collection::vec(0..3_u32, 0..3);
    let when = (prop_oneof![0..3_u32, Just(u32::MAX), Just(NOW as u32)], NOW..NOW + 3, 0..2_u8);
    (when, (any::<bool>(), any::<bool>(), 0..2_u64, 0..2_u32), keys(), keys()).prop_map(
        |((sequence, made, id), (gesture, signal, fingerprint, lasts), granted, refused)| Record {
            id: [id; 12],
            gesture,
            signal,
            fingerprint,
            lasts,
            granted,
            refused,
            ..forged(sequence, made)
        },
    )
}

proptest! {
    #[test]
    fn of_two_records_one_is_newer_unless_they_are_one(a in any_record(), b in any_record(), c in any_record()) {
        prop_assert_eq!(a.is_newer(&b) || b.is_newer(&a), a != b);
        prop_assert!(!(a.is_newer(&b) && b.is_newer(&a)));
        prop_assert!(!(a.is_newer(&b) && b.is_newer(&c)) || a.is_newer(&c));
    }

    #[test]
    fn whoever_hears_of_copies_in_whatever_order_and_company_comes_to_the_same(
        a in any_record(), b in any_record(), c in any_record(),
    ) {
        let of = |records: &[&Record]| truth(records, NOW);
        prop_assert_eq!(of(&[&a, &b]), of(&[&b, &a]));
        let pair = |x: &Record, y: &Record, z: &Record| {
            let two = of(&[x, y]);
            of(&two.iter().chain([z]).collect::<Vec<_>>())
        };
        let all = of(&[&a, &b, &c]);
        prop_assert_eq!(&pair(&a, &b, &c), &all);
        prop_assert_eq!(&pair(&b, &c, &a), &all);
        prop_assert_eq!(&pair(&c, &a, &b), &all);
    }

    #[test]
    fn a_refusal_by_hand_outlives_whatever_was_there_before_it(
        sequence in prop_oneof![0..9_u32, any::<u32>(), NOW as u32 - 2..NOW as u32 + 3, Just(u32::MAX), Just(u32::MAX - 1)],
        ahead in prop_oneof![-3..3_i64, Just(DAY as i64 - 1), Just(80_000), Just(9 * DAY as i64), Just(1 << 38)],
        later in prop_oneof![0..3_u64, Just(DAY), Just(9 * DAY)],
    ) {
        let forged = forged(sequence, NOW.saturating_add_signed(ahead));
        let text = encode(&forged);
        let mut session = started(Rule::OptIn, false, newest(&[Some(&text)], NOW));
        happen(&mut session, reject(), NOW);
        let refusal = session.newest().unwrap().clone();
        // Every tab that still has it, and this one as it hears of it again; also when time has gone by.
        if forged.is_credible(NOW) {
            prop_assert_eq!(truth(&[&forged, &refusal], NOW + later), Some(refusal));
        }
        happen(&mut session, Event::Reread(newest(&[Some(&text)], NOW)), NOW);
        prop_assert_eq!(granted(&session), [""; 0]);
    }
}
