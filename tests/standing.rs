//! What is granted: regime × privacy signal × record × policy, one line each.

#![cfg(not(target_arch = "wasm32"))]

mod shop;

use portcullis::consent::{Record, Standing};
use portcullis::policy::{Rule, key};
use shop::{RULES, of_service, policy, record};

fn standing(rule: Rule, signal: bool, record: Option<&Record>, outdated: bool) -> Standing {
    Standing::of(&policy(), rule, signal, record, outdated)
}

/// The optional purposes that `standing` grants, by their first letters: Analytics, aDs, aUdience, Comfort.
fn letters(standing: &Standing) -> String {
    let purposes = [("analytics", 'A'), ("ads", 'D'), ("audience", 'U'), ("comfort", 'C')];
    purposes.into_iter().filter(|(id, _)| standing.grants(key(id)) == Some(true)).map(|(_, c)| c).collect()
}

/// How a record came to be, for the table.
#[derive(Clone, Copy, Debug)]
enum Kind {
    Nobody,
    All,
    /// All, by a gesture of somebody who was told of the signal.
    Aware,
    /// As `Aware`, by the page's own code.
    AwareCode,
    None,
    /// Analytics and audience.
    Some,
}

fn of_kind(kind: Kind, rule: Rule) -> Option<Record> {
    let all = || record(rule, &shop::OPTIONAL);
    match kind {
        Kind::Nobody => None,
        Kind::All => Some(all()),
        Kind::Aware => Some(Record { signal: true, ..all() }),
        Kind::AwareCode => Some(Record { signal: true, gesture: false, ..all() }),
        Kind::None => Some(record(rule, &[])),
        Kind::Some => Some(record(rule, &["analytics", "audience"])),
    }
}

#[test]
fn the_table_of_regimes_signals_and_records_holds() {
    use Kind::{All, Aware, AwareCode, Nobody, None, Some};
    use Rule::{Notice, OptIn, OptOut};
    // Ads and audience are what a signal opts out of; analytics and ads are on by default.
    #[rustfmt::skip]
    let table = [
        // rule    record     plain   outdated  signal  signal and outdated
        (OptIn,  Nobody,    "",     "",       "",     ""),
        (OptIn,  All,       "ADUC", "",       "AC",   ""),
        (OptIn,  Aware,     "ADUC", "",       "ADUC", ""),
        (OptIn,  AwareCode, "ADUC", "",       "AC",   ""),
        (OptIn,  None,      "",     "",       "",     ""),
        (OptIn,  Some,      "AU",   "",       "A",    ""),
        (OptOut, Nobody,    "AD",   "AD",     "A",    "A"),
        (OptOut, All,       "ADUC", "AD",     "AC",   "A"),
        (OptOut, Aware,     "ADUC", "AD",     "ADUC", "A"),
        (OptOut, AwareCode, "ADUC", "AD",     "AC",   "A"),
        (OptOut, None,      "",     "",       "",     ""),
        (OptOut, Some,      "AU",   "A",      "A",    "A"),
        (Notice, Nobody,    "AD",   "AD",     "A",    "A"),
        (Notice, All,       "ADUC", "AD",     "AC",   "A"),
        (Notice, Aware,     "ADUC", "AD",     "ADUC", "A"),
        (Notice, AwareCode, "ADUC", "AD",     "AC",   "A"),
        (Notice, None,      "",     "",       "",     ""),
        (Notice, Some,      "AU",   "A",      "A",    "A"),
    ];
    for (rule, kind, plain, outdated, signal, both) in table {
        let found = of_kind(kind, rule);
        for (on, old, expected) in
            [(false, false, plain), (false, true, outdated), (true, false, signal), (true, true, both)]
        {
            let standing = standing(rule, on, found.as_ref(), old);
            assert_eq!(letters(&standing), expected, "{rule:?} {kind:?} signal {on} outdated {old}");
        }
    }
}

#[test]
fn what_is_required_is_granted_whatever_was_said() {
    let mut refusal = record(Rule::OptIn, &[]);
    refusal.refused.extend([key("necessary"), of_service("store"), of_service("both")]);
    for rule in RULES {
        for record in [None, Some(&refusal)] {
            for signal in [false, true] {
                let standing = standing(rule, signal, record, false);
                for name in [key("necessary"), of_service("store"), of_service("both")] {
                    assert_eq!(standing.grants(name), Some(true), "{rule:?} {signal}");
                }
            }
        }
    }
}

#[test]
fn a_service_of_two_purposes_runs_for_either_and_for_none() {
    for (granted, runs) in [(&[][..], false), (&["analytics"], true), (&["ads"], true), (&["comfort"], false)]
    {
        let record = record(Rule::OptIn, granted);
        let standing = standing(Rule::OptIn, false, Some(&record), false);
        assert_eq!(standing.grants(of_service("shared")), Some(runs), "{granted:?}");
        assert_eq!(standing.grants(of_service("adnet")), Some(granted == ["ads"]), "{granted:?}");
    }
}

#[test]
fn a_refused_service_stays_out_of_every_purpose_and_leaves_them_be() {
    let mut found = record(Rule::OptIn, &["analytics", "ads"]);
    found.refused.push(of_service("shared"));
    for outdated in [false, true] {
        for rule in RULES {
            let standing = standing(rule, false, Some(&found), outdated);
            assert_eq!(standing.grants(of_service("shared")), Some(false), "{rule:?} outdated {outdated}");
        }
    }
    let standing = standing(Rule::OptIn, false, Some(&found), false);
    assert_eq!(letters(&standing), "AD");
    assert_eq!(standing.grants(of_service("counter")), Some(true));
}

#[test]
fn a_service_that_no_purpose_uses_never_runs() {
    let found = record(Rule::OptIn, &shop::OPTIONAL);
    assert_eq!(standing(Rule::OptIn, false, Some(&found), false).grants(of_service("idle")), Some(false));
    assert_eq!(standing(Rule::OptOut, false, None, false).grants(of_service("idle")), Some(false));
}

#[test]
fn a_purpose_both_granted_and_refused_is_refused() {
    let mut found = record(Rule::OptIn, &["ads"]);
    found.refused.push(key("ads"));
    assert_eq!(letters(&standing(Rule::OptIn, false, Some(&found), false)), "");
}

#[test]
fn a_record_that_says_nothing_of_a_purpose_grants_it_only_where_nobody_needs_to_ask() {
    let mut silent = record(Rule::OptIn, &[]);
    silent.refused.clear();
    for rule in RULES {
        assert_eq!(letters(&standing(rule, false, Some(&silent), false)), "", "{rule:?}");
        let expected = if rule == Rule::OptIn { "" } else { "AD" };
        assert_eq!(letters(&standing(rule, false, Some(&silent), true)), expected, "{rule:?} outdated");
    }
}

#[test]
fn a_name_the_policy_does_not_declare_is_neither_granted_nor_denied() {
    let standing = standing(Rule::OptOut, false, None, false);
    for name in ["", "Ads", "ads ", "service:ads", "service:", "counter", "!"] {
        assert_eq!(standing.grants(key(name)), None, "{name}");
    }
    assert_eq!(Standing::default().grants(key("necessary")), None, "before the start");
}

#[test]
fn the_meeting_of_two_standings_grants_what_both_grant() {
    let all = standing(Rule::OptIn, false, Some(&record(Rule::OptIn, &shop::OPTIONAL)), false);
    let some = standing(Rule::OptIn, false, Some(&record(Rule::OptIn, &["ads", "comfort"])), false);
    let other = standing(Rule::OptIn, false, Some(&record(Rule::OptIn, &["ads", "analytics"])), false);
    assert_eq!(letters(&some.and(&other)), "D");
    assert_eq!(some.and(&other), other.and(&some));
    assert_eq!(all.and(&some), some);
    assert!(all.covers(&some) && some.covers(&some.and(&other)) && !some.covers(&other));
    assert!(some.covers(&Standing::default()) && !Standing::default().covers(&some));
    assert_eq!(some.and(&Standing::default()).grants(key("ads")), Some(false));
}
