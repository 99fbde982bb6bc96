//! `data-consent` expressions: `a b` (all), `a|b` (any), `!a` (not granted), `service:x`.

use super::Standing;
use crate::policy::key;

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
        self.judge(|name| standing.grants(key(name))) == Some(true)
    }

    /// True where it names something, and nothing that `standing` does not know.
    pub fn is_known(&self, standing: &Standing) -> bool {
        self.judge(|name| standing.grants(key(name))).is_some()
    }

    /// Whether it holds where `granted` says what each name is worth; `None` where it names nothing, or anything
    /// unknown. Goes through the text once, a name at a time; no part of it has to be kept.
    // Not `dyn`: what a table of functions names lies in the half of the gate that loads before the banner.
    pub fn judge(&self, granted: impl Fn(&str) -> Option<bool>) -> Option<bool> {
        // Every group so far, the group that goes on, whether any name was there at all.
        let (mut all, mut any, mut some) = (true, true, false);
        // The word that goes on: whether there is one, whether it may yet begin with marks, where its name begins.
        let (mut word, mut marks, mut or, mut not, mut start) = (false, false, false, false, 0);
        for (at, byte) in self.text.bytes().chain([b' ']).enumerate() {
            if byte == b'|' || byte.is_ascii_whitespace() {
                if word {
                    let granted = granted(self.text.get(start..at)?)?;
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
                (word, marks, not, start) = (true, true, false, at);
            }
            marks &= byte == b'!';
            if marks {
                not = !not;
                start = at + 1;
            }
        }
        some.then_some(all && any)
    }
}
