//! What somebody does in a rendering: its buttons, toggles and folds.

use super::purposes;
use super::renderings;
use super::view::View;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, UiEvent};

/// Follows what is done in `view`.
pub(crate) fn follow(view: &Rc<View>) {
    // In a dialog the page's side hears clicks before the page does, and hands them on as `press`.
    for name in ["click", "press"] {
        view.listen(&view.root, name, clicked);
    }
    view.listen(&view.root, "change", changed);
    view.listen(&view.root, "toggle", unfolded);
}

fn changed(view: &Rc<View>, event: &Event) {
    if let Some(target) = event.target() {
        view.turn(target.unchecked_ref());
    }
}

fn clicked(view: &Rc<View>, event: &Event) {
    // The second click of a double click that began on what stood there before: it is not meant for this.
    if event.unchecked_ref::<UiEvent>().detail() > 1 && !view.is_clicked.get() {
        return event.prevent_default();
    }
    view.is_clicked.set(true);
    let closest = |selector| event.target()?.unchecked_ref::<Element>().closest(selector).ok().flatten();
    if let Some(fold) = closest("summary").and_then(|summary| summary.closest("details").ok().flatten()) {
        purposes::unfold(view, &fold);
    }
    let Some(action) = closest("[data-action]").and_then(|e| e.get_attribute("data-action")) else {
        return;
    };
    match action.as_str() {
        "close" => renderings::dismiss(view, true),
        "accept-all" | "reject-all" | "save" | "withdraw" => choose(view, &action, event.is_trusted()),
        _ => {}
    }
}

fn unfolded(view: &Rc<View>, event: &Event) {
    if let Some(target) = event.target() {
        purposes::unfold(view, target.unchecked_ref());
    }
}

fn choose(view: &Rc<View>, method: &str, gesture: bool) {
    let choices = (method == "save").then(|| view.choices());
    view.settle();
    if !view.is_inline {
        renderings::take_away(view);
    }
    let settled = view.host.choose(method, choices.as_deref(), gesture);
    renderings::refresh_after(&settled);
}
