//! Names in expressions of the policy itself: one that nothing declares never holds, however it is negated.

use super::finding::Warnings;
use super::names::ids;
use super::tree::Value;
use crate::policy::nearest;
use crate::signal::GOOGLE_TYPES;

/// What expressions may name.
struct Names<'a> {
    purposes: Vec<&'a str>,
    services: Vec<&'a str>,
    /// Consent types: Google's, and the store's own.
    types: Vec<&'a str>,
}

const RULES: [&str; 5] = ["rule:opt-in", "rule:opt-out", "rule:notice", "signal:on", "google:advanced"];

/// Checks what `markup` and commands name.
pub(super) fn check(policy: &Value<'_>, found: &mut Warnings) {
    let own = policy.list("purposes").iter().flat_map(|p| p.list("signals")).filter_map(Value::text);
    let names = Names {
        purposes: ids(policy.list("purposes")),
        services: ids(policy.list("services")),
        types: GOOGLE_TYPES.into_iter().chain(own).collect(),
    };
    found.at("markup", |found| {
        for (theirs, ours) in policy.get("markup").map_or(&[][..], Value::members) {
            let Some(text) = ours.text() else { continue };
            found.at(theirs, |found| names.markup(text, found));
        }
    });
    found.each("services", policy.list("services"), |found, service| {
        found.each("consent", service.list("consent"), |found, command| names.command(command, found));
    });
    if let Some(vendors) = policy.get("vendors") {
        found.at("vendors", |found| {
            found.each("commands", vendors.list("commands"), |found, command| names.command(command, found));
        });
    }
}

impl Names<'_> {
    fn markup(&self, text: &str, found: &mut Warnings) {
        const EXPECTED: &str = "a purpose, or service: and a service, that this policy declares";
        if words(text).next().is_none() {
            found.quote(text, EXPECTED);
        }
        // The one name beside them that gated markup knows.
        for name in words(text).filter(|name| !self.declares(name) && *name != "google:advanced") {
            self.unknown(name, EXPECTED, &[], found);
        }
    }

    fn command(&self, command: &Value<'_>, found: &mut Warnings) {
        if let Some(condition) = command.said("if") {
            found.at("if", |found| self.condition(condition, found));
        }
        found.each("with", command.list("with"), |found, value| self.argument(value, found));
    }

    /// Every text in `value` that is answered.
    fn argument(&self, value: &Value<'_>, found: &mut Warnings) {
        match value {
            Value::Object(members) => {
                for (name, member) in members {
                    found.at(name, |found| self.argument(member, found));
                }
            }
            Value::List(items) => {
                for (index, item) in items.iter().enumerate() {
                    found.item(index, |found| self.argument(item, found));
                }
            }
            Value::Text(text) => {
                if let Some(asked) = text.strip_prefix('?') {
                    let expression = asked.split_once('?').map_or(asked, |(expression, _)| expression);
                    if words(expression).next().is_none() {
                        found.quote(text, "an expression after the ?");
                    }
                    self.condition(expression, found);
                }
            }
            Value::Plain(_) => {}
        }
    }

    fn condition(&self, text: &str, found: &mut Warnings) {
        const EXPECTED: &str = "a purpose, a service: or a consent type that there is, or one of rule:, signal:on, google:advanced";
        for name in words(text) {
            let kind = name.strip_prefix("named:").unwrap_or(name);
            if !self.declares(name) && !RULES.contains(&name) && !self.types.contains(&kind) {
                self.unknown(name, EXPECTED, &self.types, found);
            }
        }
    }

    fn declares(&self, name: &str) -> bool {
        match name.strip_prefix("service:") {
            Some(id) => self.services.contains(&id),
            None => self.purposes.contains(&name),
        }
    }

    /// Says that `name` is none of what may stand here: what is declared, and `types` with what goes with them.
    fn unknown(&self, name: &str, expected: &str, types: &[&str], found: &mut Warnings) {
        let prefixed = |prefix: &'static str, ids: &[&str]| -> Vec<String> {
            ids.iter().map(|id| [prefix, id].concat()).collect()
        };
        let services = prefixed("service:", &self.services);
        let named = prefixed("named:", types);
        let rules: &[&str] = if types.is_empty() { &[] } else { &RULES };
        let plain = self.purposes.iter().chain(types).chain(rules).copied();
        let near = nearest(name, plain.chain(services.iter().chain(&named).map(String::as_str)));
        let bare = self.services.iter().position(|id| *id == name).and_then(|at| services.get(at));
        found.guess(name, expected, bare.map(String::as_str).or(near));
    }
}

/// The names in an expression.
fn words(expression: &str) -> impl Iterator<Item = &str> {
    let pieces = expression.split(|c: char| c.is_ascii_whitespace() || c == '|');
    pieces.filter(|word| !word.is_empty()).map(|word| word.trim_start_matches('!'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_expression_is_taken_apart_as_the_gate_does() {
        assert!(words("a  !b|service:c | !!d").eq(["a", "b", "service:c", "d"]));
        assert!(words(" | ").next().is_none());
        assert!(words("! a").eq(["", "a"]));
    }
}
