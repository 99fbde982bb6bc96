//! What the store tells its visitors, beside the choice it concerns or on its own.

use super::blocks::{add_fold, add_section};
use super::element::Piece;
use super::paper::Paper;
use super::property::{get, items, text, texts};
use super::shown::id;
use wasm_bindgen::JsValue;

/// Adds the disclosures tied to `purpose`.
pub(crate) fn fill_tied(view: &Paper, section: &Piece, purpose: &str) {
    for disclosure in view.shown.disclosures() {
        if texts(&get(&disclosure, "purposes")).iter().any(|p| p == purpose) {
            add_disclosure(view, section, &disclosure);
        }
    }
}

/// Adds the disclosures that concern no choice, and those whose purposes the policy does not have.
pub(crate) fn fill_general(view: &Paper, body: &Piece) {
    let known = |id: &String| view.shown.purposes.iter().any(|p| *p.id == **id);
    let mut general = view.shown.disclosures();
    general.retain(|disclosure| !texts(&get(disclosure, "purposes")).iter().any(known));
    if general.is_empty() {
        return;
    }
    let section = add_section(view, body, "disclosures", "disclosures-title");
    add_day(view, &section);
    for disclosure in &general {
        add_disclosure(view, &section, disclosure);
    }
}

/// Adds the day the policy took effect, as it is said in the visitor's language; one that is none as it is written.
fn add_day(view: &Paper, section: &Piece) {
    let written = view.shown.effective();
    let day = view.locale.day(&written).unwrap_or(written);
    if let Some(since) = view.words.filled("effective", "{date}", &day) {
        section.say("p", "about", &since);
    }
}

fn add_disclosure(view: &Paper, section: &Piece, disclosure: &JsValue) {
    let (fold, summary) = add_fold(view, section, "disclosure");
    let id = id(disclosure);
    // In a piece of its own: what opens the fold stays on the side of the page's language.
    let title = view.words.field("disclosures", &id, "title").unwrap_or_else(|| JsValue::from_str(&id));
    view.words.mark(&summary.say("span", "", &title), "disclosures", &id, "title");
    view.anchor(&id, &summary);
    for paragraph in items(&view.words.paragraphs(&id)) {
        view.words.mark(&fold.say("p", "", &paragraph), "disclosures", &id, "paragraphs");
    }
    for link in items(&get(disclosure, "links")) {
        let id = super::shown::id(&link);
        let line = fold.add("p", "");
        line.link(&view.host, &view.words.entry("links", &id), &text(&link, "url").unwrap_or_default());
        view.words.mark(&line, "links", &id, "");
    }
}
