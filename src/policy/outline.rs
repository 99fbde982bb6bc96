//! What of a policy the first banner depends on, read without looking at the rest.

use super::Tokens;
use super::regime::{Rule, closeness, is_code};

/// What decides whether a visitor of whom nothing is known is asked. Whether the policy is free of mistakes is not
/// looked at: [`read`](super::read()) says that, before anything is granted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// There is a purpose that the visitor may refuse.
    pub asks: bool,
    /// The rule for the visitor's region: that of [`rule_for`](super::rule_for).
    pub rule: Rule,
}

/// The outline of the policy whose JSON is `tokens`, for a visitor of `region`. Of what has another form than a
/// policy's it makes nothing: then nobody is asked, and the strictest rule holds.
pub fn outline(tokens: &str, region: &str) -> Outline {
    let mut tokens = Tokens::new(tokens);
    let mut found = Outline::default();
    let mut closest = 0;
    tokens.next();
    while let Some(name) = tokens.next().strip_prefix('k') {
        let purposes = name == "purposes";
        let first = tokens.next();
        if first != "[" || !(purposes || name == "regimes") {
            tokens.skip(first);
            continue;
        }
        while tokens.takes("{") {
            let (mut required, mut close, mut rule) = (false, 0, Rule::OptIn);
            while let Some(name) = tokens.next().strip_prefix('k') {
                let value = tokens.next();
                if name == "regions" && value == "[" {
                    while let Some(named) = tokens.next().strip_prefix('s') {
                        close = close.max(closeness(named, region));
                    }
                    continue;
                }
                tokens.skip(value);
                if name == "required" {
                    required = value == "t";
                } else if name == "rule" {
                    rule = Rule::named(value.get(1..).unwrap_or("")).unwrap_or_default();
                }
            }
            if purposes {
                found.asks |= !required;
            } else if close > closest {
                (closest, found.rule) = (close, rule);
            }
        }
        tokens.next();
    }
    if !is_code(region) {
        found.rule = Rule::OptIn;
    }
    found
}
