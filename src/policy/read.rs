//! Reads the part of the policy that decisions depend on, and reports every mistake in it.

use super::tokens::Tokens;
use super::{
    Cookie, CookieSettings, Party, Policy, Problem, Problems, Purpose, RegionRule, Report, Rule, Service,
    Silent, key, service_key,
};
use crate::text::lists;

/// The policy whose JSON is `tokens`.
///
/// # Errors
/// Every mistake found: a wrong type, an unknown or missing key, a reference to something that is not declared,
/// two things with one name. A policy with a mistake is not used at all: what the store meant is unknown, and
/// unknown is never consent.
pub fn read(tokens: &str) -> Result<Policy, Vec<Problem>> {
    let (policy, report) = read_with::<Problems>(tokens);
    policy.ok_or(report.found)
}

/// The policy whose JSON is `tokens`, or nothing where it has a mistake: [`read`] says which.
pub fn read_silently(tokens: &str) -> Option<Policy> {
    read_with::<Silent>(tokens).0
}

/// Members of the document that only visitors read.
const PROSE: &str = "$schema language store effective disclosures words style";

fn read_with<R: Report>(tokens: &str) -> (Option<Policy>, R) {
    let mut policy = Policy::default();
    let mut reader = Reader { tokens: Tokens::new(tokens), report: R::default() };
    let mut any = false;
    let object = reader.object(|r, name| {
        any |= name == "purposes";
        match name {
            "revision" => policy.revision = r.whole(0, u32::MAX).unwrap_or(0),
            "purposes" => r.list(|r| policy.purposes.push(r.purpose())),
            "services" => r.list(|r| policy.services.push(r.service())),
            "regimes" => r.list(|r| policy.regimes.push(r.regime())),
            "cookie" => policy.cookie = r.cookie_settings(),
            _ if lists(PROSE, name) => r.pass(),
            _ => return false,
        }
        true
    });
    let ends = reader.tokens.is_empty();
    let mut report = reader.report;
    if !ends {
        report.mistake("more", "nothing after the policy");
    }
    if object && !any {
        missing(&mut report, "purposes", "a list");
    }
    references(&policy, &mut report);
    (report.is_clean().then_some(policy), report)
}

/// Names that are used must be declared, once. Two ids whose record keys are equal count as one name.
fn references(policy: &Policy, report: &mut impl Report) {
    let mut keys = Vec::new();
    let ids = policy.purposes.iter().map(|p| (&p.id, key(&p.id)));
    for (id, key) in ids.chain(policy.services.iter().map(|s| (&s.id, service_key(&s.id)))) {
        if keys.contains(&key) {
            report.quote(id, "this id only once");
        }
        keys.push(key);
    }
    for p in &policy.purposes {
        report.enter("purpose ", &p.id);
        for named in &p.services {
            if !keys.contains(&service_key(named)) {
                report.quote(named, "the id of a service declared under services");
            }
        }
        report.leave();
    }
}

fn missing(report: &mut impl Report, name: &str, expected: &'static str) {
    report.enter(name, "");
    report.mistake("nothing", expected);
    report.leave();
}

/// What a value is, by its first character.
fn kind(token: &str) -> &'static str {
    match token.bytes().next() {
        Some(b'{') => "an object",
        Some(b'[') => "a list",
        Some(b's') => "a text",
        Some(b'n') => "a number",
        Some(b't' | b'f') => "true or false",
        _ => "nothing",
    }
}

/// A place among the tokens, and where mistakes go.
struct Reader<'a, R> {
    tokens: Tokens<'a>,
    report: R,
}

impl<'a, R: Report> Reader<'a, R> {
    /// Reads an object: `member` takes a value by its name and says whether it knows that name.
    /// True where there was an object.
    fn object(&mut self, mut member: impl FnMut(&mut Self, &str) -> bool) -> bool {
        let token = self.tokens.next();
        if token != "{" {
            self.wrong(token, "an object");
            return false;
        }
        loop {
            let token = self.tokens.next();
            let Some(name) = token.strip_prefix('k') else {
                // A text that was cut short is not what the store said.
                if token != "}" {
                    self.report.mistake("no end", "the end of this object");
                }
                return true;
            };
            self.report.enter(name, "");
            if !member(self, name) {
                self.report.mistake("an unknown key", "no such key here; see policy.schema.json");
                self.pass();
            }
            self.report.leave();
        }
    }

    fn list(&mut self, mut item: impl FnMut(&mut Self)) {
        let token = self.tokens.next();
        if token != "[" {
            self.wrong(token, "a list");
            return;
        }
        let mut index = 0;
        while !self.tokens.takes("]") && !self.tokens.is_empty() {
            self.report.enter_item(index);
            item(self);
            self.report.leave();
            index += 1;
        }
    }

    /// Reports a value that begins with `token`, and goes past it.
    fn wrong(&mut self, token: &str, expected: &'static str) {
        self.report.mistake(kind(token), expected);
        self.tokens.skip(token);
    }

    /// Goes past a value.
    fn pass(&mut self) {
        let token = self.tokens.next();
        self.tokens.skip(token);
    }

    fn text(&mut self) -> Option<&'a str> {
        let token = self.tokens.next();
        let text = token.strip_prefix('s');
        if text.is_none() {
            self.wrong(token, "a text");
        }
        text
    }

    fn owned(&mut self) -> String {
        self.text().unwrap_or("").to_owned()
    }

    /// A text that may be `null`.
    fn maybe(&mut self) -> Option<String> {
        if self.tokens.takes("z") { None } else { Some(self.owned()) }
    }

    fn flag(&mut self) -> bool {
        let token = self.tokens.next();
        if token != "t" && token != "f" {
            self.wrong(token, "true or false");
        }
        token == "t"
    }

    fn whole(&mut self, least: u32, most: u32) -> Option<u32> {
        let token = self.tokens.next();
        let Some(digits) = token.strip_prefix('n') else {
            self.wrong(token, "a number");
            return None;
        };
        let number = digits.parse().ok().filter(|number| (least..=most).contains(number));
        if number.is_none() {
            self.report.mistake("another number", "a whole number in range");
        }
        number
    }

    fn texts(&mut self, texts: &mut Vec<String>) {
        self.list(|r| texts.extend(r.text().map(str::to_owned)));
    }

    fn id(&mut self) -> String {
        let Some(id) = self.text() else { return String::new() };
        let fits = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'_';
        if id.is_empty() || !id.bytes().all(fits) {
            self.report.quote(id, "lower-case letters, digits, - and _");
        }
        id.to_owned()
    }

    fn purpose(&mut self) -> Purpose {
        let mut p = Purpose { default: true, ..Purpose::default() };
        let mut any = false;
        let object = self.object(|r, name| {
            any |= name == "id";
            match name {
                "id" => p.id = r.id(),
                "required" => p.required = r.flag(),
                "default" => p.default = r.flag(),
                "services" => r.texts(&mut p.services),
                "signals" => r.texts(&mut p.signals),
                _ => return false,
            }
            true
        });
        self.needs(any || !object, "id");
        p
    }

    fn service(&mut self) -> Service {
        let mut s = Service::default();
        let (mut id, mut vendor) = (false, false);
        let object = self.object(|r, name| {
            id |= name == "id";
            vendor |= name == "vendor";
            match name {
                "id" => s.id = r.id(),
                "vendor" => s.vendor = r.owned(),
                "policyUrl" => s.policy_url = r.maybe(),
                "cookies" => r.list(|r| s.cookies.push(r.cookie())),
                "storage" => r.texts(&mut s.storage),
                "hosts" => r.texts(&mut s.hosts),
                _ => return false,
            }
            true
        });
        self.needs(id || !object, "id");
        self.needs(vendor || !object, "vendor");
        s
    }

    fn cookie(&mut self) -> Cookie {
        let mut c = Cookie::default();
        let object = self.object(|r, name| {
            match name {
                "name" => c.name = r.maybe(),
                "pattern" => c.pattern = r.maybe(),
                "party" => c.party = r.party(),
                "duration" => c.duration = r.owned(),
                "purpose" => c.purpose = r.maybe(),
                _ => return false,
            }
            true
        });
        if object && c.glob().is_empty() {
            missing(&mut self.report, "name", "a name or a pattern");
        }
        c
    }

    fn party(&mut self) -> Party {
        match self.text() {
            Some("third") => return Party::Third,
            None | Some("first") => {}
            Some(other) => self.report.quote(other, "\"first\" or \"third\""),
        }
        Party::First
    }

    fn regime(&mut self) -> RegionRule {
        let mut entry = RegionRule::default();
        let (mut regions, mut rule) = (false, false);
        let object = self.object(|r, name| {
            regions |= name == "regions";
            rule |= name == "rule";
            match name {
                "regions" => r.texts(&mut entry.regions),
                "rule" => entry.rule = r.rule(),
                _ => return false,
            }
            true
        });
        self.needs(regions || !object, "regions");
        self.needs(rule || !object, "rule");
        entry
    }

    fn rule(&mut self) -> Rule {
        let Some(name) = self.text() else { return Rule::OptIn };
        let rule = Rule::named(name);
        if rule.is_none() {
            self.report.quote(name, "\"opt-in\", \"opt-out\" or \"notice\"");
        }
        rule.unwrap_or_default()
    }

    fn cookie_settings(&mut self) -> CookieSettings {
        let mut settings = CookieSettings::default();
        self.object(|r, name| {
            match name {
                "days" => settings.days = r.whole(1, 400).unwrap_or(settings.days),
                "domain" => settings.domain = r.maybe(),
                _ => return false,
            }
            true
        });
        settings
    }

    /// Reports a member that is needed and was not there.
    fn needs(&mut self, any: bool, name: &str) {
        if !any {
            missing(&mut self.report, name, if name == "regions" { "a list" } else { "a text" });
        }
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
                "cookie.days: found another number, expected a whole number in range",
                "purpose: found an unknown key, expected no such key here; see policy.schema.json",
                "purposes[0].id: found \"Necessary\", expected lower-case letters, digits, - and _",
                "purposes[0].required: found a text, expected true or false",
                "purposes[1].services[1]: found a number, expected a text",
                "purposes[2]: found a number, expected an object",
                "regimes[0].regions: found a text, expected a list",
                "regimes[0].rule: found \"opt-up\", expected \"opt-in\", \"opt-out\" or \"notice\"",
                "services[0].cookies[0].party: found \"second\", expected \"first\" or \"third\"",
                "services[0].cookies[0].name: found nothing, expected a name or a pattern",
                "services[0].vendor: found nothing, expected a text",
                "purpose ads: found \"nobody\", expected the id of a service declared under services",
            ]
        );
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
        assert_eq!(sentences(twice), ["policy: found \"a\", expected this id only once"]);
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
