//! Writes JSON text: what the core says to the page and to vendors is data, and JSON is how data gets there.
//! Own code because serde_json costs the gate module more than everything it would write.

use crate::text::{digits, hex};

/// JSON text being written. Commas take care of themselves.
#[derive(Clone, Debug, Default)]
pub struct Json {
    text: String,
    /// True where the next value needs a comma first.
    comma: bool,
}

impl Json {
    /// The text written.
    pub fn into_text(self) -> String {
        self.text
    }

    /// Starts an object or a list: `{` or `[`.
    pub fn open(&mut self, bracket: char) -> &mut Self {
        self.separate();
        self.text.push(bracket);
        self.comma = false;
        self
    }

    /// Ends an object or a list: `}` or `]`.
    pub fn close(&mut self, bracket: char) -> &mut Self {
        self.text.push(bracket);
        self.comma = true;
        self
    }

    /// A member's name; its value comes next.
    pub fn name(&mut self, name: &str) -> &mut Self {
        self.text(name);
        self.text.push(':');
        self.comma = false;
        self
    }

    /// A value that is JSON already.
    pub fn value(&mut self, json: &str) -> &mut Self {
        self.separate();
        self.text.push_str(json);
        self
    }

    /// A string.
    pub fn text(&mut self, value: &str) -> &mut Self {
        self.separate();
        self.text.push('"');
        for c in value.chars() {
            if c < ' ' {
                self.text.push_str("\\u00");
                self.text.push_str(&hex(&[c as u8]));
                continue;
            }
            if c == '"' || c == '\\' {
                self.text.push('\\');
            }
            self.text.push(c);
        }
        self.text.push('"');
        self
    }

    /// A whole number.
    pub fn number(&mut self, value: u64) -> &mut Self {
        self.raw(&digits(value))
    }

    /// `true` or `false`.
    pub fn flag(&mut self, value: bool) -> &mut Self {
        self.raw(if value { "true" } else { "false" })
    }

    /// JSON text written elsewhere.
    pub fn raw(&mut self, json: &str) -> &mut Self {
        self.separate();
        self.text.push_str(json);
        self
    }

    fn separate(&mut self) {
        if self.comma {
            self.text.push(',');
        }
        self.comma = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn values_are_separated() {
        let mut json = Json::default();
        json.open('{').name("a").open('[').text("x").number(0).flag(true).open('{').close('}').close(']');
        json.name("b").number(1_764_000_000_000).close('}');
        assert_eq!(json.into_text(), r#"{"a":["x",0,true,{}],"b":1764000000000}"#);
    }

    proptest! {
        #[test]
        fn any_text_comes_back_as_it_was(text in any::<String>(), number in any::<u64>()) {
            let mut json = Json::default();
            json.open('[').text(&text).number(number).close(']');
            let parsed: serde_json::Value = serde_json::from_str(&json.into_text()).unwrap_or_default();
            prop_assert_eq!(parsed, serde_json::json!([text, number]));
        }
    }
}
