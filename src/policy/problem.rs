//! A mistake in a policy, said so that its author can mend it.

use crate::text::{digits, join};

/// One mistake: where it is, what stands there, what was expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// JSON path, such as `purposes[1].id`; empty for the whole document.
    pub path: String,
    /// What stands there.
    pub found: String,
    /// What would be right.
    pub expected: &'static str,
}

impl Problem {
    /// The mistake as one sentence.
    pub fn sentence(&self) -> String {
        let place = if self.path.is_empty() { "policy" } else { &self.path };
        join(&[place, ": found ", &self.found, ", expected ", self.expected])
    }
}

/// Where the reader of a policy takes its mistakes. The gate needs to know only whether there are any, and is
/// spared the words; the panel and the checker say each.
pub trait Report: Default {
    /// Goes down into the member whose name is the two parts together.
    fn enter(&mut self, _name: &str, _more: &str) {}
    /// Goes down into an item of a list.
    fn enter_item(&mut self, _index: usize) {}
    /// Comes back up.
    fn leave(&mut self) {}
    /// Takes a mistake where we are.
    fn mistake(&mut self, found: &str, expected: &'static str);
    /// Takes a mistake where we are, where the value begins with `token`.
    fn wrong(&mut self, token: &str, expected: &'static str);
    /// Takes a mistake where we are, the text found there being `found`.
    fn quote(&mut self, found: &str, expected: &'static str);
    /// True where there was none.
    fn is_clean(&self) -> bool;
}

/// Knows only whether there was a mistake.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Silent {
    mistaken: bool,
}

impl Report for Silent {
    fn mistake(&mut self, _: &str, _: &'static str) {
        self.mistaken = true;
    }
    fn wrong(&mut self, _: &str, _: &'static str) {
        self.mistaken = true;
    }
    fn quote(&mut self, _: &str, _: &'static str) {
        self.mistaken = true;
    }
    fn is_clean(&self) -> bool {
        !self.mistaken
    }
}

/// Every mistake, in document order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems {
    /// The mistakes.
    pub found: Vec<Problem>,
    path: Vec<String>,
}

impl Report for Problems {
    fn enter(&mut self, name: &str, more: &str) {
        self.path.push(join(&[if self.path.is_empty() { "" } else { "." }, name, more]));
    }
    fn enter_item(&mut self, index: usize) {
        self.path.push(join(&["[", &digits(index as u64), "]"]));
    }
    fn leave(&mut self) {
        self.path.pop();
    }
    fn mistake(&mut self, found: &str, expected: &'static str) {
        self.found.push(Problem { path: self.path.concat(), found: found.to_owned(), expected });
    }
    fn wrong(&mut self, token: &str, expected: &'static str) {
        self.mistake(kind(token), expected);
    }
    fn quote(&mut self, found: &str, expected: &'static str) {
        self.mistake(&join(&["\"", found, "\""]), expected);
    }
    fn is_clean(&self) -> bool {
        self.found.is_empty()
    }
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
