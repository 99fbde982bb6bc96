//! Kinds of values, and what is said of one that is of another kind.

use super::finding::Warnings;
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
