//! The regimes that `www/regions.json` proposes: a row for each region, and what holds elsewhere.

#![cfg(all(not(target_arch = "wasm32"), feature = "schema"))]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod shop;

use portcullis::consent::{Answer, Event, Method, Situation, Stored};
use portcullis::consent::{Record, Session, View};
use portcullis::policy::{Policy, RegionRule, Rule, rule_for};
use serde_json::Value;
use shop::{DAY, NOW, choose, happen, record, started, stored};

fn proposal() -> Value {
    serde_json::from_str(include_str!("../www/regions.json")).unwrap()
}

fn policy() -> Policy {
    let regimes: Vec<RegionRule> = serde_json::from_value(proposal()["regimes"].clone()).unwrap();
    Policy { regimes, ..shop::policy() }
}

#[test]
fn each_region_has_the_rule_that_its_row_says() {
    let regions = proposal()["regions"].clone();
    for row in regions.as_array().unwrap() {
        let region = row["region"].as_str().unwrap();
        let members: Vec<&str> = if region == "EEA" { EEA.split(' ').collect() } else { vec![region] };
        for member in members {
            assert_eq!(rule_for(&policy(), Some(member)).name(), row["rule"], "{member}");
        }
        assert!(row["law"].is_string() && row["since"].as_str().is_none_or(is_date), "{region}");
        assert!(row["signal"].as_str().is_none_or(is_date), "{region}");
    }
}

/// Each claim of a row was held against a page, or the row says that it was not: never both, never neither.
#[test]
fn each_row_says_what_of_it_was_read_and_what_was_not() {
    for row in proposal()["regions"].as_array().unwrap() {
        let of = |list: &Value| {
            list.as_array().unwrap().iter().map(|name| name.as_str().unwrap().to_owned()).collect()
        };
        let unread: Vec<String> = of(&row["unread"]);
        let mut read: Vec<String> = Vec::new();
        for page in row["read"].as_array().unwrap() {
            assert!(
                page["in"].as_str().unwrap().starts_with("http") && is_date(page["on"].as_str().unwrap()),
                "{row}"
            );
            let names: Vec<String> = of(&page["of"]);
            assert!(!names.is_empty() && !names.iter().any(|name| unread.contains(name)), "{row}");
            read.extend(names);
        }
        let mut said: Vec<String> = read.into_iter().chain(unread).collect();
        said.sort();
        said.dedup();
        let mut claimed = vec!["rule"];
        if row.get("signal").is_some() {
            claimed.push("signal");
        }
        if row["since"].is_string() {
            claimed.push("since");
        }
        assert_eq!(said, claimed, "{row}");
        let state = row["region"].as_str().unwrap().starts_with("US-");
        assert_eq!(
            row.get("signal").is_some(),
            state,
            "a state's row says whether a signal must be followed: {row}"
        );
    }
}

const EEA: &str = "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE IS LI NO";
const STATES: &str = "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY \
                      NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC";

fn is_date(text: &str) -> bool {
    text.len() == 10 && text.split('-').all(|part| part.bytes().all(|b| b.is_ascii_digit()))
}

#[test]
fn every_state_has_its_rule_and_what_is_not_known_is_asked_first() {
    for state in STATES.split_whitespace() {
        assert_eq!(rule_for(&policy(), Some(&format!("US-{state}"))), Rule::OptOut, "{state}");
    }
    for (region, rule) in [
        ("CA-ON", Rule::OptOut),
        ("CA-QC", Rule::OptIn),
        ("DE-BY", Rule::OptIn),
        ("GB-SCT", Rule::OptIn),
        ("JP", Rule::OptIn),
        ("XX", Rule::OptIn),
        ("UK", Rule::OptIn),
        ("", Rule::OptIn),
        ("California", Rule::OptIn),
    ] {
        assert_eq!(rule_for(&policy(), Some(region)), rule, "{region}");
    }
    assert_eq!(rule_for(&policy(), None), Rule::OptIn);
}

#[test]
fn the_opt_out_link_is_confirmed_as_a_signal_is_and_holds_for_a_year() {
    let mut session = started(Rule::OptOut, false, Stored::default());
    assert!(!session.honours_signal());
    happen(&mut session, choose(Answer::OptOut, Method::OptOut), NOW);
    assert!(session.honours_signal());
    assert!(session.record().is_some_and(|r| !r.is_expired(NOW + 364 * DAY)));
    happen(&mut session, choose(Answer::All, Method::AcceptAll), NOW);
    assert!(!session.honours_signal(), "nothing is off any more");
}

/// Do Not Track, where the store follows it.
fn objecting(region: &str, kept: Stored) -> Session {
    let situation = Situation { region: Some(region.to_owned()), signal: false };
    let mut session = Session::new(shop::policy(), situation);
    session.object();
    happen(&mut session, Event::Start(kept), NOW);
    session
}

#[test]
fn an_objection_refuses_everything_optional_without_a_question() {
    for region in ["US", "JP", "DE"] {
        let mut session = objecting(region, Stored::default());
        assert_eq!(session.view(), View::Rest, "{region}");
        assert!(shop::OPTIONAL.iter().all(|id| !session.grants(id)), "{region}");
        assert!(session.record().is_none(), "nobody chose");
        happen(&mut session, Event::Region(Some("US".to_owned())), NOW);
        assert!(shop::OPTIONAL.iter().all(|id| !session.grants(id)), "nor in a looser region");
        happen(&mut session, choose(Answer::All, Method::AcceptAll), NOW);
        assert!(session.grants("ads"), "who accepts all the same has accepted");
    }
    let older = Record { rule: Rule::OptIn, ..record(Rule::OptIn, &["ads"]) };
    assert!(objecting("DE", stored(older)).grants("ads"), "and who accepted before");
}
