//! The services of a purpose: whose they are, their toggle, the cookies they set.

use super::blocks::{add_fact, add_switch};
use super::element::Piece;
use super::paper::Paper;
use super::property::{get, items, text};
use crate::text::join;
use wasm_bindgen::JsValue;

/// Adds the list of the services of `purpose`.
pub(crate) fn fill(view: &Paper, fold: &Piece, purpose: usize) {
    let list = fold.add("ul", "");
    for place in view.services_of(purpose) {
        let item = list.part("li", "service");
        let heading = add_switch(view, &item, purpose, Some(place));
        let service = view.shown.service(place);
        vendor(view, &item, service);
        cookies(view, &item, heading.text_content(), &items(&get(service, "cookies")));
        storage(view, &item, &items(&get(service, "storage")));
    }
}

fn vendor(view: &Paper, item: &Piece, service: &JsValue) {
    let line = add_fact(item, &view.words.ui("vendor"));
    line.say("span", "", &get(service, "vendor")).set("dir", "auto");
    if let Some(url) = text(service, "policyUrl") {
        line.link(&view.host, &view.words.ui("vendor-policy"), &url);
    }
}

/// What it keeps in the browser beside cookies, where the words have a name for that.
fn storage(view: &Paper, item: &Piece, names: &[JsValue]) {
    let Some(term) = view.words.given("ui", "storage").filter(|_| !names.is_empty()) else { return };
    let line = add_fact(item, &term);
    for name in names {
        line.say("code", "", name);
    }
}

/// The roles are those that the elements have anyway; written out, they survive the narrow layout, which
/// stacks the cells and would cost a table its meaning in some browsers.
fn cookies(view: &Paper, item: &Piece, service: Option<String>, cookies: &[JsValue]) {
    if cookies.is_empty() {
        return;
    }
    let words = &view.words;
    let table = item.part("table", "cookies");
    table.set("role", "table");
    let caption =
        join(&[&words.ui("cookies").as_string().unwrap_or_default(), ": ", &service.unwrap_or_default()]);
    table.say("caption", "unseen", &JsValue::from_str(&caption));
    let titles =
        ["cookie-name", "cookie-party", "cookie-duration", "cookie-purpose"].map(|key| words.ui(key));
    let head = row(&group(&table, "thead"));
    for title in &titles {
        head.say("th", "", title).set_all(&[("role", "columnheader"), ("scope", "col")]);
    }
    let body = group(&table, "tbody");
    for cookie in cookies {
        let row = row(&body);
        let said = |key| text(cookie, key).unwrap_or_default();
        let party = if said("party") == "third" { "party-third" } else { "party-first" };
        let duration = match said("duration").as_str() {
            "session" => words.ui("duration-session"),
            "unknown" => words.ui("duration-unknown"),
            written => view.locale.duration(written),
        };
        let name = row.add("th", "");
        name.set_all(&[("role", "rowheader"), ("scope", "row")]);
        name.set_text("data-title", &titles[0]);
        name.say("code", "", &JsValue::from_str(&text(cookie, "name").unwrap_or_else(|| said("pattern"))));
        let mut last = None;
        let texts = [words.ui(party), duration, words.entry("cookies", &said("purpose"))];
        for (title, text) in titles[1..].iter().zip(texts) {
            let cell = row.say("td", "", &text);
            cell.set("role", "cell");
            cell.set_text("data-title", title);
            last = Some(cell);
        }
        if let Some(cell) = last {
            words.mark(&cell, "cookies", &said("purpose"), "");
        }
    }
}

fn group(table: &Piece, tag: &str) -> Piece {
    let group = table.add(tag, "");
    group.set("role", "rowgroup");
    group
}

fn row(group: &Piece) -> Piece {
    let row = group.add("tr", "");
    row.set("role", "row");
    row
}
