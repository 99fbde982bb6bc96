//! What the first module shows is what a session shows, of every policy that is used; and of one that is not it says
//! nothing that could run anything.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

use portcullis::consent::{Effect, Event, Notice, Session, Situation, Stored, View};
use portcullis::first::answer;
use portcullis::policy::{Policy, outline, read, rule_for, tokens};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::{fs, path::Path, str};

const FIRST: u32 = 1;
const REGIONS: [&str; 17] = [
    "", "DE", "de-by", "US", "US-CA", "us-ny", "GB", "UK", "CA-QC", "NO", "JP", "BR", "EU", "EEA", "*",
    "Germany", "US-",
];
/// As the stub writes them: a privacy signal, an objection.
const SIGNALS: [&str; 4] = ["", "1", "2", "12"];

fn first(region: &str, signal: &str, outline: &str) -> String {
    let answer = answer(FIRST, &[region, signal, outline].join("\0"));
    str::from_utf8(&answer).unwrap().trim_end().to_owned()
}

/// What a session begins with that starts with empty stores: the banner, in the characters of the gate's effects.
fn session(policy: &Policy, region: &str, signal: &str) -> String {
    let situation = Situation { region: Some(region.to_owned()), signal: signal.starts_with('1') };
    let mut session = Session::new(policy.clone(), situation);
    if signal.ends_with('2') {
        session.object();
    }
    match session.step(Event::Start(Stored::default()), 0)[..] {
        [Effect::View(View::Banner(why)), Effect::Notify(Notice::Asked), Effect::Tell(_), Effect::Gate] => {
            format!("b{}n1", why as u8)
        }
        [Effect::Tell(_), Effect::Gate] => String::new(),
        ref other => format!("{other:?}"),
    }
}

/// The outline of a policy, as `www/boot/outline.ts` writes it.
fn written(policy: &Policy) -> String {
    let asks = if policy.purposes.iter().any(|purpose| !purpose.required) { "1" } else { "" };
    let regimes = policy.regimes.iter().map(|regime| {
        let regions = regime.regions.iter().map(|region| format!(" {}", &**region));
        format!("\n{}{}", regime.rule.name(), regions.collect::<String>())
    });
    format!("{asks}{}", regimes.collect::<String>())
}

fn alike(policy: &Policy, region: &str, signal: &str) {
    let text = written(policy);
    assert_eq!(first(region, signal, &text), session(policy, region, signal), "{region} {signal} {text:?}");
    assert_eq!(outline(&text, region).rule, rule_for(policy, Some(region)), "{region} {text:?}");
}

/// Every policy there is that the reader accepts.
fn corpus() -> Vec<Policy> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let places = ["tests/policies/good", "tests/policies/odd", "www/policies", "www/policies/examples"];
    let files = places.iter().flat_map(|place| fs::read_dir(root.join(place)).unwrap());
    let texts = files.filter_map(|file| fs::read_to_string(file.unwrap().path()).ok());
    let policies = texts.filter_map(|text| serde_json::from_str(&text).ok().map(|json: Value| tokens(&json)));
    policies.filter_map(|tokens| read(&tokens).ok()).collect()
}

#[test]
fn of_every_policy_that_is_used_both_show_the_same() {
    let corpus = corpus();
    assert!(corpus.len() > 50, "{} policies", corpus.len());
    let mut shown = [0; 3];
    for policy in &corpus {
        for region in REGIONS {
            for signal in SIGNALS {
                alike(policy, region, signal);
                shown[match &*session(policy, region, signal) {
                    "b0n1" => 0,
                    "b3n1" => 1,
                    _ => 2,
                }] += 1;
            }
        }
    }
    assert!(shown.iter().all(|count| *count > 0), "first, notice and nothing: {shown:?}");
}

/// The tokens of an object, its members in any order.
fn object(members: Vec<(&'static str, String)>) -> impl Strategy<Value = String> {
    let all = |members: Vec<(&str, String)>| -> String {
        members.iter().map(|(name, value)| format!("k{name}\0{value}")).collect()
    };
    Just(members).prop_shuffle().prop_map(move |members| format!("{{\0{}}}\0", all(members)))
}

fn purpose() -> impl Strategy<Value = String> {
    let required = prop_oneof![Just(None), Just(Some("t\0")), Just(Some("f\0"))];
    (required, any::<bool>(), 0..1_000_000).prop_flat_map(|(required, services, number)| {
        let mut members = vec![("id", format!("sp{number}\0"))];
        if services {
            members.push(("services", "[\0ss\0]\0".to_owned()));
            members.push(("signals", "[\0srequired\0sad_storage\0]\0".to_owned()));
        }
        members.extend(required.map(|required| ("required", required.to_owned())));
        object(members)
    })
}

fn regime() -> impl Strategy<Value = String> {
    let region = prop::sample::select(&["DE", "US", "US-CA", "EU", "EEA", "*", "rule", "regions", ""][..]);
    let regions = prop::collection::vec(region, 0..4);
    let rule = prop::sample::select(&["opt-in", "opt-out", "notice"][..]);
    (regions, rule).prop_flat_map(|(regions, rule)| {
        object(vec![("regions", tokens(&json!(regions))), ("rule", tokens(&json!(rule)))])
    })
}

/// What stands beside it and must be gone past.
fn other() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        json!(null),
        json!("regimes"),
        json!([{ "rule": "opt-out", "regions": ["*"] }, ["purposes"]]),
        json!({ "purposes": [{ "id": "x" }], "regimes": [{ "regions": ["*"], "rule": "notice" }] }),
    ])
    .prop_map(|value| tokens(&value))
}

fn any_policy() -> impl Strategy<Value = String> {
    let list = |items: Vec<String>| format!("[\0{}]\0", items.concat());
    let purposes = prop::collection::vec(purpose(), 0..4).prop_map(list);
    let regimes = prop::option::of(prop::collection::vec(regime(), 0..5).prop_map(list));
    (purposes, regimes, other(), other()).prop_flat_map(|(purposes, regimes, store, words)| {
        let services = tokens(&json!([{ "id": "s", "vendor": "V" }]));
        let mut members =
            vec![("purposes", purposes), ("services", services), ("store", store), ("words", words)];
        members.extend(regimes.map(|regimes| ("regimes", regimes)));
        object(members)
    })
}

proptest! {
    #[test]
    fn of_any_policy_that_is_used_both_show_the_same(tokens in any_policy()) {
        // Two purposes may have got one name.
        if let Ok(policy) = read(&tokens) {
            for region in REGIONS {
                for signal in SIGNALS {
                    alike(&policy, region, signal);
                }
            }
        }
    }

    #[test]
    fn no_text_is_too_strange(about in "[1 \n*a-zA-Z\0-]{0,60}") {
        for what in 0..6 {
            answer(what, &about);
        }
    }
}

#[test]
fn of_an_outline_that_is_none_nobody_is_asked_and_of_a_rule_that_is_none_the_strictest_holds() {
    let shown = |text: &str| first("US", "", text);
    assert_eq!(shown("1"), "b0n1");
    assert_eq!(shown("1\nopt-out US"), "");
    assert_eq!(shown("1\nopt-uot US"), "b0n1");
    assert_eq!(shown("1\n[object Object] US"), "b0n1");
    assert_eq!(shown("1\nnotice *\nopt-out"), "b3n1");
    for unreadable in ["", "0", "\nnotice US", "true"] {
        assert_eq!(shown(unreadable), "", "{unreadable}");
    }
    for cut in ["", "DE", "DE\0", "DE\0\0"] {
        assert_eq!(answer(FIRST, cut), [b' '; 24], "{cut}");
    }
}
