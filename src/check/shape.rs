//! Keys and types of what visitors only read. A mistake there does not stop the gate: what can be read is shown.

use super::finding::Warnings;
use super::told::VENDORS;
use super::tree::Value;
use crate::policy::nearest;

/// What a value has to be.
pub(super) enum Kind {
    Text,
    /// A text or `null`.
    MaybeText,
    /// True or false.
    Flag,
    /// One of these texts.
    OneOf(&'static [&'static str], &'static str),
    /// These members and no others; the second are the names of those that must be there.
    Object(&'static [(&'static str, Kind)], &'static [&'static str]),
    /// Any members, each of that kind.
    Map(&'static Kind),
    List(&'static Kind),
    /// A text, one for each language, or `null`.
    Spoken,
    /// The texts of a language, or where they lie.
    Words(&'static Kind),
    /// That, or `null`.
    Maybe(&'static Kind),
    /// Whatever it is.
    Any,
}

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

/// Checks that `value` is of that kind.
pub(super) fn one(value: &Value<'_>, kind: &Kind, found: &mut Warnings) {
    match kind {
        Kind::Text if value.text().is_none() => found.say(value.kind(), "a text"),
        Kind::MaybeText if value.text().is_none() && !value.is_null() => found.say(value.kind(), "a text"),
        Kind::Flag if value.kind() != "true or false" => found.say(value.kind(), "true or false"),
        Kind::OneOf(known, expected) => match value.text() {
            Some(text) if !known.contains(&text) => found.unknown(text, expected, known.iter().copied()),
            None => found.say(value.kind(), expected),
            Some(_) => {}
        },
        Kind::Object(members, needed) => object(value, members, needed, found),
        Kind::Map(kind) => match value {
            Value::Object(members) => {
                for (name, member) in members {
                    found.at(name, |found| one(member, kind, found));
                }
            }
            _ => found.say(value.kind(), "an object"),
        },
        Kind::List(kind) => match value {
            Value::List(items) => items.iter().enumerate().for_each(|(index, item)| {
                found.item(index, |found| one(item, kind, found));
            }),
            _ => found.say(value.kind(), "a list"),
        },
        Kind::Spoken => match value {
            Value::Text(_) => {}
            Value::Object(_) => one(value, &Kind::Map(&Kind::Text), found),
            _ if value.is_null() => {}
            _ => found.say(value.kind(), "a text, or an object with one for each language"),
        },
        Kind::Words(kind) => match value {
            Value::Text(_) => {}
            Value::Object(_) => one(value, kind, found),
            _ => found.say(value.kind(), "an object, or the URL of a file with one"),
        },
        Kind::Maybe(kind) if !value.is_null() => one(value, kind, found),
        _ => {}
    }
}

fn object(value: &Value<'_>, known: &[(&'static str, Kind)], needed: &[&str], found: &mut Warnings) {
    let Value::Object(members) = value else { return found.say(value.kind(), "an object") };
    for (name, member) in members {
        found.at(name, |found| match known.iter().find(|(named, _)| named == name) {
            Some((_, kind)) => one(member, kind, found),
            None => found.key(nearest(name, known.iter().map(|(named, _)| *named))),
        });
    }
    for name in needed.iter().filter(|name| value.get(name).is_none()) {
        found.at(name, |found| found.say("nothing", "a text"));
    }
}
