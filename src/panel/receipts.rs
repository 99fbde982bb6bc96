//! The visitor's past choices, and all of them as a file.

use super::blocks::add_fact;
use super::element::Piece;
use super::paper::Paper;
use super::property::{flag, get, items, names, text};
use crate::text::join;
use js_sys::{Array, JSON};
use wasm_bindgen::JsValue;

/// Writes the list anew.
pub(crate) fn fill(view: &Paper, place: &Piece, history: &JsValue) {
    place.write(&JsValue::NULL);
    let records = items(history);
    if records.is_empty() {
        place.say("p", "about", &view.words.ui("receipts-none"));
        return;
    }
    let list = place.add("ol", "");
    for record in &records {
        receipt(view, &list, record);
    }
    download(view, place, history);
}

fn receipt(view: &Paper, list: &Piece, record: &JsValue) {
    let item = list.part("li", "receipt");
    let line = item.add("p", "when");
    let method = text(record, "method").unwrap_or_default();
    line.say("strong", "", &view.words.ui(&join(&["method-", &method])));
    if let Some(time) = view.locale.time(&get(record, "time")) {
        line.say("time", "", &time);
    }
    let choices = get(record, "choices");
    for (word, granted) in [("granted", true), ("refused", false)] {
        let chosen = Array::new();
        for name in names(&choices) {
            if flag(&choices, &name) == granted {
                chosen.push(&view.words.name(&name));
            }
        }
        if chosen.length() > 0 {
            add_fact(&item, &view.words.ui(word)).say("span", "", &view.locale.list(&chosen));
        }
    }
}

/// A plain link to a `data:` URL: it works by keyboard and menu, and nothing has to be released afterwards.
fn download(view: &Paper, place: &Piece, history: &JsValue) {
    let json = JSON::stringify_with_replacer_and_space(history, &JsValue::NULL, &JsValue::from(2));
    let Ok(json) = json else { return };
    let link = place.add("p", "").say("a", "", &view.words.ui("download-receipts"));
    let json = String::from(js_sys::encode_uri_component(&String::from(json)));
    link.set("href", &join(&["data:application/json,", &json]));
    link.set_all(&[("download", "privacy-choices.json"), ("data-action", "download")]);
}
