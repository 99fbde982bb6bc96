//! A JavaScript value as the policy reader sees it.

use crate::policy::{Kind, Node};
use js_sys::{Array, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// A value made by `JSON.parse`.
pub struct Value(pub JsValue);

impl Node for Value {
    fn kind(&self) -> Kind {
        let value = &self.0;
        if value.is_null() || value.is_undefined() {
            Kind::Nothing
        } else if value.is_string() {
            Kind::Text
        } else if Array::is_array(value) {
            Kind::List
        } else if value.is_object() {
            Kind::Object
        } else if value.as_bool().is_some() {
            Kind::Flag
        } else {
            Kind::Number
        }
    }

    fn get(&self, name: &str) -> Self {
        // Own properties only: a page that extends Object.prototype has said nothing about consent.
        let name = JsValue::from_str(name);
        if !Object::has_own(self.0.unchecked_ref::<Object>(), &name) {
            return Self(JsValue::UNDEFINED);
        }
        Self(Reflect::get(&self.0, &name).unwrap_or_default())
    }

    fn names(&self) -> Vec<String> {
        let mut names = Vec::new();
        for name in Self(Object::keys(self.0.unchecked_ref::<Object>()).into()).items() {
            names.extend(name.text());
        }
        names
    }

    fn items(&self) -> Vec<Self> {
        let list: &Array = self.0.unchecked_ref();
        let mut items = Vec::new();
        for at in 0..list.length() {
            items.push(Self(list.get(at)));
        }
        items
    }

    fn text(&self) -> Option<String> {
        self.0.as_string()
    }

    fn number(&self) -> Option<f64> {
        self.0.as_f64()
    }

    fn flag(&self) -> Option<bool> {
        self.0.as_bool()
    }
}
