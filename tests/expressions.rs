//! `data-consent` expressions: what holds when.

#![cfg(not(target_arch = "wasm32"))]

mod shop;

use portcullis::consent::{Expression, Standing};
use portcullis::policy::{Policy, Rule};
use proptest::prelude::*;
use shop::{policy, purpose, record};

const NAMES: [&str; 6] = ["necessary", "analytics", "ads", "comfort", "service:counter", "service:adnet"];

/// Necessary, analytics and its services granted, the rest refused.
fn standing() -> Standing {
    Standing::of(&policy(), Rule::OptIn, false, Some(&record(Rule::OptIn, &["analytics"])), false)
}

fn holds(text: &str) -> bool {
    Expression::parse(text).holds(&standing())
}

#[test]
fn the_table_of_expressions_holds() {
    for (text, expected) in [
        ("analytics", true),
        ("ads", false),
        ("necessary", true),
        ("analytics necessary", true),
        ("analytics ads", false),
        ("analytics|ads", true),
        ("ads|comfort", false),
        ("analytics | ads", true),
        ("analytics| ads necessary", true),
        ("ads|comfort necessary", false),
        ("necessary ads|analytics", true),
        ("ads necessary|analytics", false),
        ("!ads", true),
        ("!analytics", false),
        ("!!analytics", true),
        ("!!!analytics", false),
        ("!ads !comfort", true),
        ("ads|!comfort", true),
        ("service:counter", true),
        ("service:shared", true),
        ("service:adnet", false),
        ("!service:adnet analytics", true),
        ("service:analytics", false),
        ("counter", false),
        ("  analytics\t\n necessary \r\n", true),
        ("||analytics||", true),
        ("analytics analytics", true),
        ("ads||analytics", true),
    ] {
        assert_eq!(holds(text), expected, "{text:?}");
    }
}

#[test]
fn what_names_nothing_or_anything_unknown_never_holds() {
    for text in [
        "",
        " ",
        "|",
        "!",
        "! analytics",
        "!|analytics",
        "unknown",
        "!unknown",
        "analytics|unknown",
        "!unknown|analytics",
        "analytics !unknown",
        "Analytics",
        "analytics,necessary",
        "analytics&necessary",
        "analytics\u{a0}necessary",
        "service:",
        "service: counter",
        "service:unknown|analytics",
    ] {
        assert!(!holds(text), "{text:?}");
        assert!(!Expression::parse(text).is_known(&standing()), "{text:?}");
    }
}

#[test]
fn nothing_holds_before_the_start() {
    for text in ["necessary", "!ads", "analytics|!analytics"] {
        assert!(!Expression::parse(text).holds(&Standing::default()), "{text}");
    }
}

/// An expression made of known names, `!` before some of them where `not` allows it.
fn any_expression(not: bool) -> impl Strategy<Value = String> {
    let name = (0..NAMES.len(), any::<bool>())
        .prop_map(move |(at, no)| format!("{}{}", if no && not { "!" } else { "" }, NAMES[at]));
    let group = prop::collection::vec(name, 1..4).prop_map(|names| names.join("|"));
    prop::collection::vec(group, 1..4).prop_map(|groups| groups.join(" "))
}

fn any_granted() -> impl Strategy<Value = Vec<&'static str>> {
    prop::sample::subsequence(shop::OPTIONAL.to_vec(), 0..=shop::OPTIONAL.len())
}

fn granting(granted: &[&str]) -> Standing {
    Standing::of(&policy(), Rule::OptIn, false, Some(&record(Rule::OptIn, granted)), false)
}

/// The same expression, evaluated from its text by the words of the contract.
fn by_the_words(text: &str, granted: &[&str]) -> bool {
    let runs = |name: &str| match name {
        "necessary" => true,
        "service:counter" => granted.contains(&"analytics"),
        "service:adnet" => granted.contains(&"ads"),
        purpose => granted.contains(&purpose),
    };
    let factor = |f: &str| f.strip_prefix('!').map_or_else(|| runs(f), |name| !runs(name));
    text.split(' ').all(|group| group.split('|').any(factor))
}

proptest! {
    #[test]
    fn any_text_parses_and_an_unknown_name_in_it_never_holds(text in "[a-z!| \\t:é]{0,40}", any in any::<String>()) {
        Expression::parse(&any);
        let words: Vec<&str> = text.split(['|', ' ', '\t']).map(|w| w.trim_start_matches('!')).collect();
        let known = words.iter().filter(|w| !w.is_empty()).all(|w| {
            policy().purpose(w).is_some() || policy().services.iter().any(|s| format!("service:{}", s.id.0) == **w)
        });
        prop_assert!(known || !holds(&text));
    }

    #[test]
    fn a_known_expression_means_what_the_contract_says(text in any_expression(true), granted in any_granted()) {
        prop_assert_eq!(Expression::parse(&text).holds(&granting(&granted)), by_the_words(&text, &granted));
    }

    #[test]
    fn an_unknown_name_anywhere_undoes_the_whole(text in any_expression(true), granted in any_granted(), at in 0..4_usize, sign in "!?[ |]") {
        let (sign, separator) = sign.split_at(sign.len() - 1);
        let unknown = format!("{sign}unknown");
        let text = match at {
            0 => format!("{unknown}{separator}{text}"),
            1 => format!("{text}{separator}{unknown}"),
            _ => text.replacen(['|', ' '], &format!("{separator}{unknown}{separator}"), 1) + separator + &unknown,
        };
        prop_assert!(!Expression::parse(&text).holds(&granting(&granted)), "{}", text);
    }

    #[test]
    fn more_grants_never_end_what_holds_without_a_not(text in any_expression(false), less in any_granted(), more in any_granted()) {
        let both: Vec<&str> = less.iter().chain(&more).copied().collect();
        if Expression::parse(&text).holds(&granting(&less)) {
            prop_assert!(Expression::parse(&text).holds(&granting(&both)));
        }
    }

    #[test]
    fn what_is_wanted_makes_it_hold(text in any_expression(false)) {
        let policy = policy();
        let wanted = Expression::parse(&text).wanted(&policy);
        let granted: Vec<&str> =
            policy.purposes.iter().zip(&wanted).filter(|(_, wanted)| **wanted).map(|(p, _)| p.id.0).collect();
        let known = Expression::parse(&text).is_known(&granting(&[]));
        prop_assert_eq!(Expression::parse(&text).holds(&granting(&granted)), known);
    }

    #[test]
    fn a_name_and_its_not_are_never_both_true(granted in any_granted(), name in prop::sample::select(&NAMES[..])) {
        let standing = granting(&granted);
        let [yes, no] = [name.to_owned(), format!("!{name}")].map(|t| Expression::parse(&t).holds(&standing));
        prop_assert!(yes != no);
    }
}

#[test]
fn of_each_group_the_first_name_is_wanted_and_nothing_that_is_not_to_be() {
    let policy = policy();
    let ids: Vec<String> = policy.purposes.iter().map(|p| p.id.to_string()).collect();
    let services = policy.services.iter().map(|s| format!("service:{}", &*s.id));
    let names: Vec<String> = ids.into_iter().chain(services).collect();
    for (text, expected) in [
        ("analytics", &["analytics"][..]),
        ("ads|analytics", &["ads"]),
        ("analytics ads", &["analytics", "ads"]),
        ("service:counter", &["analytics", "service:counter"]),
        ("!ads", &[]),
        ("nobody", &[]),
    ] {
        let wanted = Expression::parse(text).wanted(&policy);
        let found: Vec<&str> =
            names.iter().zip(wanted).filter(|(_, wanted)| *wanted).map(|(name, _)| name.as_str()).collect();
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn a_purpose_may_be_named_like_anything_in_an_object() {
    let policy = Policy {
        purposes: vec![purpose("constructor", &[], &[]), purpose("__proto__", &[], &[])],
        ..Policy::default()
    };
    let standing = Standing::of(&policy, Rule::OptOut, false, None, false);
    assert!(Expression::parse("constructor __proto__").holds(&standing));
    assert!(!Expression::parse("toString").holds(&standing));
}
