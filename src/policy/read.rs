//! Reads the part of the policy that decisions depend on, and reports every mistake in it.

use super::fill::{begin, last_cookie, set};
use super::shape::{Kind, Member, Place};
use super::tokens::Tokens;
use super::{Policy, Problem, Problems, Report, Silent, Text, service_key};

/// The policy whose JSON is `tokens`.
///
/// # Errors
/// Every mistake found: a wrong type, an unknown or missing key, a reference to something that is not declared,
/// two things with one name. A policy with a mistake is not used at all: what the store meant is unknown, and
/// unknown is never consent.
pub fn read(tokens: &str) -> Result<Policy, Vec<Problem>> {
    let (policy, report) = read_with::<Problems>(Text::from(tokens).0);
    policy.ok_or(report.found)
}

/// The policy whose JSON is `tokens`, or nothing where it has a mistake: [`read`] says which.
pub fn read_silently(tokens: &'static str) -> Option<Policy> {
    read_with::<Silent>(tokens).0
}

fn read_with<R: Report>(tokens: &'static str) -> (Option<Policy>, R) {
    if tokens.len() > LARGEST {
        let mut report = R::default();
        report.mistake("more than a million characters", "a smaller policy");
        return (None, report);
    }
    let mut reader = Reader { tokens: Tokens::new(tokens), report: R::default(), policy: Policy::default() };
    let first = reader.tokens.next();
    reader.item(&Member::DOCUMENT, first);
    let Reader { tokens, mut report, policy } = reader;
    if !tokens.is_empty() {
        report.mistake("more", "nothing after the policy");
    }
    references(&policy, &mut report);
    if report.is_clean() {
        return (Some(policy), report);
    }
    // Its texts live as long as the page anyway, and code that frees it would be bytes for nothing.
    std::mem::forget(policy);
    (None, report)
}

/// Tokens, in bytes. A page must not hang over a file that was never meant to be a policy.
const LARGEST: usize = 1 << 20;

/// Names that are used must be declared, once. Two ids whose record keys are equal count as one name.
fn references(policy: &Policy, report: &mut impl Report) {
    let keys = policy.keys();
    for (at, key) in keys.iter().enumerate() {
        if keys.iter().position(|k| k == key) != Some(at) {
            let (list, at_list) = match at.checked_sub(policy.purposes.len()) {
                Some(service) => ("services", service),
                None => ("purposes", at),
            };
            report.enter_at(list, at_list);
            report.enter("id");
            report.quote(policy.id(at), "an id that no other has");
            report.leave();
            report.leave();
        }
    }
    for (at, p) in policy.purposes.iter().enumerate() {
        report.enter_at("purposes", at);
        for (at, named) in p.services.iter().enumerate() {
            if !keys.contains(&service_key(named)) {
                report.enter_at("services", at);
                let known = policy.services.iter().map(|s| s.id.0);
                report.unknown(named, None, "the id of a service declared under services", known);
                report.leave();
            }
        }
        report.leave();
    }
}

/// A place among the tokens, where mistakes go, and the policy as far as it is known.
struct Reader<R> {
    tokens: Tokens<'static>,
    report: R,
    policy: Policy,
}

impl<R: Report> Reader<R> {
    /// Reads the value of `member`.
    fn value(&mut self, member: &Member) {
        let token = self.tokens.next();
        if !member.list {
            return self.item(member, token);
        }
        if token != "[" {
            return self.wrong(token, "a list");
        }
        let mut index = 0;
        while !self.tokens.takes("]") && !self.tokens.is_empty() {
            self.report.enter_item(index);
            let token = self.tokens.next();
            self.item(member, token);
            self.report.leave();
            index += 1;
        }
    }

    /// Reads one value of the kind that `member` has, which `token` begins.
    fn item(&mut self, member: &Member, token: &'static str) {
        let (expected, firsts) = match member.kind {
            Kind::Any => return self.tokens.skip(token),
            Kind::Object(_) => ("an object", [b'{'; 2]),
            Kind::Text => ("a text", [b's'; 2]),
            Kind::MaybeText => ("a text", [b's', b'z']),
            Kind::Flag => ("true or false", [b't', b'f']),
            Kind::Number => ("a number", [b'n'; 2]),
        };
        let Some(first) = token.bytes().next().filter(|first| firsts.contains(first)) else {
            return self.wrong(token, expected);
        };
        if let Kind::Object(members) = member.kind {
            begin(&mut self.policy, member.place);
            self.members(members);
            if member.place == Place::Cookies
                && last_cookie(&mut self.policy).is_none_or(|c| c.glob().is_empty())
            {
                self.missing("name", "a name or a pattern");
            }
        } else if first != b'z'
            && let Some(mistake) = set(&mut self.policy, member.place, first, token.get(1..).unwrap_or(""))
        {
            if first == b'n' {
                self.report.mistake(token.get(1..).unwrap_or(""), mistake.words());
            } else {
                self.report.quote(token.get(1..).unwrap_or(""), mistake.words());
            }
        }
    }

    /// Reads the members of an object that has begun.
    fn members(&mut self, members: &[Member]) {
        let mut seen = 0_u32;
        loop {
            let token = self.tokens.next();
            let Some(name) = token.strip_prefix('k') else {
                // A text that was cut short is not what the store said.
                if token != "}" {
                    self.report.mistake("no end", "the end of this object");
                }
                break;
            };
            self.report.enter(name);
            match members.iter().position(|member| member.name == name) {
                Some(at) => {
                    seen |= 1 << at;
                    self.value(&members[at]);
                }
                None => {
                    let known = members.iter().map(|member| member.name);
                    self.report.unknown(name, Some("an unknown key"), "no such key here", known);
                    let token = self.tokens.next();
                    self.tokens.skip(token);
                }
            }
            self.report.leave();
        }
        for (at, member) in members.iter().enumerate() {
            if member.needed && seen >> at & 1 == 0 {
                self.missing(member.name, if member.list { "a list" } else { "a text" });
            }
        }
    }

    /// Reports a value that begins with `token`, and goes past it.
    fn wrong(&mut self, token: &str, expected: &'static str) {
        self.report.wrong(token, expected);
        self.tokens.skip(token);
    }

    fn missing(&mut self, name: &str, expected: &'static str) {
        self.report.enter(name);
        self.report.mistake("nothing", expected);
        self.report.leave();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::tokens;
    use serde_json::json;

    fn sentences(json: serde_json::Value) -> Vec<String> {
        read(&tokens(&json)).err().unwrap_or_default().iter().map(Problem::sentence).collect()
    }

    #[test]
    fn every_mistake_is_named_with_its_path() {
        let found = sentences(json!({
            "purposes": [{ "id": "Necessary", "required": "yes" }, { "id": "ads", "services": ["nobody", 3] }, 7],
            "services": [{ "id": "ga", "cookies": [{ "party": "second" }] }],
            "regimes": [{ "regions": "US", "rule": "opt-up" }],
            "cookie": { "days": 0.5 },
            "purpose": []
        }));
        assert_eq!(
            found,
            [
                "cookie.days: found 0.5, expected a whole number from 1 to 400",
                "purpose: found an unknown key, expected no such key here; did you mean \"purposes\"?",
                "purposes[0].id: found \"Necessary\", expected lower-case letters, digits, - and _",
                "purposes[0].required: found a text, expected true or false",
                "purposes[1].services[1]: found a number, expected a text",
                "purposes[2]: found a number, expected an object",
                "regimes[0].regions: found a text, expected a list",
                "regimes[0].rule: found \"opt-up\", expected \"opt-in\", \"opt-out\" or \"notice\"; did you mean \"opt-in\"?",
                "services[0].cookies[0].party: found \"second\", expected \"first\" or \"third\"",
                "services[0].cookies[0].name: found nothing, expected a name or a pattern",
                "services[0].vendor: found nothing, expected a text",
                "purposes[1].services[0]: found \"nobody\", expected the id of a service declared under services",
            ]
        );
    }

    #[test]
    fn a_near_miss_is_suggested() {
        let found = sentences(json!({
            "purposes": [{ "id": "ads", "requierd": true, "services": ["google-analitics", "nobody"] }],
            "services": [{ "id": "google-analytics", "vendor": "G", "cookies": [{ "name": "_ga", "party": "Third" }] }]
        }));
        let meant: Vec<_> =
            found.iter().map(|said| said.split_once("did you mean ").map(|(_, m)| m)).collect();
        assert_eq!(meant, [Some("\"required\"?"), Some("\"third\"?"), Some("\"google-analytics\"?"), None]);
    }

    #[test]
    fn a_file_that_is_far_too_large_is_one_mistake() {
        let policy = |paragraph: usize| json!({ "purposes": [], "words": { "en": "x".repeat(paragraph) } });
        assert_eq!(sentences(policy(1_000_000)), [""; 0]);
        assert_eq!(
            sentences(policy(5_000_000)),
            ["policy: found more than a million characters, expected a smaller policy"]
        );
    }

    #[test]
    fn a_long_text_is_quoted_by_its_beginning() {
        let found = sentences(json!({ "purposes": [{ "id": "É".repeat(100_000) }] })).concat();
        assert!(found.contains(&format!("found \"{}…\"", "É".repeat(60))), "{} characters", found.len());
    }

    #[test]
    fn what_is_no_policy_at_all_is_one_mistake() {
        for json in [json!(null), json!([]), json!("x"), json!(1)] {
            assert_eq!(sentences(json).len(), 1);
        }
        assert_eq!(sentences(json!({})), ["purposes: found nothing, expected a list"]);
    }

    #[test]
    fn an_id_may_be_used_once_and_prototype_names_are_only_names() {
        let twice = json!({ "purposes": [{ "id": "a" }, { "id": "a" }] });
        assert_eq!(sentences(twice), ["purposes[1].id: found \"a\", expected an id that no other has"]);
        let twice = json!({ "purposes": [{ "id": "s" }], "services": [{ "id": "s", "vendor": "V" }, { "id": "s", "vendor": "V" }] });
        assert_eq!(sentences(twice), ["services[1].id: found \"s\", expected an id that no other has"]);
        let prototype = json!({ "purposes": [{ "id": "constructor" }, { "id": "__proto__" }] });
        assert!(read(&tokens(&prototype)).is_ok());
    }

    #[test]
    fn defaults_are_the_documented_ones() {
        let policy = read(&tokens(&json!({ "purposes": [{ "id": "analytics" }] }))).unwrap_or_default();
        let purpose = &policy.purposes[0];
        assert!(!purpose.required && purpose.default && purpose.services.is_empty());
        assert_eq!((policy.cookie.days, policy.revision), (180, 0));
    }
}
