//! What vendors are told: `vendors`, and `consent` and `ids` of services. Where a command is not what the stub expects,
//! the vendor is not told.

use super::finding::Warnings;
use super::kind::{Kind, one};
use super::reach::{code_in, is_plain, is_queue, is_reachable, is_switch as may_be_set};
use super::tree::Value;
use crate::policy::nearest;

/// `vendors`.
pub(super) const VENDORS: Kind = Kind::Object(&MEMBERS, &[]);

const MEMBERS: [(&str, Kind); 7] = [
    ("commands", Kind::List(&COMMAND)),
    ("event", Kind::Text),
    ("eventDetails", Kind::Flag),
    ("advanced", Kind::List(&Kind::Text)),
    ("gpp", Kind::List(&Kind::OneOf(&["usnat", "usca"], "\"usnat\" or \"usca\""))),
    ("usp", Kind::Flag),
    (
        "platforms",
        Kind::List(&Kind::OneOf(&["shopify", "wordpress", "tcf"], "\"shopify\", \"wordpress\" or \"tcf\"")),
    ),
];

const COMMAND: Kind = Kind::Object(&PARTS, &["on"]);

const PARTS: [(&str, Kind); 6] = [
    (
        "on",
        Kind::OneOf(
            &["default", "grant", "deny", "update"],
            "\"default\", \"grant\", \"deny\" or \"update\"",
        ),
    ),
    ("if", Kind::MaybeText),
    ("call", Kind::MaybeText),
    ("set", Kind::MaybeText),
    ("queue", Kind::MaybeText),
    ("with", Kind::List(&Kind::Any)),
];

/// The names in `www/runtime/vendors/vendors.json`, but for those of platforms.
const KNOWN: [&str; 26] = [
    "google",
    "google-analytics",
    "ga4",
    "microsoft-uet",
    "microsoft-ads",
    "bing-ads",
    "uet",
    "clarity",
    "microsoft-clarity",
    "meta",
    "meta-pixel",
    "facebook",
    "facebook-pixel",
    "meta-limited",
    "tiktok",
    "tiktok-pixel",
    "pinterest",
    "pinterest-tag",
    "reddit",
    "reddit-pixel",
    "matomo",
    "piwik",
    "matomo-cookies",
    "posthog",
    "mixpanel",
    "snowplow",
];

/// Checks them.
pub(super) fn check(policy: &Value<'_>, found: &mut Warnings) {
    found.each("services", policy.list("services"), |found, service| {
        let ids = service.get("ids");
        if let Some(ids) = ids {
            found.at("ids", |found| one(ids, &Kind::List(&Kind::Text), found));
        }
        match service.get("consent") {
            None => {}
            Some(Value::Text(name)) if KNOWN.contains(name) => {}
            Some(Value::Text(name)) => found.at("consent", |found| {
                found.guess(name, "a name that Portcullis knows commands by", nearest(name, KNOWN));
            }),
            Some(list @ Value::List(commands)) => {
                found.at("consent", |found| one(list, &Kind::List(&COMMAND), found));
                let has_ids = !service.list("ids").is_empty();
                found.each("consent", commands, |found, command| does(command, has_ids, found));
            }
            Some(other) => found.at("consent", |found| {
                found.say(other.kind(), "a name that Portcullis knows commands by, or a list of commands");
            }),
        }
    });
    let Some(vendors) = policy.get("vendors") else { return };
    found.at("vendors", |found| {
        found.each("commands", vendors.list("commands"), |found, command| does(command, false, found));
    });
}

/// Whether a command does anything, and all that it says.
fn does(command: &Value<'_>, has_ids: bool, found: &mut Warnings) {
    const NEEDED: &str = "\"call\" or \"set\", for something to be told";
    let part = |name| command.said(name).filter(|text| !text.is_empty());
    match (part("call"), part("set")) {
        (None, None) if command.members().is_empty() => {}
        (None, None) => found.say("neither \"call\" nor \"set\"", NEEDED),
        (Some(call), Some(_)) => {
            found.at("call", |found| found.quote(call, "nothing beside \"set\", which is used"));
        }
        (None, Some(switch)) => set(command, switch, has_ids, found),
        (Some(call), None) => reaches(command, call, found),
    }
}

/// Whether the page will call it.
fn reaches(command: &Value<'_>, call: &str, found: &mut Warnings) {
    const EXPECTED: &str = "a function that a script of your page made, by plain names: not the browser's, none that runs \
                            code, not Portcullis";
    if !is_reachable(call) {
        found.at("call", |found| found.quote(call, EXPECTED));
    }
    if let Some(queue) = command.said("queue").filter(|queue| !queue.is_empty() && !is_plain(queue)) {
        found.at("queue", |found| found.quote(queue, "a plain name, such as \"q\""));
    }
    let code = command.list("with").iter().find_map(code_in).filter(|_| !is_queue(call));
    if let Some(text) = code {
        found.at("with", |found| found.quote(text, "words, without markup, code or addresses"));
    }
}

fn set(command: &Value<'_>, switch: &str, has_ids: bool, found: &mut Warnings) {
    if switch.contains("{id}") && !has_ids {
        found.at("set", |found| {
            found.quote(switch, "\"ids\" beside the command: it is spoken once for each of them");
        });
    }
    if !may_be_set(switch) {
        found.at("set", |found| {
            found.quote(switch, "a switch of a vendor, by a plain name: not the browser's, not Portcullis");
        });
    }
    const EXPECTED: &str =
        "true, false, or an expression that becomes one of them, such as \"?analytics?true:false\"";
    let list = command.list("with");
    found.at("with", |found| match list.first() {
        Some(Value::Text(text)) if is_switch(text) => {}
        Some(Value::Text(text)) => found.item(0, |found| found.quote(text, EXPECTED)),
        Some(value) if value.kind() != "true or false" => {
            found.item(0, |found| found.say(value.kind(), EXPECTED));
        }
        Some(_) => {}
        None => found.say("nothing", EXPECTED),
    });
}

/// True for an expression that becomes true or false.
fn is_switch(text: &str) -> bool {
    let words = text.strip_prefix('?').and_then(|asked| asked.split_once('?')).map(|(_, words)| words);
    matches!(words, Some("true:false" | "false:true"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_that_ships_is_known_and_no_other() {
        let table: serde_json::Value =
            serde_json::from_str(include_str!("../../www/runtime/vendors/vendors.json")).unwrap_or_default();
        let shipped = table.as_object().into_iter().flat_map(|table| table.keys());
        let names: Vec<&str> =
            shipped.flat_map(|names| names.split(' ')).filter(|name| !name.contains(':')).collect();
        assert_eq!(names.len(), KNOWN.len());
        assert!(names.iter().all(|name| KNOWN.contains(name)), "{names:?}");
    }

    #[test]
    fn only_a_switch_is_set() {
        assert!(is_switch("?a?true:false") && is_switch("?!a b|c?false:true"));
        for text in ["?a", "?a?yes:no", "true", "", "?"] {
            assert!(!is_switch(text), "{text}");
        }
    }
}
