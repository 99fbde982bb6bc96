//! A mistake in a policy, said so that its author can mend it.

use super::nearest;
use crate::text::{digits, join, pieces};

/// One mistake: where it is, what stands there, what was expected, what was probably meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// JSON path, such as `purposes[1].id`; empty for the whole document.
    pub path: String,
    /// What stands there.
    pub found: String,
    /// What would be right.
    pub expected: &'static str,
    /// What its author probably meant, where something near is known.
    pub meant: Option<String>,
}

impl Problem {
    /// The mistake as one sentence.
    pub fn sentence(&self) -> String {
        let place = if self.path.is_empty() { "policy" } else { &self.path };
        let said = join(&[place, ": found ", &self.found, ", expected ", self.expected]);
        match &self.meant {
            Some(meant) => join(&[&said, "; did you mean \"", meant, "\"?"]),
            None => said,
        }
    }
}

/// Where the reader of a policy takes its mistakes. The gate needs to know only whether there are any, and is
/// spared the words; the panel and the checker say each.
pub trait Report: Default {
    /// Goes down into the member called `name`.
    fn enter(&mut self, _name: &str) {}
    /// Goes down into an item of a list.
    fn enter_item(&mut self, _index: usize) {}
    /// Goes down into an item of the member called `name`, a list; one [`Report::leave`] comes back.
    fn enter_at(&mut self, _name: &str, _index: usize) {}
    /// Comes back up.
    fn leave(&mut self) {}
    /// Takes a mistake where we are.
    fn mistake(&mut self, found: &str, expected: &'static str);
    /// Takes a mistake where we are, where the value begins with `token`.
    fn wrong(&mut self, token: &str, expected: &'static str);
    /// Takes a mistake where we are, the text found there being `found`.
    fn quote(&mut self, found: &str, expected: &'static str);
    /// Takes a name that is none of `known`: what was `found`, where it is not the name itself.
    fn unknown<'a>(
        &mut self,
        name: &str,
        found: Option<&str>,
        expected: &'static str,
        known: impl Iterator<Item = &'a str>,
    );
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
    fn unknown<'a>(&mut self, _: &str, _: Option<&str>, _: &'static str, _: impl Iterator<Item = &'a str>) {
        self.mistaken = true;
    }
    fn is_clean(&self) -> bool {
        !self.mistaken
    }
}

/// Mistakes with a guess at what was meant. A policy that is wrong everywhere is not worth a guess at each place.
const GUESSES: usize = 100;

/// Every mistake, in document order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems {
    /// The mistakes.
    pub found: Vec<Problem>,
    path: Vec<String>,
}

impl Report for Problems {
    fn enter(&mut self, name: &str) {
        self.path.push(join(&[if self.path.is_empty() { "" } else { "." }, name]));
    }
    fn enter_item(&mut self, index: usize) {
        self.path.push(join(&["[", &digits(index as u64), "]"]));
    }
    fn enter_at(&mut self, name: &str, index: usize) {
        self.enter_item(index);
        let item = self.path.pop().unwrap_or_default();
        self.enter(name);
        if let Some(last) = self.path.last_mut() {
            last.push_str(&item);
        }
    }
    fn leave(&mut self) {
        self.path.pop();
    }
    fn mistake(&mut self, found: &str, expected: &'static str) {
        self.found.push(Problem { path: self.path.concat(), found: found.to_owned(), expected, meant: None });
    }
    fn wrong(&mut self, token: &str, expected: &'static str) {
        self.mistake(kind(token), expected);
    }
    fn quote(&mut self, found: &str, expected: &'static str) {
        // Where only a few texts will do, `expected` has them in quotes.
        let known = pieces(expected, b'"').enumerate().filter(|(at, _)| at % 2 == 1).map(|(_, text)| text);
        self.unknown(found, None, expected, known);
    }
    fn unknown<'a>(
        &mut self,
        name: &str,
        found: Option<&str>,
        expected: &'static str,
        known: impl Iterator<Item = &'a str>,
    ) {
        let meant = if self.found.len() < GUESSES { nearest(name, known) } else { None };
        self.mistake(&found.map_or_else(|| quoted(name), str::to_owned), expected);
        if let (Some(problem), Some(meant)) = (self.found.last_mut(), meant) {
            problem.meant = Some(meant.to_owned());
        }
    }
    fn is_clean(&self) -> bool {
        self.found.is_empty()
    }
}

/// `text` in quotes, its beginning where it is long; on one line, and without what could speak to a terminal.
pub(crate) fn quoted(text: &str) -> String {
    let plain = |c: char| if c < ' ' || c == '\u{7f}' { ' ' } else { c };
    let short: String = text.chars().take(60).map(plain).collect();
    join(&["\"", &short, if short.len() < text.len() { "…\"" } else { "\"" }])
}

/// What a value is, by its first character.
pub(crate) fn kind(token: &str) -> &'static str {
    match token.bytes().next() {
        Some(b'{') => "an object",
        Some(b'[') => "a list",
        Some(b's') => "a text",
        Some(b'n') => "a number",
        Some(b't' | b'f') => "true or false",
        Some(b'z') => "null",
        _ => "nothing",
    }
}
