//! Every text the panel shows. A missing one falls back to its id: ugly, but never a blank control.

use super::element::Piece;
use super::property::get;
use crate::text::join;
use js_sys::JsString;
use wasm_bindgen::{JsCast, JsValue};

/// The words of one language.
pub(crate) struct Words {
    pub(crate) texts: JsValue,
    /// The store's texts in that language; undefined where all are. What they lack is in `beneath`.
    pub(crate) own: JsValue,
    /// The language that fills gaps.
    pub(crate) beneath: JsValue,
    /// The language is read from the right.
    pub(crate) is_rtl: bool,
}

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
        text(get(&get(&self.texts, group), id))
    }

    /// What `purposes`, `services` or `disclosures` say under `field` (`name`, `description`, `title`) of `id`.
    pub(crate) fn field(&self, group: &str, id: &str, field: &str) -> Option<JsValue> {
        text(get(&get(&get(&self.texts, group), id), field))
    }

    /// Name of what toggles and records name: `<purpose>` or `service:<id>`.
    pub(crate) fn name(&self, toggle: &str) -> JsValue {
        let (group, id) = match toggle.strip_prefix("service:") {
            Some(id) => ("services", id),
            None => ("purposes", toggle),
        };
        self.isolated(self.field(group, id, "name").unwrap_or_else(|| JsValue::from_str(id)))
    }

    /// A name among others, kept apart from the order of what is read from the right around it.
    pub(crate) fn isolated(&self, name: JsValue) -> JsValue {
        match name.as_string() {
            Some(name) if self.is_rtl => JsValue::from_str(&join(&["\u{2068}", &name, "\u{2069}"])),
            _ => name,
        }
    }

    /// Says of which language `piece` is, where the store has its text (`group`, `id` and `field`, if it has fields)
    /// in another one only.
    pub(crate) fn mark(&self, piece: &Piece, group: &str, id: &str, field: &str) {
        let entry = get(&get(&self.own, group), id);
        let own = if field.is_empty() { entry } else { get(&entry, field) };
        if self.own.is_object() && own.is_undefined() {
            piece.set_text("lang", &self.beneath);
            piece.set("dir", "auto");
        }
    }

    /// Paragraphs of a disclosure.
    pub(crate) fn paragraphs(&self, id: &str) -> JsValue {
        get(&get(&get(&self.texts, "disclosures"), id), "paragraphs")
    }
}

fn text(value: JsValue) -> Option<JsValue> {
    value.is_string().then_some(value)
}
