//! Shows the dialog, and the policy in the flow of a page.

use super::drafts;
use super::element::Piece;
use super::host::Host;
use super::renderings::{self, dialog, dismiss};
use super::report::report;
use super::view::View;
use std::rc::{Rc, Weak};
use wasm_bindgen::prelude::*;
use web_sys::{Document, Element, HtmlDialogElement, HtmlElement};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(thread_local_v2, js_name = document)]
    static DOCUMENT: Document;
}

/// Builds a piece of the dialog, or of the policy in `element`, which [`open`] or [`render`] then shows; false where
/// there is no more to do, and then the dialog is in the page, laid out and unseen, which is four pieces. Whoever calls it
/// again and again lets the page do something else meanwhile.
pub(crate) fn prepare(host: &Host, element: Option<&Element>) -> bool {
    if element.is_none()
        && let Some(view) = placed_for(host)
    {
        return lay_out_ahead(&view);
    }
    let more = drafts::build(host, element);
    if more || element.is_some() {
        return more;
    }
    let Some(view) = drafts::take(host, None) else { return false };
    put(&view);
    true
}

/// Makes it a modal that nobody sees yet, lays out its title, then what stands beneath, then its buttons; false where all of
/// it is laid out by then, and costs next to nothing to be seen. For a modal a browser looks at the styles of the whole page,
/// which is enough for a task; fonts that the page has not used yet take twice as long as all the rest.
fn lay_out_ahead(view: &View) -> bool {
    let Some((part, more)) = view.next_ahead() else { return false };
    view.place.unchecked_ref::<Piece>().set("data-ahead", part);
    show(view);
    lay_out(view);
    more
}

/// Shows the dialog, if it is not shown yet.
fn show(view: &View) {
    let dialog: &HtmlDialogElement = view.root.unchecked_ref();
    // Showing moves the focus, and the page may listen to that: nothing is borrowed here.
    if !dialog.open()
        && let Err(error) = dialog.show_modal()
    {
        report("the panel cannot be shown", &error);
    }
}

/// Has the browser lay out the dialog in this task.
fn lay_out(view: &View) {
    let _ = view.root.unchecked_ref::<HtmlElement>().offset_height();
}

/// The dialog, if it is in the page and speaks the language of `host`.
fn placed_for(host: &Host) -> Option<Rc<View>> {
    dialog().filter(|view| view.place.is_connected() && view.lang == host.lang())
}

/// Puts a dialog into the page, in place of another one, and does not show it yet.
fn put(view: &Rc<View>) {
    if let Some(view) = dialog() {
        dismiss(&view, false);
    }
    view.listen(&view.root, "close", |view, _| dismiss(view, true));
    veil(view);
    if let Some(body) = DOCUMENT.with(Document::body) {
        body.unchecked_ref::<Piece>().append(&view.place);
    }
    renderings::add(view);
}

/// Opens the dialog, or goes to the section asked for where it is open.
pub(crate) fn open(host: &Host) {
    if placed_for(host).is_none()
        && let Some(view) = drafts::whole(host, None)
    {
        put(&view);
    }
    let Some(view) = dialog() else { return };
    let was_seen = view.be_seen();
    // A section that somebody wants to see is there at once, and so is what stands over it.
    if host.section().is_string() {
        unveil(&view);
    } else if !was_seen {
        reveal(host.clone(), Rc::downgrade(&view), veiled(&view));
    }
    show(&view);
    view.place.unchecked_ref::<Piece>().flag("data-ahead", false);
    view.go(host);
}

/// With more sections than this a dialog is as high as the window lets it be, and stays so while they are laid out.
const FEW: usize = 4;

/// Keeps the sections of a dialog from being laid out: all in one frame would hold up the page.
fn veil(view: &View) {
    let sections = found(view, "section");
    if sections.len() > FEW {
        for section in sections {
            section.set("data-later", "");
        }
    }
}

/// Those of them that still are, the last one first.
fn veiled(view: &View) -> Vec<Piece> {
    let mut sections = found(view, "[data-later]");
    sections.reverse();
    sections
}

/// Lets all of them be seen now: one of them is asked for.
fn unveil(view: &View) {
    for section in veiled(view) {
        section.flag("data-later", false);
    }
}

fn found(view: &View, selector: &str) -> Vec<Piece> {
    let Ok(found) = view.root.query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|place| found.get(place)).map(JsCast::unchecked_into).collect()
}

/// Lets one of them be seen in each of the coming frames, laid out in a task before it: to do both holds up a slow phone. A
/// view that is gone meanwhile is not kept for that.
fn reveal(host: Host, view: Weak<View>, mut veiled: Vec<Piece>) {
    let waits = host.clone();
    waits.later(move || {
        if let (Some(section), Some(shown)) = (veiled.pop(), view.upgrade()) {
            section.flag("data-later", false);
            lay_out(&shown);
        }
        if !veiled.is_empty() {
            reveal(host, view, veiled);
        }
    });
}

/// Renders the policy in `place`, in the flow of the page.
pub(crate) fn render(place: &Element, host: &Host) {
    if let Some(view) = drafts::whole(host, Some(place)) {
        renderings::add(&view);
    }
}
