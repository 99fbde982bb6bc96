//! The policy as the gate gets it: a flat text of tokens. Whatever the text, the reader comes to an end and
//! takes nothing for a policy that is not one.

#![cfg(all(not(target_arch = "wasm32"), feature = "schema"))]

use portcullis::policy::{read, read_silently, tokens};
use proptest::prelude::*;
use serde_json::{Value, json};

fn small() -> Value {
    json!({
        "store": { "name": "S" },
        "purposes": [
            { "id": "necessary", "required": true },
            { "id": "ads", "services": ["x"], "signals": ["ad_storage"] }
        ],
        "services": [{ "id": "x", "vendor": "V", "cookies": [{ "name": "a", "duration": "P1D" }] }],
        "regimes": [{ "regions": ["US", "*"], "rule": "opt-out" }],
        "words": { "en": { "purposes": { "ads": { "name": "Ads" } } } }
    })
}

fn ids(text: &str) -> Option<Vec<String>> {
    read(text).ok().map(|policy| policy.purposes.into_iter().map(|p| p.id.0.to_owned()).collect())
}

#[test]
fn a_text_that_was_cut_anywhere_is_no_policy() {
    let text = tokens(&small());
    assert_eq!(ids(&text), Some(vec!["necessary".to_owned(), "ads".to_owned()]));
    // Without the NUL that ends the last brace nothing is missing yet.
    for end in 0..text.len() - 1 {
        assert_eq!(ids(&text[..end]), None, "cut at {end}: {:?}", &text[..end]);
    }
}

#[test]
fn a_text_that_goes_on_after_its_end_is_no_policy() {
    let text = tokens(&small());
    for more in ["z\0", "{\0}\0", "}\0", "kpurposes\0[\0]\0", &text] {
        assert_eq!(ids(&format!("{text}{more}")), None, "{more:?}");
    }
}

#[test]
fn a_member_that_stands_twice_cannot_hide_the_first() {
    // JSON.parse gives no such object; a text of tokens made by other hands may.
    let twice = "{\0kpurposes\0[\0{\0kid\0sads\0}\0]\0kpurposes\0[\0{\0kid\0sads\0krequired\0t\0}\0]\0}\0";
    assert_eq!(ids(twice), None);
}

#[test]
fn a_text_with_the_end_mark_in_it_stays_one_text() {
    let hostile = json!({ "purposes": [{ "id": "ads", "signals": ["x\0s]\0}\0]\0krequired\0t"] }] });
    let policy = read(&tokens(&hostile)).unwrap_or_default();
    assert_eq!(policy.purposes.len(), 1);
    assert!(!policy.purposes[0].required && policy.purposes[0].signals.len() == 1);
}

#[test]
fn depth_does_not_matter() {
    let deep = format!("{{\0kwords\0{}{}}}\0", "[\0".repeat(100_000), "]\0".repeat(100_000));
    assert_eq!(ids(&deep), None, "purposes are missing, and nothing overflows");
}

#[test]
fn a_value_that_is_nested_deeper_than_any_policy_is_no_policy() {
    for (open, close) in [("[\0", "]\0"), ("{\0kwords\0", "}\0"), ("{\0ka\0", "}\0")] {
        let nested = |depth: usize| {
            let words = format!("{}z\0{}", open.repeat(depth), close.repeat(depth));
            ids(&format!("{{\0kpurposes\0[\0]\0kwords\0{words}}}\0"))
        };
        assert_eq!(nested(99), Some(Vec::new()), "{open:?}");
        assert_eq!((nested(100), nested(5_000)), (None, None), "{open:?}");
    }
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "[a-z*é\0]{0,3}".prop_map(Value::from),
    ];
    let name =
        prop::sample::select(vec!["id", "purposes", "services", "cookies", "name", "regimes", "days", "x"]);
    leaf.prop_recursive(4, 40, 4, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::hash_map(name.clone().prop_map(str::to_owned), inner, 0..4)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

/// Tokens in any order.
fn any_tokens() -> impl Strategy<Value = String> {
    let token = prop::sample::select(vec![
        "{",
        "}",
        "[",
        "]",
        "kpurposes",
        "kid",
        "sads",
        "krequired",
        "t",
        "f",
        "z",
        "n1",
        "n",
        "s",
        "k",
        "",
        "kwords",
        "x",
    ]);
    prop::collection::vec(token, 0..30).prop_map(|list| list.iter().map(|t| format!("{t}\0")).collect())
}

proptest! {
    #[test]
    fn any_json_is_a_policy_or_has_problems_that_say_what(json in any_json()) {
        let found = read(&tokens(&json));
        prop_assert_eq!(found.clone().ok(), read_silently(tokens(&json).leak()));
        for problem in found.err().unwrap_or_default() {
            prop_assert!(!problem.found.is_empty() && !problem.expected.is_empty(), "{:?}", problem);
        }
    }

    #[test]
    fn any_text_comes_to_an_end(text in any_tokens(), other in any::<String>()) {
        for text in [text, other] {
            prop_assert_eq!(read(&text).ok(), read_silently(text.leak()));
        }
    }
}

#[test]
fn an_endpoint_is_a_path_of_the_stores_own() {
    let takes = |endpoint: &str| {
        let mut policy = small();
        policy["cookie"] = json!({ "endpoint": endpoint });
        read(&tokens(&policy)).is_ok()
    };
    for own in ["/", "/consent", "/a/b//c?d=//e", "/%09/x", "/é"] {
        assert!(takes(own), "{own}");
    }
    // As browsers read them: of another host, or relative to the page.
    for other in [
        "",
        "consent",
        "https://other.example/",
        "//other.example",
        "/\\other.example",
        "\\\\other.example",
        "/\t/other.example",
        "/\n/other.example",
        "/\r/other.example",
        "\t//other.example",
        " //other.example",
        "/a\\b",
        "/a b",
    ] {
        assert!(!takes(other), "{other:?}");
    }
}
