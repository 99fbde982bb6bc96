//! What is cleared of refused services, and what never is.

#![cfg(not(target_arch = "wasm32"))]

mod shop;

use portcullis::consent::{Leavings, Standing, Stored, Traces, removals};
use portcullis::policy::{Policy, Rule, Text};
use proptest::prelude::*;
use shop::{policy, record, service, started};

const LEAVINGS: Leavings = Leavings(include_str!("../www/runtime/vendors/leavings.txt"));

fn standing(policy: &Policy, granted: &[&str]) -> Standing {
    Standing::of(policy, Rule::OptIn, false, Some(&record(Rule::OptIn, granted)), false)
}

fn takes_cookie(policy: &Policy, granted: &[&str], name: &str) -> bool {
    Traces::of(policy, &standing(policy, granted), LEAVINGS).takes_cookie(name)
}

fn takes_item(policy: &Policy, granted: &[&str], name: &str) -> bool {
    Traces::of(policy, &standing(policy, granted), LEAVINGS).takes_item(name)
}

#[test]
fn what_refused_services_set_is_cleared_and_what_others_use_is_kept() {
    #[rustfmt::skip]
    let table = [
        // cookie            nothing granted   analytics   ads
        ("_c",               true,  false, true),
        ("_c_1",             true,  false, true),
        ("_ad_x",            true,  true,  false),
        ("_shared",          true,  false, false),
        ("_idle",            true,  true,  true),
        ("cart",             false, false, false),
        ("_both",            false, false, false),
        ("IDE",              false, false, false), // on a vendor's domain: out of reach
        ("unknown",          false, false, false),
        ("portcullis",       false, false, false),
        ("",                 false, false, false),
    ];
    for (name, nothing, analytics, ads) in table {
        for (granted, expected) in [(&[][..], nothing), (&["analytics"], analytics), (&["ads"], ads)] {
            assert_eq!(takes_cookie(&policy(), granted, name), expected, "{name} {granted:?}");
        }
    }
    assert!(takes_item(&policy(), &[], "_ad_ls") && !takes_item(&policy(), &["ads"], "_ad_ls"));
    assert!(!takes_item(&policy(), &[], "_c"), "a cookie's name is no item's");
}

#[test]
fn a_greedy_pattern_takes_neither_the_record_nor_what_a_granted_service_needs() {
    let mut policy = policy();
    let mut greedy = service("greedy", &["*"]);
    greedy.storage.push(Text("*"));
    policy.services.push(greedy);
    let standing = standing(&policy, &["analytics"]);
    let traces = Traces::of(&policy, &standing, LEAVINGS);
    for kept in ["portcullis", "portcullis:history", "cart", "_c", "_c_9", "_shared", "_both"] {
        assert!(!traces.takes_cookie(kept), "{kept}");
    }
    assert!(traces.takes_cookie("anything") && traces.takes_item("anything"));
    assert!(!traces.takes_item("portcullis") && !traces.takes_item("portcullis:history"));
}

#[test]
fn what_common_vendors_leave_needs_no_list_and_is_kept_for_those_that_may_run() {
    let mut policy = policy();
    let purpose = |id: &str| policy.purposes.iter().position(|p| *p.id == *id).unwrap_or_default();
    let (analytics, ads) = (purpose("analytics"), purpose("ads"));
    for (at, id) in [(analytics, "google-analytics"), (ads, "google-ads"), (ads, "hotjar")] {
        policy.services.push(service(id, &[]));
        policy.purposes[at].services.push(Text(id));
    }
    #[rustfmt::skip]
    let table = [
        // cookie        nothing granted   analytics   ads
        ("_ga",          true,  false, true),
        ("_ga_ABC",      true,  false, true),
        ("_gcl_au",      true,  true,  false),
        ("_hjSession_1", true,  true,  false),
        ("_fbp",         false, false, false), // of a vendor that the policy does not name
    ];
    for (name, nothing, by_analytics, by_ads) in table {
        for (granted, expected) in [(&[][..], nothing), (&["analytics"], by_analytics), (&["ads"], by_ads)] {
            assert_eq!(takes_cookie(&policy, granted, name), expected, "{name} {granted:?}");
        }
    }
    assert!(takes_item(&policy, &[], "_gcl_ls") && !takes_item(&policy, &["ads"], "_gcl_ls"));
}

#[test]
fn there_is_nothing_to_look_for_where_all_is_granted() {
    let mut policy = policy();
    policy.services.retain(|s| s.id != "idle");
    let empty = |granted: &[&str]| Traces::of(&policy, &standing(&policy, granted), LEAVINGS).is_empty();
    assert!(empty(&shop::OPTIONAL) && !empty(&["ads"]));
    let undecided = started(Rule::OptIn, false, Stored::default());
    assert!(undecided.traces().is_none(), "nobody refused anything");
}

proptest! {
    /// Whatever domain and path above the page a cookie was set on, one of the removals names them.
    #[test]
    fn some_removal_fits_every_cookie_that_the_page_can_see(
        labels in prop::collection::vec("[a-z]{1,4}", 1..5),
        segments in prop::collection::vec("[a-z]{1,4}", 0..5),
        slash in any::<bool>(),
    ) {
        let host = labels.join(".");
        let path = format!("/{}{}", segments.join("/"), if slash && !segments.is_empty() { "/" } else { "" });
        let mut all = Vec::new();
        removals("_x", &host, &path, |assignment| all.push(assignment.to_owned()));
        let domains = (0..labels.len().saturating_sub(1)).map(|n| format!("; Domain={}", labels[n..].join(".")));
        for domain in domains.chain([String::new()]) {
            for depth in 0..=segments.len() {
                let prefix = format!("/{}", segments[..depth].join("/"));
                // A folder above the page, or the page itself where its address ends so.
                let folder = (depth > 0 && (depth < segments.len() || slash)).then(|| format!("{prefix}/"));
                for (prefix, rest) in [Some(prefix), folder].into_iter().flatten().flat_map(|prefix| {
                    ["", "; Secure; SameSite=None; Partitioned"].map(|rest| (prefix.clone(), rest))
                }) {
                    let wanted = format!("_x=; Max-Age=0; Path={prefix}{domain}{rest}");
                    prop_assert!(all.contains(&wanted), "{} for {}{}", wanted, host, path);
                }
            }
        }
        let distinct: std::collections::BTreeSet<&String> = all.iter().collect();
        prop_assert_eq!(distinct.len(), all.len(), "none twice: {:?}", all);
    }
}
