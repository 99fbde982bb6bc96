//! Makes elements. Text goes in as text only, attributes never hold code, and no style stands in the markup.

use super::host::Host;
use super::link::{self, Target};
use wasm_bindgen::prelude::*;
use web_sys::{Element, Node};

#[wasm_bindgen]
extern "C" {
    /// An element this module made. Beside what web-sys offers it has methods that cannot fail here, and that
    /// take the page's strings as they are, without a way through this module's memory.
    #[wasm_bindgen(extends = Element, extends = Node)]
    #[derive(Clone)]
    pub(crate) type Piece;

    #[wasm_bindgen(js_namespace = document, js_name = createElement)]
    pub(crate) fn create(tag: &str) -> Piece;

    #[wasm_bindgen(method, js_name = append)]
    pub(crate) fn append(this: &Piece, child: &Node);

    #[wasm_bindgen(method, js_name = setAttribute)]
    pub(crate) fn set(this: &Piece, name: &str, value: &str);

    #[wasm_bindgen(method, js_name = setAttribute)]
    pub(crate) fn set_text(this: &Piece, name: &str, value: &JsValue);

    #[wasm_bindgen(method, js_name = toggleAttribute)]
    pub(crate) fn flag(this: &Piece, name: &str, on: bool);

    #[wasm_bindgen(method, setter, js_name = textContent)]
    pub(crate) fn write(this: &Piece, text: &JsValue);

    #[wasm_bindgen(thread_local_v2, js_namespace = location, js_name = origin)]
    static ORIGIN: String;
}

impl Piece {
    /// Adds a new element at the end.
    pub(crate) fn add(&self, tag: &str, class: &str) -> Piece {
        let child = create(tag);
        if !class.is_empty() {
            child.set("class", class);
        }
        self.append(&child);
        child
    }

    /// Adds a new element with `text` in it.
    pub(crate) fn say(&self, tag: &str, class: &str, text: &JsValue) -> Piece {
        let child = self.add(tag, class);
        child.write(text);
        child
    }

    /// Adds a new element that stores may style: its class is its `::part` name too.
    pub(crate) fn part(&self, tag: &str, name: &str) -> Piece {
        let child = self.add(tag, name);
        child.set("part", name);
        child
    }

    /// Sets several attributes.
    pub(crate) fn set_all(&self, attributes: &[(&str, &str)]) {
        for (name, value) in attributes {
            self.set(name, value);
        }
    }

    /// Adds a button. It never submits a form around it.
    pub(crate) fn button(&self, class: &str, action: &str) -> Piece {
        let button = self.add("button", class);
        button.set_all(&[("type", "button"), ("part", action), ("data-action", action)]);
        button
    }

    /// Adds `text`, as a link where `url` may be one; `host` knows where that leads.
    pub(crate) fn link(&self, host: &Host, text: &JsValue, url: &str) {
        let Some(target) = ORIGIN.with(|origin| link::target(url, origin)) else {
            self.say("span", "", text);
            return;
        };
        let anchor = self.say("a", "", text);
        anchor.set_text("href", &host.address(url));
        if target == Target::Elsewhere {
            anchor.set_all(&[("target", "_blank"), ("rel", "noopener noreferrer")]);
        }
    }
}
