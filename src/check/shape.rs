//! Keys and types of what visitors only read. A mistake there does not stop the gate: what can be read is shown.

use super::finding::Warnings;
use super::kind::{Kind, one};
use super::told::VENDORS;
use super::tree::Value;

const STORE: [(&str, Kind); 5] = [
    ("name", Kind::Text),
    ("url", Kind::MaybeText),
    ("policyUrl", Kind::Spoken),
    ("termsUrl", Kind::Spoken),
    ("contact", Kind::MaybeText),
];

const DISCLOSURE: [(&str, Kind); 3] = [
    ("id", Kind::Text),
    ("purposes", Kind::List(&Kind::Text)),
    ("links", Kind::List(&Kind::Object(&LINK, &["id", "url"]))),
];

const LINK: [(&str, Kind); 2] = [("id", Kind::Text), ("url", Kind::Text)];

const WORDS: [(&str, Kind); 6] = [
    ("ui", Kind::Map(&Kind::Text)),
    ("purposes", Kind::Map(&Kind::Object(&PURPOSE, &[]))),
    ("services", Kind::Map(&Kind::Object(&NAMED, &[]))),
    ("cookies", Kind::Map(&Kind::Text)),
    ("disclosures", Kind::Map(&Kind::Object(&PROSE, &[]))),
    ("links", Kind::Map(&Kind::Text)),
];

const NAMED: [(&str, Kind); 2] = [("name", Kind::Text), ("description", Kind::Text)];

const PURPOSE: [(&str, Kind); 3] =
    [("name", Kind::Text), ("description", Kind::Text), ("exemption", Kind::Text)];

const PROSE: [(&str, Kind); 2] = [("title", Kind::Text), ("paragraphs", Kind::List(&Kind::Text))];

const STYLE: [(&str, Kind); 7] = [
    (
        "theme",
        Kind::Maybe(&Kind::OneOf(
            &["light", "dark", "citrus", "forest", "linen", "mono", "ocean", "plum", "rose", "slate"],
            "\"light\", \"dark\" or the name of a theme",
        )),
    ),
    ("layout", Kind::Maybe(&Kind::OneOf(&["bar", "card", "corner"], "\"bar\", \"card\" or \"corner\""))),
    ("side", Kind::Maybe(&Kind::OneOf(&["start", "end"], "\"start\" or \"end\""))),
    ("modal", Kind::Flag),
    ("position", Kind::Maybe(&Kind::OneOf(&["bottom", "top"], "\"bottom\" or \"top\""))),
    ("brand", Kind::MaybeText),
    ("reopen", Kind::Maybe(&Kind::OneOf(&["floating", "none"], "\"floating\" or \"none\""))),
];

const DOCUMENT: [(&str, Kind); 9] = [
    ("$schema", Kind::MaybeText),
    ("language", Kind::Text),
    ("store", Kind::Object(&STORE, &[])),
    ("effective", Kind::MaybeText),
    ("disclosures", Kind::List(&Kind::Object(&DISCLOSURE, &["id"]))),
    ("words", Kind::Map(&Kind::Words(&Kind::Object(&WORDS, &[])))),
    ("style", Kind::Object(&STYLE, &[])),
    ("markup", Kind::Maybe(&Kind::Map(&Kind::Text))),
    ("vendors", VENDORS),
];

/// Checks the members of `policy` that [`crate::policy::read`] goes past.
pub(super) fn check(policy: &Value<'_>, found: &mut Warnings) {
    for (name, kind) in &DOCUMENT {
        if let Some(value) = policy.get(name) {
            found.at(name, |found| one(value, kind, found));
        }
    }
}
