//! Things that come between: other tabs, time, the region, privacy signals, and code that calls from within.

#![cfg(not(target_arch = "wasm32"))]

mod shop;

use portcullis::consent::{
    Answer, Effect, Event, Gesture, Kept, Method, Notice, Record, Session, Stored, View, Why,
};
use portcullis::policy::Rule;
use shop::{DAY, NOW, choose, granted, happen, names, perform, record, session, started, stored, these};

const GATED: Event = Event::Gated { needs_reload: false };

fn accept() -> Event {
    choose(Answer::All, Method::AcceptAll)
}

fn reject() -> Event {
    choose(Answer::Nothing, Method::RejectAll)
}

fn region(rule: Rule) -> Event {
    Event::Region(Some(shop::region(rule).to_owned()))
}

fn newer(granting: &[&str]) -> Event {
    Event::Reread(stored(Record { sequence: 9, ..record(Rule::OptIn, granting) }))
}

fn count(effects: &[Effect], which: fn(&Notice) -> bool) -> usize {
    effects.iter().filter(|e| matches!(e, Effect::Notify(notice) if which(notice))).count()
}

#[test]
fn nothing_comes_of_anything_before_the_start_and_a_region_is_remembered() {
    let mut session = session(Rule::OptIn, false);
    for event in [newer(&["ads"]), accept(), Event::Persisted(Kept::Both), Event::Yielded, GATED]
        .into_iter()
        .chain([Event::Ask, Event::Open, Event::Close, Event::Hide, region(Rule::OptOut)])
    {
        assert_eq!(session.step(event.clone(), NOW), [], "{event:?}");
        assert_eq!((granted(&session), session.view()), (vec![], View::Rest), "{event:?}");
    }
    happen(&mut session, Event::Start(stored(record(Rule::OptOut, &["comfort"]))), NOW);
    assert_eq!((session.rule(), granted(&session)), (Rule::OptOut, vec!["comfort"]));
}

#[test]
fn a_page_becomes_ready_once_whatever_overtakes_its_start() {
    for between in
        [accept(), reject(), newer(&["ads"]), newer(&[]), region(Rule::OptOut), region(Rule::Notice)]
    {
        let mut session = session(Rule::OptIn, false);
        let mut effects = session.step(Event::Start(Stored::default()), NOW);
        // What an inline script or a vendor's listener may do while the gate opens.
        effects.extend(session.step(between.clone(), NOW));
        let all = perform(&mut session, effects, Kept::Both, NOW);
        assert_eq!(count(&all, |n| *n == Notice::Ready), 1, "{between:?}");
        happen(&mut session, accept(), NOW);
        assert_eq!(granted(&session), shop::OPTIONAL);
    }
}

#[test]
fn the_last_of_two_choices_counts_and_both_are_written_before_anything_is_granted() {
    let mut session = started(Rule::OptIn, false, Stored::default());
    let mut effects = session.step(reject(), NOW);
    effects.extend(session.step(accept(), NOW));
    let all = names(&perform(&mut session, effects, Kept::Both, NOW));
    assert_eq!(all[..4], ["persist 1", "persist 2", "view Saved(Both)", "yield"]);
    assert_eq!(all.iter().filter(|name| name.starts_with("settle")).count(), 1);
    assert_eq!(granted(&session), shop::OPTIONAL);

    session.step(accept(), NOW);
    session.step(Event::Persisted(Kept::Both), NOW);
    session.step(reject(), NOW);
    assert_eq!(session.step(Event::Yielded, NOW), [], "the turn asked for by a choice that no longer counts");
    assert_eq!(granted(&session), [""; 0]);
}

#[test]
fn a_choice_is_told_though_something_overtakes_it() {
    for stage in 0..3 {
        for between in [newer(&[]), region(Rule::OptOut), region(Rule::OptIn)] {
            let mut session = started(Rule::OptIn, false, Stored::default());
            let mut effects = session.step(accept(), NOW);
            for answer in [Event::Persisted(Kept::Both), Event::Yielded].into_iter().take(stage) {
                effects = session.step(answer, NOW);
            }
            effects.extend(session.step(between.clone(), NOW));
            let all = perform(&mut session, effects, Kept::Both, NOW);
            assert_eq!(count(&all, |n| matches!(n, Notice::Chosen(_))), 1, "{stage} {between:?}");
            assert!(matches!(
                all.iter().rfind(|e| !matches!(e, Effect::View(_) | Effect::Notify(Notice::Asked))),
                Some(Effect::Settle(_))
            ));
        }
    }
}

#[test]
fn who_moves_under_another_rule_while_choosing_is_asked_again() {
    let mut session = started(Rule::OptOut, false, Stored::default());
    let mut effects = session.step(accept(), NOW);
    effects.extend(session.step(region(Rule::OptIn), NOW));
    perform(&mut session, effects, Kept::Both, NOW);
    assert_eq!(granted(&session), [""; 0], "an acceptance where nobody needs to ask is none where they must");
    assert_eq!(session.view(), View::Banner(Why::Changed));
}

#[test]
fn another_tab_decides_for_this_one() {
    let mut session = started(Rule::OptIn, false, Stored::default());
    let effects = happen(&mut session, newer(&["analytics"]), NOW);
    let order = ["view Rest", "yield", "tell other-tab", "gate", "clear", "notify Changed", "settle memory"];
    assert_eq!(names(&effects), order);
    assert_eq!(granted(&session), ["analytics"]);

    session.step(Event::Reread(stored(Record { sequence: 10, ..record(Rule::OptIn, &[]) })), NOW);
    assert_eq!(granted(&session), [""; 0], "a refusal there holds here at once");
}

#[test]
fn what_other_tabs_chose_before_is_put_right_and_not_followed() {
    let own = record(Rule::OptIn, &["ads"]);
    let older = |sequence, made| Record { sequence, made, ..record(Rule::OptIn, &[]) };
    let reread = |found: Record, repair| {
        let mut session = started(Rule::OptIn, false, stored(own.clone()));
        let effects = session.step(Event::Reread(Stored { repair, ..stored(found) }), NOW);
        assert_eq!(granted(&session), ["ads"]);
        names(&effects)
    };
    assert_eq!(reread(older(4, own.made + 9), false), ["repair 5"]);
    assert_eq!(reread(Record { made: own.made - 1, ..own.clone() }, false), ["repair 5"]);
    assert_eq!(reread(own.clone(), true), ["repair 5"], "one store lacks it");
    assert_eq!(reread(own.clone(), false), [""; 0]);
    let mut session = started(Rule::OptIn, false, stored(own.clone()));
    assert_eq!(session.step(Event::Reread(Stored::default()), NOW), [], "who emptied the stores meant it");
    session.step(reject(), NOW);
    assert_eq!(session.step(Event::Reread(stored(own)), NOW), [], "while a choice is being written");
}

#[test]
fn a_start_mends_the_stores_and_keeps_damage_aside() {
    let own = record(Rule::OptIn, &["ads"]);
    let damaged = Some("x".to_owned());
    let start = |found| names(&session(Rule::OptIn, false).step(Event::Start(found), NOW));
    let found =
        Stored { record: Some(own.clone()), repair: true, damaged: damaged.clone(), ..Stored::default() };
    assert_eq!(start(found), ["set aside", "repair 5", "tell restore", "gate"]);
    let expired = Stored { repair: true, ..stored(Record { made: 0, ..own }) };
    assert_eq!(
        start(expired),
        ["view Banner(Expired)", "notify Asked", "tell restore", "gate"],
        "what has expired is not written again"
    );
    assert_eq!(start(Stored { damaged, ..Stored::default() })[0], "set aside");
}

#[test]
fn a_choice_that_runs_out_on_an_open_page_ends_and_is_asked_for_again() {
    let late = NOW + 180 * DAY;
    let events =
        [Event::Reread(Stored::default()), Event::Ask, Event::Hide, Event::Open, Event::Yielded, GATED];
    for event in events {
        let mut session = started(Rule::OptIn, false, stored(record(Rule::OptIn, &["ads"])));
        let effects = session.step(event.clone(), late);
        assert_eq!(granted(&session), [""; 0], "{event:?}");
        let told = names(&perform(&mut session, effects, Kept::Both, late));
        assert!(
            told.contains(&"tell expire".to_owned()) && told.contains(&"notify Changed".to_owned()),
            "{told:?}"
        );
        let view = match event {
            Event::Open => View::Panel,
            Event::Ask => View::Banner(Why::Requested),
            _ => View::Banner(Why::Expired),
        };
        assert_eq!(session.view(), view, "{event:?}");
    }
    let mut session = started(Rule::OptOut, false, stored(record(Rule::OptOut, &["comfort"])));
    happen(&mut session, Event::Reread(Stored::default()), late);
    assert_eq!((session.record(), granted(&session)), (None, vec![]), "no refusal becomes a grant by time");
}

#[test]
fn a_region_learnt_later_narrows_at_once_and_widens_in_its_turn() {
    let mut session = started(Rule::OptOut, false, Stored::default());
    session.step(region(Rule::OptIn), NOW);
    assert_eq!(granted(&session), [""; 0]);
    let mut session = started(Rule::OptIn, false, Stored::default());
    let effects = session.step(region(Rule::OptOut), NOW);
    assert_eq!((granted(&session), names(&effects)), (vec![], vec!["view Rest".into(), "yield".into()]));
    perform(&mut session, effects, Kept::Both, NOW);
    assert_eq!(granted(&session), ["analytics", "ads"]);
    let mut refused = started(Rule::OptIn, false, stored(record(Rule::OptIn, &[])));
    for rule in [Rule::OptOut, Rule::Notice, Rule::OptIn] {
        happen(&mut refused, region(rule), NOW);
        assert_eq!(granted(&refused), [""; 0], "a refusal holds everywhere");
    }
    happen(&mut refused, Event::Region(None), NOW);
    assert_eq!(refused.rule(), Rule::OptIn);
}

#[test]
fn a_privacy_signal_outweighs_an_older_grant_and_no_silence_turns_it_over() {
    let all = stored(record(Rule::OptOut, &shop::OPTIONAL));
    let mut session = started(Rule::OptOut, true, all);
    assert_eq!(granted(&session), ["analytics", "comfort"]);
    assert!(session.honours_signal());
    happen(&mut session, choose(these(&[("comfort", false)]), Method::Save), NOW);
    assert_eq!(granted(&session), ["analytics"], "a gesture that says nothing of ads");
    let by_code =
        Event::Choose { answer: Answer::All, method: Method::Api, gesture: Gesture::Code, id: [1; 12] };
    happen(&mut session, by_code, NOW);
    assert_eq!(granted(&session), ["analytics", "comfort"], "the page's code is no visitor");
    happen(&mut session, accept(), NOW);
    assert_eq!(granted(&session), shop::OPTIONAL, "who was told and accepts all the same");
    assert!(!session.honours_signal());
}

#[test]
fn a_grant_under_another_policy_is_not_renewed_by_silence() {
    let other = Record { fingerprint: 1, ..record(Rule::OptIn, &["ads", "comfort"]) };
    let mut session = started(Rule::OptIn, false, stored(other));
    assert_eq!((granted(&session), session.view()), (vec![], View::Banner(Why::Changed)));
    happen(&mut session, choose(these(&[("analytics", true)]), Method::Api), NOW);
    assert_eq!(granted(&session), ["analytics"]);
}

#[test]
fn each_surface_is_closed_only_as_itself_and_stays_where_the_visitor_opened_it() {
    let view_after = |events: &[Event]| {
        let mut session: Session = started(Rule::OptIn, false, Stored::default());
        for event in events {
            happen(&mut session, event.clone(), NOW);
        }
        session.view()
    };
    assert_eq!(view_after(&[Event::Open, Event::Hide]), View::Panel);
    assert_eq!(view_after(&[Event::Hide, Event::Close]), View::Rest);
    assert_eq!(view_after(&[Event::Open, Event::Close]), View::Banner(Why::First));
    assert_eq!(view_after(&[Event::Open, newer(&[])]), View::Panel);
    assert_eq!(view_after(&[Event::Open, region(Rule::Notice)]), View::Panel);
    assert_eq!(view_after(&[Event::Open, accept()]), View::Rest);
    assert_eq!(view_after(&[newer(&[]), Event::Ask]), View::Banner(Why::Requested));
    assert_eq!(view_after(&[Event::Ask, newer(&[])]), View::Rest);
    assert_eq!(view_after(&[Event::Ask, region(Rule::OptOut)]), View::Banner(Why::Requested));
}
