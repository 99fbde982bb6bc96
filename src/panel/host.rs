//! What the stub gives the panel, and what the panel asks of it.

use super::property::{flag, get, text};
use super::report::report;
use wasm_bindgen::prelude::*;
use web_sys::Element;

#[wasm_bindgen]
extern "C" {
    /// The page's side: the policy, its words, the standing, and where choices go.
    #[derive(Clone, PartialEq)]
    pub type Host;

    /// The parsed policy file.
    #[wasm_bindgen(method, getter)]
    pub(crate) fn policy(this: &Host) -> JsValue;

    /// The words of the visitor's language, gaps filled from the store's default language.
    #[wasm_bindgen(method, getter)]
    pub(crate) fn words(this: &Host) -> JsValue;

    /// The store's own texts in that language, where it lacks some.
    #[wasm_bindgen(method, getter)]
    pub(crate) fn own(this: &Host) -> JsValue;

    /// The language that gaps are filled from.
    #[wasm_bindgen(method, getter)]
    pub(crate) fn beneath(this: &Host) -> JsValue;

    #[wasm_bindgen(method, getter)]
    pub(crate) fn lang(this: &Host) -> JsValue;

    #[wasm_bindgen(method, getter)]
    pub(crate) fn dir(this: &Host) -> JsValue;

    /// The part to show first: `receipts`, or the id of a purpose or disclosure.
    #[wasm_bindgen(method, getter)]
    pub(crate) fn section(this: &Host) -> JsValue;

    /// A new element for a dialog to stand in.
    #[wasm_bindgen(method)]
    pub(crate) fn place(this: &Host) -> Element;

    /// A link's address as the store means it, whatever the page's `<base>` says.
    #[wasm_bindgen(method)]
    pub(crate) fn address(this: &Host, url: &str) -> JsValue;

    #[wasm_bindgen(method, catch, js_name = standing)]
    fn ask_standing(this: &Host) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch, js_name = history)]
    fn ask_history(this: &Host) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch, js_name = choose)]
    fn make_choice(this: &Host, method: &str, choices: &JsValue, gesture: bool) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch, js_name = later)]
    fn put_off(this: &Host, task: &JsValue) -> Result<(), JsValue>;

    #[wasm_bindgen(method, catch, js_name = closed)]
    fn tell_closed(this: &Host) -> Result<(), JsValue>;
}

impl Host {
    /// What is granted now. A host that fails grants nothing.
    pub(crate) fn standing(&self) -> Standing {
        Standing::read(self.ask_standing().unwrap_or_else(|error| {
            report("the standing cannot be read; the panel shows everything as off", &error);
            JsValue::UNDEFINED
        }))
    }

    /// The visitor's records, newest first.
    pub(crate) fn history(&self) -> JsValue {
        self.ask_history().unwrap_or_else(|error| {
            report("past choices cannot be read", &error);
            JsValue::UNDEFINED
        })
    }

    /// Hands a choice over; `choices` is JSON. What comes back is a promise.
    pub(crate) fn choose(&self, method: &str, choices: Option<&str>, gesture: bool) -> JsValue {
        let choices = choices.and_then(|json| js_sys::JSON::parse(json).ok()).unwrap_or(JsValue::NULL);
        self.make_choice(method, &choices, gesture).unwrap_or_else(|error| {
            report("the choice was not taken", &error);
            JsValue::UNDEFINED
        })
    }

    /// Has `task` done when the frame that is being made is painted.
    pub(crate) fn later(&self, task: impl FnOnce() + 'static) {
        if let Err(error) = self.put_off(&Closure::once_into_js(task)) {
            report("the page cannot wait for a frame", &error);
        }
    }

    /// The visitor closed the panel and saved nothing.
    pub(crate) fn closed(&self) {
        if let Err(error) = self.tell_closed() {
            report("closing the panel was not heard", &error);
        }
    }
}

/// The standing as the host tells it.
pub(crate) struct Standing {
    told: JsValue,
    /// Each purpose the gate knows, and whether it is granted.
    pub(crate) purposes: JsValue,
    services: JsValue,
    /// Somebody decided, or nobody has to: what is granted is shown as granted.
    tells: bool,
}

impl Standing {
    /// Once, for there may be hundreds of toggles. Where nothing was decided under opt-in nothing is ticked in advance
    /// (CJEU C-673/17), whatever the host says.
    fn read(told: JsValue) -> Self {
        let [purposes, services] = ["purposes", "services"].map(|name| get(&told, name));
        let tells = flag(&told, "decided") || text(&told, "regime").as_deref() != Some("opt-in");
        Self { told, purposes, services, tells }
    }

    /// Whether the toggle called `name` (`<purpose>` or `service:<id>`) starts on.
    pub(crate) fn grants(&self, name: &str) -> bool {
        self.tells
            && match name.strip_prefix("service:") {
                Some(id) => flag(&self.services, id),
                None => flag(&self.purposes, name),
            }
    }

    /// A privacy signal is on and advertising is off because of it.
    pub(crate) fn honors_signal(&self) -> bool {
        flag(&self.told, "honored")
    }

    /// The policy is another one than the visitor chose under.
    pub(crate) fn is_changed(&self) -> bool {
        flag(&self.told, "changed")
    }
}
