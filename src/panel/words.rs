//! Every text the panel shows. A missing one falls back to its id: ugly, but never a blank control.

use super::property::get;
use js_sys::JsString;
use wasm_bindgen::{JsCast, JsValue};

/// The words of one language.
pub(crate) struct Words(pub(crate) JsValue);

impl Words {
    /// An interface word.
    pub(crate) fn ui(&self, key: &str) -> JsValue {
        self.entry("ui", key)
    }

    /// An interface word that may be missing, its placeholder filled in.
    pub(crate) fn filled(&self, key: &str, place: &str, value: &JsValue) -> Option<JsValue> {
        let word: JsString = self.given("ui", key)?.unchecked_into();
        Some(word.replace(place, &value.as_string()?).into())
    }

    /// A text of `group` (`ui`, `cookies`, `links`).
    pub(crate) fn entry(&self, group: &str, id: &str) -> JsValue {
        self.given(group, id).unwrap_or_else(|| JsValue::from_str(id))
    }

    /// A text of `group` that may be missing.
    pub(crate) fn given(&self, group: &str, id: &str) -> Option<JsValue> {
        text(get(&get(&self.0, group), id))
    }

    /// What `purposes`, `services` or `disclosures` say under `field` (`name`, `description`, `title`) of `id`.
    pub(crate) fn field(&self, group: &str, id: &str, field: &str) -> Option<JsValue> {
        text(get(&get(&get(&self.0, group), id), field))
    }

    /// Name of what toggles and records name: `<purpose>` or `service:<id>`.
    pub(crate) fn name(&self, toggle: &str) -> JsValue {
        let (group, id) = match toggle.strip_prefix("service:") {
            Some(id) => ("services", id),
            None => ("purposes", toggle),
        };
        self.field(group, id, "name").unwrap_or_else(|| JsValue::from_str(id))
    }

    /// Paragraphs of a disclosure.
    pub(crate) fn paragraphs(&self, id: &str) -> JsValue {
        get(&get(&get(&self.0, "disclosures"), id), "paragraphs")
    }
}

fn text(value: JsValue) -> Option<JsValue> {
    value.is_string().then_some(value)
}
