//! JSON as the reader sees it, wherever it is held: a JavaScript value in the browser, serde's natively.

/// What a JSON value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `null`, or not there at all.
    Nothing,
    /// `true` or `false`.
    Flag,
    /// A number.
    Number,
    /// A string.
    Text,
    /// An array.
    List,
    /// An object.
    Object,
}

impl Kind {
    /// The kind's name in messages.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Nothing => "nothing",
            Kind::Flag => "true or false",
            Kind::Number => "a number",
            Kind::Text => "a text",
            Kind::List => "a list",
            Kind::Object => "an object",
        }
    }
}

/// A JSON value. A getter asked for another kind than the value's gives `None` or nothing.
pub trait Node: Sized {
    /// What this is.
    fn kind(&self) -> Kind;
    /// Own property `name` of an object; a value of kind `Nothing` where there is none.
    fn get(&self, name: &str) -> Self;
    /// Own property names of an object.
    fn names(&self) -> Vec<String>;
    /// Items of a list.
    fn items(&self) -> Vec<Self>;
    /// The text.
    fn text(&self) -> Option<String>;
    /// The number.
    fn number(&self) -> Option<f64>;
    /// The flag.
    fn flag(&self) -> Option<bool>;
}

#[cfg(any(test, feature = "schema"))]
impl Node for serde_json::Value {
    fn kind(&self) -> Kind {
        match self {
            Self::Null => Kind::Nothing,
            Self::Bool(_) => Kind::Flag,
            Self::Number(_) => Kind::Number,
            Self::String(_) => Kind::Text,
            Self::Array(_) => Kind::List,
            Self::Object(_) => Kind::Object,
        }
    }
    fn get(&self, name: &str) -> Self {
        self.get(name).cloned().unwrap_or_default()
    }
    fn names(&self) -> Vec<String> {
        self.as_object().map(|o| o.keys().cloned().collect()).unwrap_or_default()
    }
    fn items(&self) -> Vec<Self> {
        self.as_array().cloned().unwrap_or_default()
    }
    fn text(&self) -> Option<String> {
        self.as_str().map(str::to_owned)
    }
    fn number(&self) -> Option<f64> {
        self.as_f64()
    }
    fn flag(&self) -> Option<bool> {
        self.as_bool()
    }
}
