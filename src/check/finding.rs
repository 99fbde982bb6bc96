//! What there is to say against a policy, and where.

use crate::json::Json;
use crate::policy::{Problem, nearest, quoted};

/// Findings are kept up to this many; a file that is wrong everywhere is mended from its beginning.
const MOST: usize = 1000;

/// One thing to say against a policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// True where the policy is not used for it; false where it works, but not as its author meant.
    pub is_error: bool,
    /// JSON path, such as `purposes[1].id`; empty for the whole document.
    pub path: String,
    /// What stands there.
    pub found: String,
    /// What would be right.
    pub expected: String,
    /// What its author probably meant, where something near is known.
    pub meant: Option<String>,
}

impl Finding {
    /// It as one sentence, without its level.
    pub fn sentence(&self) -> String {
        let place = if self.path.is_empty() { "policy" } else { &self.path };
        let meant =
            self.meant.as_ref().map(|meant| format!("; did you mean \"{meant}\"?")).unwrap_or_default();
        format!("{place}: found {}, expected {}{meant}", self.found, self.expected)
    }

    /// Writes it as an object.
    pub(super) fn write(&self, json: &mut Json) {
        json.open('{').name("level").text(if self.is_error { "error" } else { "warning" });
        json.name("path").text(&self.path).name("found").text(&self.found);
        json.name("expected").text(&self.expected);
        if let Some(meant) = &self.meant {
            json.name("meant").text(meant);
        }
        json.name("sentence").text(&self.sentence()).close('}');
    }
}

impl From<Problem> for Finding {
    fn from(problem: Problem) -> Self {
        let Problem { path, found, expected, meant } = problem;
        Self { is_error: true, path, found, expected: expected.to_owned(), meant }
    }
}

/// Warnings as they are found, and the place where the rules are looking.
#[derive(Debug, Default)]
pub(super) struct Warnings {
    pub(super) found: Vec<Finding>,
    path: Vec<String>,
}

impl Warnings {
    /// Looks at the member called `name` while `rules` run.
    pub(super) fn at(&mut self, name: &str, rules: impl FnOnce(&mut Self)) {
        let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '$' | ':');
        self.path.push(if name.is_empty() || !name.chars().all(plain) {
            format!("[{}]", quoted(name))
        } else if self.path.is_empty() {
            name.to_owned()
        } else {
            format!(".{name}")
        });
        rules(self);
        self.path.pop();
    }

    /// Looks at each of `items`, the list called `name`.
    pub(super) fn each<T>(&mut self, name: &str, items: &[T], mut rules: impl FnMut(&mut Self, &T)) {
        self.at(name, |found| {
            for (index, item) in items.iter().enumerate() {
                found.item(index, |found| rules(found, item));
            }
        });
    }

    /// Looks at the item at that place of a list while `rules` run.
    pub(super) fn item(&mut self, index: usize, rules: impl FnOnce(&mut Self)) {
        self.path.push(format!("[{index}]"));
        rules(self);
        self.path.pop();
    }

    /// Says that `found` stands here instead of `expected`.
    pub(super) fn say(&mut self, found: &str, expected: &str) {
        if self.found.len() < MOST {
            self.found.push(Finding {
                is_error: false,
                path: self.path.concat(),
                found: found.to_owned(),
                expected: expected.to_owned(),
                meant: None,
            });
        }
    }

    /// Says that the text `found` stands here instead of `expected`.
    pub(super) fn quote(&mut self, found: &str, expected: &str) {
        self.say(&quoted(found), expected);
    }

    /// Says so, with a guess: `meant`.
    pub(super) fn guess(&mut self, found: &str, expected: &str, meant: Option<&str>) {
        let before = self.found.len();
        self.quote(found, expected);
        self.mean(before, meant);
    }

    /// Says that there is no such key.
    pub(super) fn key(&mut self, meant: Option<&str>) {
        let before = self.found.len();
        self.say("an unknown key", "no such key here");
        self.mean(before, meant);
    }

    fn mean(&mut self, at: usize, meant: Option<&str>) {
        if let Some(finding) = self.found.get_mut(at) {
            finding.meant = meant.map(str::to_owned);
        }
    }

    /// Says that `found` is none of `known`.
    pub(super) fn unknown<'a>(
        &mut self,
        found: &str,
        expected: &str,
        known: impl IntoIterator<Item = &'a str>,
    ) {
        if self.found.len() < MOST {
            self.guess(found, expected, nearest(found, known));
        }
    }
}
