//! JSON as the reader of a policy gets it: a flat text of tokens, each ended by NUL. The browser has parsed the
//! JSON already, so a second parser would be bytes for nothing; and no JavaScript value has to be held.
//!
//! | token | what |
//! |---|---|
//! | `{` `}` `[` `]` | an object or a list begins, ends |
//! | `k` name | a member; its value comes next |
//! | `s` text, `n` number, `t`, `f`, `z` | text, number, true, false, null |

/// The tokens of a text, one after another.
#[derive(Clone, Debug)]
pub(crate) struct Tokens<'a> {
    rest: &'a str,
}

impl<'a> Tokens<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Self { rest: text }
    }

    /// The next token; empty at the end.
    pub(crate) fn next(&mut self) -> &'a str {
        let (token, rest) = crate::text::cut(self.rest, 0).unwrap_or((self.rest, ""));
        self.rest = rest;
        token
    }

    /// True at the end.
    pub(crate) fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// True, and past it, where the next token is `token`.
    pub(crate) fn takes(&mut self, token: &str) -> bool {
        let mut ahead = self.clone();
        let takes = ahead.next() == token;
        if takes {
            *self = ahead;
        }
        takes
    }

    /// Goes past the rest of the value that `token` begins; in one that is nested deeper than any policy it
    /// stops, and the reader finds no end where it looks for one.
    pub(crate) fn skip(&mut self, token: &str) {
        let mut depth = nesting(token);
        while depth > 0 && depth < DEEPEST && !self.rest.is_empty() {
            depth += nesting(self.next());
        }
    }
}

/// The stub makes tokens by recursion, and each browser ends that at a depth of its own: this one is the same in all.
const DEEPEST: i32 = 100;

fn nesting(token: &str) -> i32 {
    match token {
        "{" | "[" => 1,
        "}" | "]" => -1,
        _ => 0,
    }
}

/// The tokens of `json`, as the stub makes them.
#[cfg(any(test, feature = "schema"))]
pub fn tokens(json: &serde_json::Value) -> String {
    use serde_json::Value;
    let plain = |text: &str| text.replace('\0', "\u{fffd}");
    match json {
        Value::Null => "z\0".to_owned(),
        Value::Bool(yes) => if *yes { "t\0" } else { "f\0" }.to_owned(),
        Value::Number(number) => format!("n{number}\0"),
        Value::String(text) => format!("s{}\0", plain(text)),
        Value::Array(items) => format!("[\0{}]\0", items.iter().map(tokens).collect::<String>()),
        Value::Object(members) => {
            let members = members.iter().map(|(name, value)| format!("k{}\0{}", plain(name), tokens(value)));
            format!("{{\0{}}}\0", members.collect::<String>())
        }
    }
}
