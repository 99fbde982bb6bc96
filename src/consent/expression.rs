//! `data-consent` expressions: `a b` (all), `a|b` (any), `!a` (not granted), `service:x`.

use super::Standing;
use crate::policy::{KEY, longer};

/// An expression: all of its groups must hold, any name in a group suffices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Expression<'a> {
    text: &'a str,
}

impl<'a> Expression<'a> {
    /// The expression that `text` is; every text is one. `|` binds closer than a blank, blanks around `|` do not
    /// count, and `!` stands before a name. A text without any name never holds.
    pub fn parse(text: &'a str) -> Self {
        Self { text }
    }

    /// Whether it holds. An expression that names anything unknown never holds, however it is negated.
    pub fn holds(&self, standing: &Standing) -> bool {
        self.judge(standing) == Some(true)
    }

    /// True where it names something, and nothing that `standing` does not know.
    pub fn is_known(&self, standing: &Standing) -> bool {
        self.judge(standing).is_some()
    }

    /// Goes through the text once, a name at a time; no part of it has to be kept.
    fn judge(&self, standing: &Standing) -> Option<bool> {
        // Every group so far, the group that goes on, whether any name was there at all.
        let (mut all, mut any, mut some) = (true, true, false);
        // The word that goes on: whether there is one, whether it may yet begin with marks, what it says.
        let (mut word, mut marks, mut or, mut not, mut key) = (false, false, false, false, KEY);
        for byte in self.text.bytes().chain([b' ']) {
            if byte == b'|' || byte.is_ascii_whitespace() {
                if word {
                    let granted = standing.grants(key)?;
                    if !or {
                        all &= any;
                        any = false;
                    }
                    any |= granted != not;
                    (word, or, some) = (false, false, true);
                }
                or |= some && byte == b'|';
                continue;
            }
            if !word {
                (word, marks, not, key) = (true, true, false, KEY);
            }
            marks &= byte == b'!';
            if marks {
                not = !not;
            } else {
                key = longer(key, byte);
            }
        }
        some.then_some(all && any)
    }
}
