//! Reads plain JavaScript objects that came from JSON. Only their own properties count, so `constructor` or
//! `__proto__` in a policy is a name like any other.

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// `value[name]`, or undefined.
pub(crate) fn get(value: &JsValue, name: &str) -> JsValue {
    let name = JsValue::from_str(name);
    if value.is_object() && Object::has_own(value.unchecked_ref::<Object>(), &name) {
        return Reflect::get(value, &name).unwrap_or_default();
    }
    JsValue::UNDEFINED
}

/// `value[name]` where it is a string.
pub(crate) fn text(value: &JsValue, name: &str) -> Option<String> {
    get(value, name).as_string()
}

/// `value[name] === true`.
pub(crate) fn flag(value: &JsValue, name: &str) -> bool {
    get(value, name).as_bool() == Some(true)
}

/// The items of `value`; none where it is no array.
pub(crate) fn items(value: &JsValue) -> Vec<JsValue> {
    if Array::is_array(value) { value.unchecked_ref::<Array>().to_vec() } else { Vec::new() }
}

/// The texts among its items.
pub(crate) fn texts(value: &JsValue) -> Vec<String> {
    items(value).iter().filter_map(JsValue::as_string).collect()
}

/// The names of `value`'s own properties.
pub(crate) fn names(value: &JsValue) -> Vec<String> {
    if value.is_object() { texts(&Object::keys(value.unchecked_ref::<Object>())) } else { Vec::new() }
}
