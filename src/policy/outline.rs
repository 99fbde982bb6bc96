//! What of a policy the first banner depends on.

use super::regime::{Rule, closeness, is_code};
use crate::text::pieces;

/// What decides whether a visitor of whom nothing is known is asked. Whether the policy is free of mistakes is not
/// looked at: [`read`](super::read()) says that, before anything is granted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// There is a purpose that the visitor may refuse.
    pub asks: bool,
    /// The rule for the visitor's region: that of [`rule_for`](super::rule_for).
    pub rule: Rule,
}

/// The outline that `text` is, for a visitor of `region`: a line that is `1` where there is a purpose to refuse, and one for
/// each regime, its rule and its regions with blanks between. `www/boot/outline.ts` writes it. What cannot be read says
/// nothing: then nobody is asked, and the strictest rule holds.
pub fn outline(text: &str, region: &str) -> Outline {
    let mut lines = pieces(text, b'\n');
    let mut found = Outline { asks: lines.next() == Some("1"), rule: Rule::OptIn };
    let mut closest = 0;
    for line in lines {
        let mut words = pieces(line, b' ');
        let rule = Rule::named(words.next().unwrap_or(""));
        let mut close = 0;
        for named in words {
            close = close.max(closeness(named, region));
        }
        if close > closest {
            (closest, found.rule) = (close, rule.unwrap_or_default());
        }
    }
    if !is_code(region) {
        found.rule = Rule::OptIn;
    }
    found
}
