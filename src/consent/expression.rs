//! `data-consent` expressions: `a b` (all), `a|b` (any), `!a` (not granted), `service:x`.

use super::Standing;
use crate::policy::{Key, key};

/// A parsed expression: all of its groups must hold, any name in a group suffices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expression {
    factors: Vec<Factor>,
}

/// One name in an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Factor {
    /// It is an alternative to the one before.
    or: bool,
    /// `!`: it holds while not granted.
    not: bool,
    key: Key,
}

impl Expression {
    /// Parses `text`; total. `|` binds closer than a blank, blanks around `|` do not count, and `!` stands
    /// before a name. A text without any name never holds.
    pub fn parse(text: &str) -> Self {
        let mut factors = Vec::new();
        let mut or = false;
        let mut rest = text;
        while let Some(first) = rest.bytes().next() {
            let mut end = 1;
            if first == b'|' {
                or = !factors.is_empty();
            } else if !first.is_ascii_whitespace() {
                let ends = |b: u8| b == b'|' || b.is_ascii_whitespace();
                end = rest.bytes().position(ends).unwrap_or(rest.len());
                let word = rest.get(..end).unwrap_or("");
                let marks = word.bytes().take_while(|b| *b == b'!').count();
                let name = word.get(marks..).unwrap_or("");
                factors.push(Factor { or, not: marks % 2 == 1, key: key(name) });
                or = false;
            }
            rest = rest.get(end..).unwrap_or("");
        }
        Self { factors }
    }

    /// Whether it holds. An expression that names anything unknown never holds, however it is negated.
    pub fn holds(&self, standing: &Standing) -> bool {
        let (mut all, mut any) = (true, true);
        for factor in &self.factors {
            let Some(granted) = standing.grants(factor.key) else { return false };
            if !factor.or {
                all &= any;
                any = false;
            }
            any |= granted != factor.not;
        }
        all && any && !self.factors.is_empty()
    }

    /// True where it names something, and nothing that `standing` does not know.
    pub fn is_known(&self, standing: &Standing) -> bool {
        !self.factors.is_empty() && self.factors.iter().all(|f| standing.grants(f.key).is_some())
    }
}
