//! Every text, in every language: what is missing, and what nobody will see.

use super::finding::Warnings;
use super::names::ids;
use super::tags::{plain, tags_of};
use super::text;
use super::tree::Value;
use crate::policy::nearest;
use crate::text::pieces;
use std::collections::BTreeSet;

/// A group of words, the fields of each of its texts, and the ids that need them.
struct Group<'a> {
    name: &'static str,
    /// None where an id has one plain text.
    fields: &'static [&'static str],
    needed: BTreeSet<&'a str>,
    /// What those ids are.
    of: &'static str,
}

/// What the texts of each language are held against.
struct Needs<'a> {
    groups: [Group<'a>; 5],
    /// Purposes that nobody is asked about.
    required: BTreeSet<&'a str>,
    /// Names of the interface's words, with blanks between.
    ui: &'a str,
    /// The language that lies under all others.
    beneath: &'a str,
}

/// Checks the words of `policy`. `ui` are the names of the interface's words.
pub(super) fn check<'a>(policy: &Value<'a>, ui: &'a str, found: &mut Warnings) {
    let beneath = policy.said("language").unwrap_or("en");
    let is_required = |p: &&Value<'_>| p.get("required").is_some_and(Value::is_true);
    let required = policy.list("purposes").iter().filter(is_required).filter_map(|p| p.said("id")).collect();
    let needs = Needs { groups: groups(policy), required, ui, beneath };
    let Some(words) = policy.get("words") else {
        if needs.groups.iter().any(|group| !group.needed.is_empty()) {
            found.at("words", |found| {
                found.say("nothing", "the texts of this policy: without them visitors read ids")
            });
        }
        return;
    };
    let languages = words.members();
    let lowest =
        tags_of(beneath).iter().find_map(|tag| languages.iter().find(|(named, _)| plain(named) == *tag));
    found.at("words", |found| {
        if lowest.is_none() {
            found.at(beneath, |found| {
                found.say("nothing", "the words of the policy's language, which lie under all others");
            });
        }
        for (tag, texts) in languages {
            // Texts in a file of their own are not here to be looked at.
            if let Value::Object(_) = texts {
                let below = lowest.filter(|(named, _)| named != tag).map(|(_, texts)| texts);
                found.at(tag, |found| language(texts, below, &needs, found));
            }
        }
    });
}

fn groups<'a>(policy: &Value<'a>) -> [Group<'a>; 5] {
    let set = |ids: Vec<&'a str>| ids.into_iter().filter(|id| *id != "__proto__").collect();
    let cookies = policy.list("services").iter().flat_map(|s| s.list("cookies"));
    let links = policy.list("disclosures").iter().flat_map(|d| d.list("links"));
    let named: &[&str] = &["name", "description"];
    [
        Group { name: "purposes", fields: named, needed: set(ids(policy.list("purposes"))), of: "a purpose" },
        Group { name: "services", fields: named, needed: set(ids(policy.list("services"))), of: "a service" },
        Group {
            name: "cookies",
            fields: &[],
            needed: set(cookies.filter_map(|c| c.said("purpose")).collect()),
            of: "a cookie's purpose",
        },
        Group {
            name: "disclosures",
            fields: &["title", "paragraphs"],
            needed: set(ids(policy.list("disclosures"))),
            of: "a disclosure",
        },
        Group {
            name: "links",
            fields: &[],
            needed: set(links.filter_map(|l| l.said("id")).collect()),
            of: "a link",
        },
    ]
}

/// Checks the `texts` of one language, over those `below`.
fn language(texts: &Value<'_>, below: Option<&Value<'_>>, needs: &Needs<'_>, found: &mut Warnings) {
    for group in &needs.groups {
        let mine = texts.get(group.name);
        let under = below.and_then(|texts| texts.get(group.name));
        found.at(group.name, |found| {
            for id in &group.needed {
                let (mine, under) = (mine.and_then(|m| m.get(id)), under.and_then(|u| u.get(id)));
                found.at(id, |found| entry(mine, under, below.is_some(), needs.beneath, group.fields, found));
            }
            for (id, _) in mine.map_or(&[][..], Value::members) {
                if !group.needed.contains(id) {
                    let expected = ["the id of ", group.of, ": nothing shows this text"].concat();
                    let known = group.needed.iter().copied();
                    found.at(id, |found| found.guess(id, &expected, nearest(id, known)));
                }
            }
            if group.name == "purposes" {
                exemptions(mine, under, needs, found);
            }
        });
    }
    interface(texts.get("ui"), below.and_then(|texts| texts.get("ui")), needs, found);
}

/// Checks the texts of one id.
fn entry(
    mine: Option<&Value<'_>>,
    under: Option<&Value<'_>>,
    is_over: bool,
    beneath: &str,
    fields: &[&str],
    found: &mut Warnings,
) {
    if fields.is_empty() || mine.is_none() {
        return one(mine, under, is_over, beneath, found);
    }
    for field in fields {
        let (mine, under) = (mine.and_then(|m| m.get(field)), under.and_then(|u| u.get(field)));
        found.at(field, |found| one(mine, under, is_over, beneath, found));
    }
}

fn one(
    mine: Option<&Value<'_>>,
    under: Option<&Value<'_>>,
    is_over: bool,
    beneath: &str,
    found: &mut Warnings,
) {
    match mine {
        Some(Value::Text(written)) => text::check(written, found),
        Some(Value::List(paragraphs)) => {
            if paragraphs.is_empty() {
                found.say("an empty list", "at least one paragraph");
            }
            for (index, paragraph) in paragraphs.iter().enumerate() {
                if let Some(written) = paragraph.text() {
                    found.item(index, |found| text::check(written, found));
                }
            }
        }
        // Of another type: said by its shape.
        Some(_) => {}
        None if under.is_some() => found.say("nothing", &as_in(beneath)),
        // What the lowest language lacks is said there, once.
        None if is_over => {}
        None => found.say("nothing", "words: without them visitors read the id"),
    }
}

fn as_in(beneath: &str) -> String {
    format!("words, as words.{beneath} has them")
}

/// The reason why a purpose is exempt from consent has to be told to everyone.
fn exemptions(mine: Option<&Value<'_>>, under: Option<&Value<'_>>, needs: &Needs<'_>, found: &mut Warnings) {
    for (id, texts) in mine.map_or(&[][..], Value::members) {
        if let Some(written) = texts.said("exemption") {
            found.at(id, |found| {
                found.at("exemption", |found| {
                    text::check(written, found);
                    if !needs.required.contains(id) {
                        found.quote(
                            written,
                            "no reason for what visitors are asked: only a required purpose is exempt",
                        );
                    }
                });
            });
        }
    }
    for (id, texts) in under.map_or(&[][..], Value::members) {
        let own = mine.and_then(|mine| mine.get(id)).filter(|own| own.get("exemption").is_none());
        if let (Some(_), Some(_)) = (texts.get("exemption"), own) {
            found.at(id, |found| found.at("exemption", |found| found.say("nothing", &as_in(needs.beneath))));
        }
    }
}

/// Checks the words that replace the interface's own.
fn interface(mine: Option<&Value<'_>>, under: Option<&Value<'_>>, needs: &Needs<'_>, found: &mut Warnings) {
    let known = needs.ui;
    found.at("ui", |found| {
        for (name, value) in mine.map_or(&[][..], Value::members) {
            found.at(name, |found| {
                if !known.is_empty() && !pieces(known, b' ').any(|word| word == *name) {
                    found.unknown(name, "the name of an interface word", pieces(known, b' '));
                }
                if let Some(written) = value.text() {
                    text::check(written, found);
                    text::check_places(written, found);
                }
            });
        }
        for (name, _) in under.map_or(&[][..], Value::members) {
            if mine.and_then(|mine| mine.get(name)).is_none() {
                found.at(name, |found| found.say("nothing", &as_in(needs.beneath)));
            }
        }
    });
}
