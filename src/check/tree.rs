//! A policy's JSON as a tree, for rules that look at all of it.

use crate::policy::{Tokens, kind};

/// Values nested deeper are left out: no rule looks there.
const DEEPEST: usize = 12;

/// A JSON value.
#[derive(Debug)]
pub(super) enum Value<'a> {
    Object(Vec<(&'a str, Value<'a>)>),
    List(Vec<Value<'a>>),
    Text(&'a str),
    /// A number, `true`, `false` or `null`, as its token.
    Plain(&'a str),
}

impl<'a> Value<'a> {
    /// The value that `tokens` are.
    pub(super) fn of(tokens: &'a str) -> Self {
        let mut tokens = Tokens::new(tokens);
        let first = tokens.next();
        Self::read(&mut tokens, first, 0)
    }

    fn read(tokens: &mut Tokens<'a>, token: &'a str, depth: usize) -> Self {
        match token {
            "{" | "[" if depth == DEEPEST => {
                tokens.skip(token);
                Value::Plain("z")
            }
            "{" => {
                let mut members = Vec::new();
                while let Some(name) = tokens.next().strip_prefix('k') {
                    let first = tokens.next();
                    members.push((name, Self::read(tokens, first, depth + 1)));
                }
                Value::Object(members)
            }
            "[" => {
                let mut items = Vec::new();
                while !tokens.takes("]") && !tokens.is_empty() {
                    let first = tokens.next();
                    items.push(Self::read(tokens, first, depth + 1));
                }
                Value::List(items)
            }
            _ => token.strip_prefix('s').map_or(Value::Plain(token), Value::Text),
        }
    }

    /// The member called `name`.
    pub(super) fn get(&self, name: &str) -> Option<&Value<'a>> {
        self.members().iter().find(|(named, _)| *named == name).map(|(_, value)| value)
    }

    /// Every member; none where it is no object.
    pub(super) fn members(&self) -> &[(&'a str, Value<'a>)] {
        if let Value::Object(members) = self { members } else { &[] }
    }

    /// Every item; none where it is no list.
    pub(super) fn items(&self) -> &[Value<'a>] {
        if let Value::List(items) = self { items } else { &[] }
    }

    /// The items of the member called `name`.
    pub(super) fn list(&self, name: &str) -> &[Value<'a>] {
        self.get(name).map_or(&[], Value::items)
    }

    /// The text it is.
    pub(super) fn text(&self) -> Option<&'a str> {
        if let Value::Text(text) = self { Some(text) } else { None }
    }

    /// The text that the member called `name` is.
    pub(super) fn said(&self, name: &str) -> Option<&'a str> {
        self.get(name)?.text()
    }

    /// True for `null`.
    pub(super) fn is_null(&self) -> bool {
        matches!(self, Value::Plain("z"))
    }

    /// True for `true`.
    pub(super) fn is_true(&self) -> bool {
        matches!(self, Value::Plain("t"))
    }

    /// What it is, in words.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Value::Object(_) => kind("{"),
            Value::List(_) => kind("["),
            Value::Text(_) => kind("s"),
            Value::Plain(token) => kind(token),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_deep_is_left_out_and_the_rest_is_read() {
        let deep = format!("{{\0ka\0{}{}kb\0sx\0}}\0", "[\0".repeat(90), "]\0".repeat(90));
        assert_eq!(Value::of(&deep).said("b"), Some("x"));
    }

    proptest! {
        #[test]
        fn any_text_comes_to_an_end(tokens in "([{}\\[\\]tfz]|k[a-z]?|s[a-z]?|n1|\0){0,30}") {
            let _ = Value::of(&tokens);
        }
    }
}
