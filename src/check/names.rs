//! Ids: those that nothing declares, those that nothing uses, those that JavaScript keeps for itself.

use super::finding::Warnings;
use super::tree::Value;
use std::collections::BTreeSet;

/// Checks the ids that [`crate::policy::read`] has nothing against.
pub(super) fn check(policy: &Value<'_>, found: &mut Warnings) {
    let purposes: Vec<&str> = ids(policy.list("purposes"));
    let uses = policy.list("purposes").iter().flat_map(|p| p.list("services"));
    let used: BTreeSet<&str> = uses.filter_map(Value::text).collect();
    found.each("services", policy.list("services"), |found, service| {
        if let Some(id) = service.said("id").filter(|id| !used.contains(id)) {
            found.at("id", |found| found.quote(id, "a purpose that uses it: without one it never runs"));
        }
    });
    found.each("disclosures", policy.list("disclosures"), |found, disclosure| {
        found.each("purposes", disclosure.list("purposes"), |found, named| {
            if let Some(id) = named.text().filter(|id| !purposes.contains(id)) {
                found.unknown(id, "the id of a purpose", purposes.iter().copied());
            }
        });
    });
    twice(policy.list("disclosures"), found);
    for list in ["purposes", "services", "disclosures"] {
        found.each(list, policy.list(list), |found, item| {
            if item.said("id") == Some("__proto__") {
                found.at("id", |found| {
                    found.quote("__proto__", "another id: a script's object cannot have texts of this name")
                });
            }
        });
    }
}

/// Two disclosures of one id are shown with the same texts.
fn twice(disclosures: &[Value<'_>], found: &mut Warnings) {
    let mut seen = BTreeSet::new();
    found.each("disclosures", disclosures, |found, disclosure| {
        if let Some(id) = disclosure.said("id")
            && !seen.insert(id.to_owned())
        {
            found.at("id", |found| found.quote(id, "an id that no other has"));
        }
    });
}

/// The ids of `items`.
pub(super) fn ids<'a>(items: &[Value<'a>]) -> Vec<&'a str> {
    items.iter().filter_map(|item| item.said("id")).collect()
}
