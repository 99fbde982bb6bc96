//! Numbers, dates, durations and lists in the visitor's language, by the browser's own `Intl`.

use crate::policy::parse_duration;
use js_sys::{Array, Object, Reflect};
use std::cell::RefCell;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// A number or date.
    type Sayable;

    #[wasm_bindgen(method, catch, js_name = toLocaleString)]
    fn say(this: &Sayable, tag: &JsValue, options: &Object) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_name = Date)]
    type Date;

    #[wasm_bindgen(constructor, js_class = "Date")]
    fn new(time: &JsValue) -> Date;

    /// Not a number where it is no day.
    #[wasm_bindgen(method, js_name = getTime)]
    fn time(this: &Date) -> f64;

    #[wasm_bindgen(catch, js_namespace = Intl, js_name = getCanonicalLocales)]
    fn canonical(tag: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_namespace = Intl)]
    type ListFormat;

    #[wasm_bindgen(constructor, js_namespace = Intl)]
    fn new(tag: &JsValue, options: &Object) -> ListFormat;

    #[wasm_bindgen(method)]
    fn format(this: &ListFormat, list: &Array) -> JsValue;

    #[wasm_bindgen(js_namespace = Intl)]
    type PluralRules;

    #[wasm_bindgen(constructor, js_namespace = Intl)]
    fn new(tag: &JsValue) -> PluralRules;

    #[wasm_bindgen(method)]
    fn select(this: &PluralRules, number: u32) -> String;
}

/// How things are said in one language.
pub(crate) struct Locale {
    /// A tag that `Intl` takes; undefined means the browser's own language.
    tag: JsValue,
    /// Durations already said: `Intl` is slow, and thousands of cookies share a few durations.
    durations: RefCell<Vec<(String, JsValue)>>,
}

impl Locale {
    /// The locale of `tag`, or the browser's own where that is no language tag.
    pub(crate) fn new(tag: JsValue) -> Self {
        let known = tag.is_string() && canonical(&tag).is_ok();
        Self { tag: if known { tag } else { JsValue::UNDEFINED }, durations: RefCell::default() }
    }

    /// A day and time: milliseconds since 1970.
    pub(crate) fn time(&self, time: &JsValue) -> Option<JsValue> {
        self.say(Date::new(time).into(), &[("dateStyle", "long"), ("timeStyle", "short")])
    }

    /// A day, `YYYY-MM-DD`, or a month, `YYYY-MM`.
    pub(crate) fn day(&self, written: &JsValue) -> Option<JsValue> {
        let day = Some(Date::new(written)).filter(|day| !day.time().is_nan())?;
        let is_month = written.as_string().is_some_and(|written| written.len() == 7);
        let choices: &[_] = if is_month {
            &[("year", "numeric"), ("month", "long"), ("timeZone", "UTC")]
        } else {
            &[("dateStyle", "long"), ("timeZone", "UTC")]
        };
        self.say(day.into(), choices)
    }

    /// A whole number.
    pub(crate) fn number(&self, number: u32) -> Option<JsValue> {
        self.say(JsValue::from(number), &[])
    }

    /// The plural category of `number`: `one`, `few`, `other`, …
    pub(crate) fn plural(&self, number: u32) -> String {
        PluralRules::new(&self.tag).select(number)
    }

    /// An ISO 8601 duration in words, or as it was written where it is none.
    pub(crate) fn duration(&self, written: &str) -> JsValue {
        let known =
            self.durations.borrow().iter().find(|(known, _)| known == written).map(|(_, said)| said.clone());
        known.unwrap_or_else(|| {
            let said = self.say_duration(written);
            self.durations.borrow_mut().push((written.to_owned(), said.clone()));
            said
        })
    }

    fn say_duration(&self, written: &str) -> JsValue {
        let parts = Array::new();
        for (number, unit) in parse_duration(written).unwrap_or_default() {
            let options = [("style", "unit"), ("unit", unit), ("unitDisplay", "long")];
            parts.push(&self.say(JsValue::from(number), &options).unwrap_or_default());
        }
        if parts.length() == 0 { JsValue::from_str(written) } else { self.list(&parts) }
    }

    /// A list, its parts set apart as the language does.
    pub(crate) fn list(&self, parts: &Array) -> JsValue {
        ListFormat::new(&self.tag, &options(&[("type", "unit")])).format(parts)
    }

    fn say(&self, value: JsValue, choices: &[(&str, &str)]) -> Option<JsValue> {
        value.unchecked_into::<Sayable>().say(&self.tag, &options(choices)).ok()
    }
}

fn options(choices: &[(&str, &str)]) -> Object {
    let object = Object::new();
    for (name, value) in choices {
        // A new plain object takes any property.
        let _ = Reflect::set(&object, &JsValue::from_str(name), &JsValue::from_str(value));
    }
    object
}
