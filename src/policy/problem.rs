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
    /// Goes down into member `name`, or into its item `index`.
    fn enter(&mut self, name: &str, index: Option<usize>);
    /// Comes back up.
    fn leave(&mut self);
    /// Takes a mistake at member `name` of where we are, or there itself where `name` is empty.
    fn mistake(&mut self, name: &str, found: &dyn Fn() -> String, expected: &'static str);
    /// True where there was none.
    fn is_clean(&self) -> bool;
}

/// Knows only whether there was a mistake.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Silent {
    mistaken: bool,
}

impl Report for Silent {
    fn enter(&mut self, _: &str, _: Option<usize>) {}
    fn leave(&mut self) {}
    fn mistake(&mut self, _: &str, _: &dyn Fn() -> String, _: &'static str) {
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
    fn enter(&mut self, name: &str, index: Option<usize>) {
        let index = index.map(|index| join(&["[", &digits(index as u64), "]"])).unwrap_or_default();
        let dot = if self.path.is_empty() { "" } else { "." };
        self.path.push(join(&[dot, name, &index]));
    }
    fn leave(&mut self) {
        self.path.pop();
    }
    fn mistake(&mut self, name: &str, found: &dyn Fn() -> String, expected: &'static str) {
        let dot = if self.path.is_empty() || name.is_empty() { "" } else { "." };
        let path = join(&[&self.path.concat(), dot, name]);
        self.found.push(Problem { path, found: found(), expected });
    }
    fn is_clean(&self) -> bool {
        self.found.is_empty()
    }
}
