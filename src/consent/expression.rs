//! `data-consent` expressions: `a b` (all), `a|b` (any), `!a` (not granted), `service:x`.

use super::Standing;
use crate::policy::{Policy, key};

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

    /// What a visitor grants who wants it to hold, at the places of [`Policy::keys`]: the first name of each group,
    /// and with a service a purpose that uses it. Nothing where a `!` stands before that name.
    pub fn wanted(&self, policy: &Policy) -> Vec<bool> {
        let keys = policy.keys();
        let mut wanted = vec![false; keys.len()];
        self.names(|name, not, or| {
            let at = keys.iter().position(|k| *k == key(name)).filter(|_| !or && !not);
            let service = at.and_then(|at| at.checked_sub(policy.purposes.len()));
            let id = service.and_then(|at| policy.services.get(at)).map(|s| &s.id);
            let purpose = policy.purposes.iter().position(|p| id.is_some_and(|id| p.services.contains(id)));
            for at in [at, purpose].into_iter().flatten() {
                if let Some(mark) = wanted.get_mut(at) {
                    *mark = true;
                }
            }
            Some(())
        });
        wanted
    }

    /// Whether it holds where `granted` says what each name is worth; `None` where it names nothing, or anything
    /// unknown.
    pub fn judge(&self, granted: impl Fn(&str) -> Option<bool>) -> Option<bool> {
        // Every group so far, the group that goes on, whether any name was there at all.
        let (mut all, mut any, mut some) = (true, true, false);
        self.names(|name, not, or| {
            let granted = granted(name)?;
            if !or {
                all &= any;
                any = false;
            }
            any |= granted != not;
            some = true;
            Some(())
        })?;
        some.then_some(all && any)
    }

    /// Goes through the text once, a name at a time. Each name with whether a `!` stands before it, and whether it
    /// goes on with the group of the one before.
    fn names(&self, mut each: impl FnMut(&str, bool, bool) -> Option<()>) -> Option<()> {
        // Whether there was a name; the word that goes on: whether there is one, whether it may yet begin with
        // marks, where its name begins.
        let mut some = false;
        let (mut word, mut marks, mut or, mut not, mut start) = (false, false, false, false, 0);
        for (at, byte) in self.text.bytes().chain([b' ']).enumerate() {
            if byte == b'|' || byte.is_ascii_whitespace() {
                if word {
                    each(self.text.get(start..at)?, not, or)?;
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
        Some(())
    }
}
