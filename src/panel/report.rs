//! What goes wrong, in the console.

use crate::text::join;
use wasm_bindgen::JsValue;

/// Says in the console what went wrong; the panel goes on without it.
pub(crate) fn report(sentence: &str, error: &JsValue) {
    web_sys::console::error_2(&JsValue::from_str(&join(&["portcullis: ", sentence])), error);
}
