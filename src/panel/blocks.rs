//! Blocks that several pieces are made of.

use super::element::Piece;
use super::paper::Paper;
use crate::text::{digits, join};
use wasm_bindgen::JsValue;

/// Adds a section with a heading that the host can go to.
pub(crate) fn add_section(view: &Paper, body: &Piece, name: &str, word: &str) -> Piece {
    let section = body.part("section", name);
    let heading = section.say("h3", "", &view.words.ui(word));
    heading.set("tabindex", "-1");
    view.anchor(name, &heading);
    section
}

/// Adds a line with a heading and its toggle, and the description beneath; returns the heading.
pub(crate) fn add_switch(view: &Paper, parent: &Piece, purpose: usize, service: Option<usize>) -> Piece {
    let number = |place: usize| digits(place as u64);
    let (tag, group, toggle, named) = match service {
        None => ("h3", "purposes", join(&["p", &number(purpose)]), &view.shown.purposes[purpose].id),
        Some(place) => (
            "h4",
            "services",
            join(&["p", &number(purpose), "s", &number(place)]),
            &view.shown.services[place].id,
        ),
    };
    let row = parent.add("div", "row");
    let heading = row.add(tag, "");
    let name = view.words.field(group, named, "name").unwrap_or_else(|| JsValue::from_str(named));
    let label = heading.say("label", "", &name);
    label.set("for", &toggle);
    view.words.mark(&label, group, named, "name");
    let (input, fixed) = view.toggle(purpose, service);
    if fixed {
        row.say("span", "always", &view.words.ui("always-on"));
    }
    row.append(&input);
    input.set("id", &toggle);
    if let Some(description) = view.words.field(group, named, "description") {
        let about = join(&["about-", &toggle]);
        let line = parent.say("p", "about", &description);
        line.set("id", &about);
        view.words.mark(&line, group, named, "description");
        input.set("aria-describedby", &about);
    }
    heading
}

/// Adds a part that unfolds; returns it and its summary. Inline it is open, so that it can be read and printed.
pub(crate) fn add_fold(view: &Paper, parent: &Piece, name: &str) -> (Piece, Piece) {
    let fold = parent.part("details", name);
    fold.flag("open", view.is_inline);
    let summary = fold.add("summary", "");
    (fold, summary)
}

/// Adds a line that begins with what it is about.
pub(crate) fn add_fact(item: &Piece, term: &JsValue) -> Piece {
    let line = item.add("p", "fact");
    line.say("span", "term", term);
    line
}
