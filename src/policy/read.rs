//! Reads the part of the policy JSON that decisions depend on, and reports every mistake in it.

use super::{
    Cookie, CookieSettings, Kind, Node, Party, Policy, Problem, Problems, Purpose, RegionRule, Report, Rule,
    Service, Silent, key, service_key,
};
use crate::text::{join, lists};

/// The policy in `json`.
///
/// # Errors
/// Every mistake found, in document order: a wrong type, an unknown or missing key, a reference to something
/// that is not declared, two things with one name. A policy with a mistake is not used at all: what the store
/// meant is unknown, and unknown is never consent.
pub fn read(json: &impl Node) -> Result<Policy, Vec<Problem>> {
    let (policy, report) = read_with::<_, Problems>(json);
    policy.ok_or(report.found)
}

/// The policy in `json`, or nothing where it has a mistake: [`read`] says which.
pub fn read_silently(json: &impl Node) -> Option<Policy> {
    read_with::<_, Silent>(json).0
}

fn read_with<N: Node, R: Report>(json: &N) -> (Option<Policy>, R) {
    let mut report = R::default();
    let mut policy = Policy::default();
    let mut root = Reader { node: json, report: &mut report };
    if root.is(Kind::Object) {
        root.only(
            "$schema language store effective revision purposes services regimes disclosures words style cookie",
        );
        policy.revision = root.whole("revision", 0, u32::MAX).unwrap_or(0);
        policy.purposes = root.list("purposes", true, purpose);
        policy.services = root.list("services", false, service);
        policy.regimes = root.list("regimes", false, regime);
        if let Some(cookie) = root.value("cookie", Kind::Object, false) {
            root.report.enter("cookie", None);
            policy.cookie = cookie_settings(&mut Reader { node: &cookie, report: root.report });
            root.report.leave();
        }
        references(&policy, &mut report);
    }
    (report.is_clean().then_some(policy), report)
}

fn purpose<N: Node, R: Report>(r: &mut Reader<N, R>) -> Purpose {
    r.only("id required default services signals");
    Purpose {
        id: r.id(),
        required: r.flag("required", false),
        default: r.flag("default", true),
        services: r.texts("services", false),
        signals: r.texts("signals", false),
    }
}

fn service<N: Node, R: Report>(r: &mut Reader<N, R>) -> Service {
    r.only("id vendor policyUrl cookies storage hosts");
    Service {
        id: r.id(),
        vendor: r.text("vendor", true).unwrap_or_default(),
        policy_url: r.text("policyUrl", false),
        cookies: r.list("cookies", false, cookie),
        storage: r.texts("storage", false),
        hosts: r.texts("hosts", false),
    }
}

fn cookie<N: Node, R: Report>(r: &mut Reader<N, R>) -> Cookie {
    r.only("name pattern party duration purpose");
    let cookie = Cookie {
        name: r.text("name", false),
        pattern: r.text("pattern", false),
        party: match r.text("party", false).as_deref() {
            Some("third") => Party::Third,
            None | Some("first") => Party::First,
            Some(other) => {
                r.wrong("party", other, "\"first\" or \"third\"");
                Party::First
            }
        },
        duration: r.text("duration", false).unwrap_or_default(),
        purpose: r.text("purpose", false),
    };
    if cookie.glob().is_empty() {
        r.report.mistake("name", &|| Kind::Nothing.name().to_owned(), "a name or a pattern");
    }
    cookie
}

fn regime<N: Node, R: Report>(r: &mut Reader<N, R>) -> RegionRule {
    r.only("regions rule");
    let regions = r.texts("regions", true);
    let name = r.text("rule", true);
    let rule = name.as_deref().and_then(Rule::named);
    if let (Some(name), None) = (&name, rule) {
        r.wrong("rule", name, "\"opt-in\", \"opt-out\" or \"notice\"");
    }
    RegionRule { regions, rule: rule.unwrap_or_default() }
}

fn cookie_settings<N: Node, R: Report>(r: &mut Reader<N, R>) -> CookieSettings {
    r.only("days domain");
    CookieSettings {
        days: r.whole("days", 1, 400).unwrap_or(CookieSettings::default().days),
        domain: r.text("domain", false),
    }
}

/// Names that are used must be declared, once. Two ids whose record keys are equal count as one name.
fn references(policy: &Policy, report: &mut impl Report) {
    let mut keys = Vec::new();
    let ids = policy.purposes.iter().map(|p| (&p.id, key(&p.id)));
    for (id, key) in ids.chain(policy.services.iter().map(|s| (&s.id, service_key(&s.id)))) {
        if keys.contains(&key) {
            report.mistake("", &|| quoted(id), "this id only once");
        }
        keys.push(key);
    }
    for p in &policy.purposes {
        for named in &p.services {
            if !keys.contains(&service_key(named)) {
                let place = ["purpose ", &p.id];
                report.mistake(
                    &join(&place),
                    &|| quoted(named),
                    "the id of a service declared under services",
                );
            }
        }
    }
}

/// A place in the document: the value there, and where mistakes go.
struct Reader<'a, N, R> {
    node: &'a N,
    report: &'a mut R,
}

impl<N: Node, R: Report> Reader<'_, N, R> {
    fn wrong(&mut self, name: &str, found: &str, expected: &'static str) {
        self.report.mistake(name, &|| quoted(found), expected);
    }

    /// Reports a value of another kind than `kind`.
    fn is(&mut self, kind: Kind) -> bool {
        let found = self.node.kind();
        if found != kind {
            self.report.mistake("", &|| found.name().to_owned(), kind.name());
        }
        found == kind
    }

    /// Reports keys that are not among `known`, a space-separated list.
    fn only(&mut self, known: &str) {
        for name in self.node.names() {
            if !lists(known, &name) {
                let found = || "an unknown key".to_owned();
                self.report.mistake(&name, &found, "no such key here; see policy.schema.json");
            }
        }
    }

    /// The value of `name` if it is there and of `kind`; reports another kind, and absence where it is needed.
    fn value(&mut self, name: &str, kind: Kind, needed: bool) -> Option<N> {
        let value = self.node.get(name);
        let found = value.kind();
        if found == kind {
            return Some(value);
        }
        if needed || found != Kind::Nothing {
            self.report.mistake(name, &|| found.name().to_owned(), kind.name());
        }
        None
    }

    fn flag(&mut self, name: &str, default: bool) -> bool {
        self.value(name, Kind::Flag, false).and_then(|v| v.flag()).unwrap_or(default)
    }

    fn text(&mut self, name: &str, needed: bool) -> Option<String> {
        self.value(name, Kind::Text, needed)?.text()
    }

    fn whole(&mut self, name: &str, least: u32, most: u32) -> Option<u32> {
        let number = self.value(name, Kind::Number, false)?.number()?;
        let whole = number as u32;
        if f64::from(whole) == number && (least..=most).contains(&whole) {
            return Some(whole);
        }
        self.report.mistake(name, &|| "another number".to_owned(), "a whole number in range");
        None
    }

    fn id(&mut self) -> String {
        let id = self.text("id", true);
        let fits = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'_';
        if let Some(id) = id.as_deref().filter(|id| id.is_empty() || !id.bytes().all(fits)) {
            self.wrong("id", id, "lower-case letters, digits, - and _");
        }
        id.unwrap_or_default()
    }

    fn texts(&mut self, name: &str, needed: bool) -> Vec<String> {
        self.each(name, needed, |r| if r.is(Kind::Text) { r.node.text() } else { None })
    }

    fn list<T>(&mut self, name: &str, needed: bool, item: fn(&mut Reader<N, R>) -> T) -> Vec<T> {
        self.each(name, needed, |r| r.is(Kind::Object).then(|| item(r)))
    }

    fn each<T>(
        &mut self,
        name: &str,
        needed: bool,
        mut item: impl FnMut(&mut Reader<N, R>) -> Option<T>,
    ) -> Vec<T> {
        let mut read = Vec::new();
        let items = self.value(name, Kind::List, needed).map(|list| list.items()).unwrap_or_default();
        for (index, node) in items.iter().enumerate() {
            self.report.enter(name, Some(index));
            if let Some(value) = item(&mut Reader { node, report: self.report }) {
                read.push(value);
            }
            self.report.leave();
        }
        read
    }
}

fn quoted(text: &str) -> String {
    join(&["\"", text, "\""])
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn sentences(json: serde_json::Value) -> Vec<String> {
        read(&json).err().unwrap_or_default().iter().map(Problem::sentence).collect()
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
                "purpose: found an unknown key, expected no such key here; see policy.schema.json",
                "purposes[0].id: found \"Necessary\", expected lower-case letters, digits, - and _",
                "purposes[0].required: found a text, expected true or false",
                "purposes[1].services[1]: found a number, expected a text",
                "purposes[2]: found a number, expected an object",
                "services[0].vendor: found nothing, expected a text",
                "services[0].cookies[0].party: found \"second\", expected \"first\" or \"third\"",
                "services[0].cookies[0].name: found nothing, expected a name or a pattern",
                "regimes[0].regions: found a text, expected a list",
                "regimes[0].rule: found \"opt-up\", expected \"opt-in\", \"opt-out\" or \"notice\"",
                "cookie.days: found another number, expected a whole number in range",
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
        assert!(read(&prototype).is_ok());
    }

    #[test]
    fn defaults_are_the_documented_ones() {
        let policy = read(&json!({ "purposes": [{ "id": "analytics" }] })).unwrap_or_default();
        let purpose = &policy.purposes[0];
        assert!(!purpose.required && purpose.default && purpose.services.is_empty());
        assert_eq!((policy.cookie.days, policy.revision), (180, 0));
    }
}
