//! The browser shell of the panel module, loaded when a visitor wants to read and choose: disclosures, a toggle
//! for each purpose and service, past choices.
//!
//! It decides nothing about consent: [`Host`] says what stands and takes the choice.
//!
//! Each of these lines knows those beneath it:
//!
//! - `views`: shows the dialog, and what is rendered in the flow of a page; `drafts`: what is being built for that
//! - `controls`: what somebody does in a rendering; `renderings`: those in the page
//! - `view`: one of them
//! - `layout`; `purposes`; `services`, `disclosures`, `receipts`: its pieces, made of `blocks`
//! - `paper`: what the pieces are written on, with toggles and headings
//! - `toggles`, `link`: rules without a browser
//! - `host`, `shown`, `words`, `property`: what comes from the page
//! - `locale`, `element`, `sheet`, `report`: the browser's part

mod blocks;
mod controls;
mod disclosures;
mod drafts;
mod element;
mod host;
mod layout;
mod link;
mod locale;
mod paper;
mod property;
mod purposes;
mod receipts;
mod renderings;
mod report;
mod services;
mod sheet;
mod shown;
mod toggles;
mod view;
mod views;
mod words;

pub use host::Host;

use wasm_bindgen::prelude::*;
use web_sys::Element;

/// Builds a piece of the panel for `host`, or of the policy in `element`; false where there is no more to build. Whoever
/// opens or renders it then is not held up by the building of it.
#[wasm_bindgen(js_name = prepare)]
pub fn prepare(host: &Host, element: Option<Element>) -> bool {
    views::prepare(host, element.as_ref())
}

/// Opens the panel over the page, or moves an open one to the section that `host` names.
#[wasm_bindgen(js_name = open)]
pub fn open(host: &Host) {
    views::open(host);
}

/// Closes the panel without a word: the choice was settled elsewhere.
#[wasm_bindgen(js_name = close)]
pub fn close() {
    renderings::close();
}

/// The standing changed: toggles the visitor has not touched follow it.
#[wasm_bindgen(js_name = refresh)]
pub fn refresh() {
    renderings::refresh();
}

/// Renders the policy inside `element`, in the flow of the page; again, where it was rendered before.
#[wasm_bindgen(js_name = render)]
pub fn render(element: &Element, host: &Host) {
    views::render(element, host);
}
