//! What becomes of calls that were held, and of what a visitor said to a platform in the page.

#![cfg(all(not(target_arch = "wasm32"), feature = "schema"))]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod shop;

use portcullis::consent::{Answer, Event, Method, Session, Situation, Stored};
use portcullis::policy::{Policy, Purpose, Rule};
use portcullis::signal::{adopt, held};
use shop::{NOW, RULES, choose, happen, policy, purpose, record, region, started, stored};

/// Queues of the shop: of the service that serves `ads`, of the one that serves `analytics`, of two, of none, Google's.
const QUEUES: &str = "service:adnet\nservice:counter\nservice:adnet|service:idle\n\nad_storage|analytics_storage|google:advanced";

fn hold(session: &Session) -> String {
    held(session, &format!("0\n{QUEUES}"))
}

#[test]
fn calls_wait_for_a_visitor_who_is_asked_and_for_nobody_else() {
    let fresh = |rule| started(rule, false, Stored::default());
    assert_eq!(hold(&fresh(Rule::OptIn)), "0");
    assert_eq!(held(&fresh(Rule::OptIn), &format!("1\n{QUEUES}")), "1", "dropped where the store wants that");
    for rule in [Rule::OptOut, Rule::Notice] {
        assert_eq!(hold(&fresh(rule)), "211101", "{rule:?}: what runs unasked is told");
        assert_eq!(held(&fresh(rule), &format!("1\n{QUEUES}")), "211101");
    }
    assert_eq!(hold(&shop::session(Rule::OptIn, false)), "0", "a page that has not started");
}

#[test]
fn calls_are_made_for_services_that_run_and_dropped_for_all_others() {
    let chosen = |granted: &[&str]| hold(&started(Rule::OptIn, false, stored(record(Rule::OptIn, granted))));
    assert_eq!(chosen(&[]), "200000");
    assert_eq!(chosen(&["analytics"]), "201001");
    assert_eq!(chosen(&["ads"]), "210101");
    assert_eq!(chosen(&["comfort"]), "200000");
    let session = started(Rule::OptIn, false, stored(record(Rule::OptIn, &shop::OPTIONAL)));
    assert_eq!(held(&session, "0\nservice:nobody\nnobody\n!service:adnet"), "2000");
    assert_eq!(held(&session, "0"), "2", "nothing was held");
}

#[test]
fn advanced_mode_lets_google_measure() {
    let mut session = started(Rule::OptIn, false, stored(record(Rule::OptIn, &[])));
    session.choose_mode(["US", region(Rule::OptIn)].into_iter(), region(Rule::OptIn));
    assert_eq!(hold(&session), "200001");
}

#[test]
fn who_is_never_asked_is_not_waited_for() {
    let mut objects = shop::session(Rule::Notice, false);
    objects.object();
    happen(&mut objects, Event::Start(Stored::default()), NOW);
    assert_eq!(hold(&objects), "200000");
    let purposes = vec![Purpose { required: true, ..purpose("necessary", &["counter"], &[]) }];
    let mut silent = Session::new(Policy { purposes, ..policy() }, Situation::default());
    happen(&mut silent, Event::Start(Stored::default()), NOW);
    assert_eq!(hold(&silent), "201000", "a policy with nothing to ask");
}

/// Types of the shop's purposes: analytics_storage; ad_storage, ad_user_data, ad_personalization; the two switches;
/// functionality_storage.
fn table(platform: &str) -> String {
    let all: serde_json::Value =
        serde_json::from_str(include_str!("../www/runtime/vendors/platforms.json")).unwrap();
    let line = |(kind, names): (&String, &serde_json::Value)| format!("\n{kind} {}", names.as_str().unwrap());
    all[platform].as_object().unwrap().iter().map(line).collect()
}

fn said(session: &Session, platform: &str, said: &str, before: &str) -> String {
    adopt(session, &format!("{said}\n{before}{}", table(platform)))
}

/// What visitors who have not chosen said to `platform`, and the marks of the choice that it becomes.
fn becomes(platform: &str, table: &[(&str, &str)]) {
    let fresh = started(Rule::OptIn, false, Stored::default());
    for (all, marks) in table {
        assert_eq!(said(&fresh, platform, all, "-"), *marks, "{platform}: {all}");
    }
}

#[test]
fn what_a_shopify_visitor_said_becomes_a_choice() {
    let table = [
        ("", "-00-0"),
        ("analytics", "-10-0"),
        ("analytics preferences", "-10-1"),
        ("marketing", "-00-0"),
        ("sale_of_data", "-00-0"),
        ("marketing sale_of_data", "-01-0"),
        ("analytics marketing preferences sale_of_data", "-11-1"),
        ("analytics nonsense", "-10-0"),
    ];
    becomes("shopify", &table);
}

#[test]
fn what_a_visitor_said_to_a_tcf_platform_becomes_a_choice() {
    let table = [
        ("", "-00-0"),
        ("1", "-00-1"),
        ("1 8", "-10-1"),
        ("8", "-00-0"),
        ("1 3 4", "-00-1"),
        ("1 3 4 7", "-01-1"),
        ("3 4 7", "-00-0"),
        ("1 3 4 17", "-00-1"),
        ("1 2 3 4 5 6 7 8 9 10 11", "-11-1"),
    ];
    becomes("tcf", &table);
}

#[test]
fn an_echo_is_no_choice() {
    let ads = "marketing sale_of_data";
    for rule in RULES {
        let fresh = started(rule, false, Stored::default());
        assert_eq!(said(&fresh, "shopify", ads, ads), "", "{rule:?}");
        assert_eq!(said(&fresh, "shopify", "", ""), "");
        assert_ne!(said(&fresh, "shopify", "", "-"), "", "nothing was told, and everything refused there");
    }
    // Of two purposes with one type, one granted: Shopify is told yes, and its echo must not grant the other.
    let mut two = policy();
    two.purposes.extend(["retargeting", "reports"].map(|id| purpose(id, &[], &["ad_storage"])));
    let mut session = Session::new(two, Situation::default());
    happen(&mut session, Event::Start(Stored::default()), NOW);
    happen(&mut session, choose(shop::these(&[("retargeting", true)]), Method::Save), NOW);
    assert_eq!(said(&session, "shopify", "marketing", "marketing"), "");
    assert_eq!(
        said(&session, "shopify", "marketing", "-"),
        "-00-011",
        "without an echo there would be a choice"
    );
}

#[test]
fn what_is_known_already_is_no_choice() {
    let mut session = started(Rule::OptIn, false, Stored::default());
    happen(&mut session, choose(shop::these(&[("analytics", true)]), Method::Save), NOW);
    assert_eq!(said(&session, "shopify", "analytics", "-"), "");
    assert_eq!(said(&session, "shopify", "analytics preferences", "-"), "-10-1");
    happen(&mut session, choose(Answer::Nothing, Method::Withdraw), NOW);
    assert_eq!(said(&session, "tcf", "", "-"), "");
    let unasked = started(Rule::OptOut, false, Stored::default());
    assert_eq!(
        said(&unasked, "shopify", "analytics marketing sale_of_data", "-"),
        "-11-0",
        "it stands so, but nobody chose"
    );
}

#[test]
fn what_no_purpose_is_known_by_makes_no_choice() {
    let fresh = started(Rule::OptIn, false, Stored::default());
    assert_eq!(adopt(&fresh, "1\n-\nother_storage 1"), "");
    assert_eq!(adopt(&fresh, "1\n-\nsecurity_storage 1"), "", "what is required is not asked");
    for text in ["", "1", "1\n-", "1\n-\nad_storage", "\n\n\n"] {
        assert_eq!(adopt(&fresh, text), "", "{text:?}");
    }
}
