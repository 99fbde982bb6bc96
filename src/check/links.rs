//! Links: what is not one is shown as plain text, or not at all.

use super::finding::Warnings;
use super::tree::Value;
use crate::policy::is_safe_url;

const EXPECTED: &str = "https:, http:, mailto:, tel:, or a place that begins with /, ./ or #";

/// Checks every URL that becomes a link.
pub(super) fn check(policy: &Value<'_>, found: &mut Warnings) {
    if let Some(store) = policy.get("store") {
        found.at("store", |found| {
            for name in ["url", "policyUrl", "termsUrl", "contact"] {
                let is_address = |text: &str| text.contains('@') && !text.contains([':', '/', ' ']);
                let fits = |url: &&str| !(name == "contact" && is_address(url));
                store.said(name).filter(fits).into_iter().for_each(|url| link(name, url, found));
                // By language.
                found.at(name, |found| {
                    for (tag, url) in store.get(name).map_or(&[][..], Value::members) {
                        url.text().into_iter().for_each(|url| link(tag, url, found));
                    }
                });
            }
        });
    }
    found.each("services", policy.list("services"), |found, service| {
        service.said("policyUrl").into_iter().for_each(|url| link("policyUrl", url, found));
    });
    found.each("disclosures", policy.list("disclosures"), |found, disclosure| {
        found.each("links", disclosure.list("links"), |found, item| {
            item.said("url").into_iter().for_each(|url| link("url", url, found));
        });
    });
}

fn link(name: &str, url: &str, found: &mut Warnings) {
    if !is_safe_url(url) {
        found.at(name, |found| found.guess(url, EXPECTED, meant(url).as_deref()));
    }
}

/// A URL from which only the beginning is missing.
fn meant(url: &str) -> Option<String> {
    let plain = !url.is_empty() && !url.contains(|c: char| c == ':' || c.is_whitespace() || c.is_control());
    let first = url.split('/').next().unwrap_or("");
    match (plain, url.starts_with("../")) {
        (true, false) if url.starts_with("www.") || (first.contains('.') && url.contains('/')) => {
            Some(["https://", url].concat())
        }
        (true, false) => Some(["/", url].concat()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_missing_beginning_is_guessed() {
        for (url, expected) in [
            ("www.vendor.example", Some("https://www.vendor.example")),
            ("vendor.example/privacy", Some("https://vendor.example/privacy")),
            ("privacy.html", Some("/privacy.html")),
            ("../privacy.html", None),
            ("javascript:alert(1)", None),
            ("java\nscript:alert(1)", None),
            ("", None),
        ] {
            assert_eq!(meant(url).as_deref(), expected, "{url:?}");
        }
    }
}
