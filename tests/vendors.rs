//! What each vendor is told, for each cause: golden commands.

#![cfg(all(not(target_arch = "wasm32"), feature = "schema"))]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod shop;
mod spoken;

use portcullis::consent::{Answer, Change, Event, Method, Session, Situation, Stored};
use portcullis::policy::{Rule, tokens};
use portcullis::signal::commands;
use serde_json::{Value, json};
use shop::{NOW, choose, happen, policy, record, session, started, stored, these};
use spoken::{offer, table, told};

/// What `vendor` is told through a service of the shop: `adnet` serves `ads`, `counter` serves `analytics`.
fn hears(session: &Session, change: Change, vendor: &str, service: &str) -> Vec<String> {
    told(session, change, offer(service, &table()[vendor], "G-1"))
}

const GRANTED: Change = Change::Choice(Method::AcceptAll);
const WITHDRAWN: Change = Change::Choice(Method::Withdraw);

/// Default, a restored grant, a restored refusal, a grant, a withdrawal, and a privacy signal where the opt-out
/// rule holds: what a vendor is told of each.
fn causes(vendor: &str, service: &str) -> [Vec<String>; 6] {
    let fresh = started(Rule::OptIn, false, Stored::default());
    let restored = |granted: &[&str]| {
        let mut session = session(Rule::OptIn, false);
        session.step(Event::Start(stored(record(Rule::OptIn, granted))), NOW);
        hears(&session, Change::Restore, vendor, service)
    };
    let mut chosen = started(Rule::OptIn, false, Stored::default());
    happen(&mut chosen, choose(Answer::All, Method::AcceptAll), NOW);
    let granted = hears(&chosen, GRANTED, vendor, service);
    happen(&mut chosen, choose(Answer::Nothing, Method::Withdraw), NOW);
    let signal = started(Rule::OptOut, true, Stored::default());
    [
        hears(&fresh, Change::Restore, vendor, service),
        restored(&["ads", "analytics"]),
        restored(&[]),
        granted,
        hears(&chosen, WITHDRAWN, vendor, service),
        hears(&signal, Change::Restore, vendor, service),
    ]
}

fn check(vendor: &str, service: &str, first: &[&str], yes: &[&str], no: &[&str], signal: &[&str]) {
    let all = |parts: &[&[&str]]| parts.concat().iter().map(|part| (*part).to_owned()).collect::<Vec<_>>();
    assert_eq!(
        causes(vendor, service),
        [all(&[first]), all(&[first, yes]), all(&[first, no]), all(&[yes]), all(&[no]), all(&[signal])],
        "{vendor}"
    );
}

#[test]
fn vendors_that_are_granted_or_denied() {
    for (vendor, first, yes, no) in [
        ("tiktok", &["ttq.holdConsent()"][..], &["ttq.grantConsent()"][..], &["ttq.revokeConsent()"][..]),
        (
            "pinterest",
            &[r#"pintrk("setconsent", false)"#],
            &[r#"pintrk("setconsent", true)"#],
            &[r#"pintrk("setconsent", false)"#],
        ),
        (
            "reddit",
            &[r#"rdt("disableFirstPartyCookies")"#],
            &[r#"rdt("enableFirstPartyCookies")"#],
            &[r#"rdt("disableFirstPartyCookies")"#],
        ),
        (
            "matomo",
            &[r#"_paq.push(["requireConsent"])"#],
            &[r#"_paq.push(["setConsentGiven"])"#],
            &[r#"_paq.push(["forgetConsentGiven"])"#],
        ),
        (
            "matomo-cookies",
            &[r#"_paq.push(["requireCookieConsent"])"#],
            &[r#"_paq.push(["setCookieConsentGiven"])"#],
            &[r#"_paq.push(["forgetCookieConsentGiven"])"#],
        ),
        ("posthog", &[], &["posthog.opt_in_capturing()"], &["posthog.opt_out_capturing()"]),
        ("mixpanel", &[], &["mixpanel.opt_in_tracking()"], &["mixpanel.opt_out_tracking()"]),
        (
            "snowplow",
            &[],
            &[r#"snowplow("disableAnonymousTracking", {"stateStorageStrategy":"cookieAndLocalStorage"})"#],
            &[
                r#"snowplow("enableAnonymousTracking", {"options":{"withServerAnonymisation":true}})"#,
                r#"snowplow("clearUserData")"#,
            ],
        ),
        ("google-analytics", &[], &["=ga-disable-G-1(false)"], &["=ga-disable-G-1(true)"]),
    ] {
        check(vendor, "adnet", first, yes, no, &[first, no].concat());
    }
}

#[test]
fn meta_is_limited_too_where_the_opt_out_rule_holds() {
    let [revoke, grant] = [r#"fbq("consent", "revoke")"#, r#"fbq("consent", "grant")"#];
    let limited = r#"fbq("dataProcessingOptions", ["LDU"], 0, 0)"#;
    check("meta", "adnet", &[revoke], &[grant], &[revoke], &[revoke, limited, revoke]);
    check("meta-limited", "adnet", &[revoke], &[grant], &[revoke], &[limited]);
    let mut session = started(Rule::OptOut, false, Stored::default());
    let unlimited = r#"fbq("dataProcessingOptions", [])"#;
    assert_eq!(hears(&session, Change::Restore, "meta", "adnet"), [revoke, unlimited, grant]);
    assert_eq!(hears(&session, Change::Restore, "meta-limited", "adnet"), [unlimited, grant]);
    happen(&mut session, choose(Answer::OptOut, Method::OptOut), NOW);
    assert_eq!(hears(&session, Change::Choice(Method::OptOut), "meta-limited", "adnet"), [limited]);
}

#[test]
fn microsoft_is_told_types_in_its_own_spelling() {
    let uet =
        |what: &str, state: &str| format!(r#"uetq.push("consent", "{what}", {{"ad_storage":"{state}"}})"#);
    let [first, yes, no] = [uet("default", "denied"), uet("update", "granted"), uet("update", "denied")];
    check("microsoft-uet", "adnet", &[&first], &[&yes], &[&no], &[&first, &no]);
    let clarity = |ads: &str, analytics: &str| {
        format!(r#"clarity("consentv2", {{"ad_Storage":"{ads}","analytics_Storage":"{analytics}"}})"#)
    };
    let [none, both, analytics] =
        [clarity("denied", "denied"), clarity("granted", "granted"), clarity("denied", "granted")];
    check("clarity", "counter", &[&none], &[&both], &[&none], &[&none, &analytics]);
}

/// A partial choice: `service` is refused by name, or only another purpose is granted.
#[test]
fn a_type_counts_for_a_vendor_only_while_its_own_service_runs() {
    let mut session = started(Rule::OptIn, false, Stored::default());
    let partial = these(&[("ads", true), ("analytics", false)]);
    happen(&mut session, choose(partial, Method::Save), NOW);
    let change = Change::Choice(Method::Save);
    let denied = r#"clarity("consentv2", {"ad_Storage":"denied","analytics_Storage":"denied"})"#;
    assert_eq!(hears(&session, change, "clarity", "counter"), [denied], "its own purpose is refused");
    let without = these(&[("ads", true), ("service:adnet", false)]);
    happen(&mut session, choose(without, Method::Save), NOW);
    assert_eq!(
        hears(&session, change, "microsoft-uet", "adnet"),
        [r#"uetq.push("consent", "update", {"ad_storage":"denied"})"#]
    );
    assert_eq!(hears(&session, change, "meta", "adnet"), [r#"fbq("consent", "revoke")"#]);
    assert_eq!(hears(&session, change, "meta", "undeclared"), [r#"fbq("consent", "revoke")"#]);
}

#[test]
fn a_stores_own_commands_know_purposes_services_types_rule_signal_and_mode() {
    let command =
        |on: &str, condition: &str| json!({ "on": on, "if": condition, "call": "x", "with": [condition] });
    let list = [
        "analytics",
        "ads",
        "service:counter",
        "service:nobody",
        "!service:nobody",
        "rule:opt-in",
        "rule:opt-out",
        "rule:never",
        "signal:on",
        "google:advanced",
        "!google:advanced",
        "named:ad_storage",
        "named:nothing",
        "analytics_storage",
        "ad_storage|analytics_storage",
        "ad_storage analytics_storage",
        "nonsense:x",
    ];
    let offered = Value::Array(list.iter().map(|condition| command("update", condition)).collect());
    let mut session = started(Rule::OptIn, false, Stored::default());
    happen(&mut session, choose(these(&[("analytics", true)]), Method::Save), NOW);
    let hold = |session: &Session| {
        told(session, GRANTED, offer("", &offered, ""))
            .iter()
            .map(|line| line[3..line.len() - 2].to_owned())
            .collect::<Vec<_>>()
    };
    let always = [
        "analytics",
        "service:counter",
        "rule:opt-in",
        "!google:advanced",
        "named:ad_storage",
        "analytics_storage",
        "ad_storage|analytics_storage",
    ];
    assert_eq!(hold(&session), always);
    session.choose_mode(["EEA"].into_iter(), "DE");
    assert!(hold(&session).contains(&"google:advanced".to_owned()));
    session.choose_mode(["EEA", "*"].into_iter(), "");
    assert_eq!(hold(&session), always, "no region is not one of them");
}

#[test]
fn what_is_said_may_be_any_json_with_answers_in_it() {
    let command = json!([{ "on": "update", "call": "x", "with": [
        "?analytics", "?ads", "?analytics?yes:no", "?ads?1:true", ["?analytics?true:false"], { "a\"b": ["?ads?true:false", null, 0.5, -3, true, {}, []] },
        "what?", "\u{1}\\"
    ] }]);
    let mut session = started(Rule::OptIn, false, Stored::default());
    happen(&mut session, choose(these(&[("analytics", true)]), Method::Save), NOW);
    assert_eq!(
        told(&session, GRANTED, offer("", &command, "")),
        [
            r#"x("granted", "denied", "yes", true, [true], {"a\"b":[false,null,0.5,-3,true,{},[]]}, "what?", "\u0001\\")"#
        ]
    );
}

#[test]
fn what_is_no_list_of_commands_says_nothing_and_stops_at_its_end() {
    let session = started(Rule::OptOut, false, Stored::default());
    for offered in
        [json!(null), json!([]), json!([[]]), json!(["x"]), json!({ "a": 1 }), json!([[[], [], [], []]])]
    {
        assert_eq!(commands(&session, GRANTED, false, &tokens(&offered)), "[]", "{offered}");
    }
    for cut in 0..40 {
        let whole = tokens(&json!([["", "3", "", ["x", null, { "a": [1, "b"] }]]]));
        commands(&session, GRANTED, false, whole.get(..cut).unwrap_or(&whole));
    }
}

/// Where the tag had Google grant a default, a page that starts is told how things really stand.
#[test]
fn a_granted_default_is_followed_by_an_update() {
    let session = started(Rule::OptIn, false, Stored::default());
    let offered = tokens(&Value::Array(offer("", &table()["google"], "")));
    assert_eq!(commands(&session, Change::Restore, false, &offered), "[]");
    let told = commands(&session, Change::Restore, true, &offered);
    assert!(told.contains(r#""update",{"ad_personalization":"denied""#), "{told}");
}

/// In advanced mode a denied tag goes on to send pings without cookies; it is not switched off.
#[test]
fn google_analytics_is_not_switched_off_in_advanced_mode() {
    let mut session = Session::new(policy(), Situation { region: Some("DE".to_owned()), signal: false });
    happen(&mut session, Event::Start(Stored::default()), NOW);
    session.choose_mode(["DE"].into_iter(), "DE");
    happen(&mut session, choose(Answer::Nothing, Method::RejectAll), NOW);
    assert_eq!(hears(&session, Change::Choice(Method::RejectAll), "google-analytics", "counter"), [""; 0]);
}

#[test]
fn every_command_that_ships_is_well_formed() {
    for (vendor, list) in table() {
        for command in list.as_array().unwrap() {
            let keys: Vec<&String> = command.as_object().unwrap().keys().collect();
            let known = ["on", "if", "call", "set", "queue", "with"];
            assert!(keys.iter().all(|key| known.contains(&key.as_str())), "{vendor}: {keys:?}");
            assert!(
                ["default", "grant", "deny", "update"].contains(&command["on"].as_str().unwrap()),
                "{vendor}"
            );
            assert_ne!(command["call"].is_string(), command["set"].is_string(), "{vendor}");
        }
    }
}
