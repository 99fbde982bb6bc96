//! The renderings in the page: the dialog, when it is open, and those that stand inline.

use super::element::{Piece, create};
use super::host::Host;
use super::report;
use super::sheet::styled_root;
use super::view::View;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{Document, Element, HtmlDialogElement, ShadowRoot};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(thread_local_v2, js_name = document)]
    static DOCUMENT: Document;

    /// What a choice gives back.
    type Promise;

    #[wasm_bindgen(static_method_of = Promise)]
    fn resolve(value: &JsValue) -> Promise;

    #[wasm_bindgen(method)]
    fn then(this: &Promise, settled: &Closure<dyn FnMut(JsValue)>, failed: &Closure<dyn FnMut(JsValue)>);
}

thread_local! {
    static VIEWS: RefCell<Vec<Rc<View>>> = const { RefCell::new(Vec::new()) };
    /// What follows a choice; kept for good, because the page's promise may hold on to them as long as it likes.
    static AFTER: [Closure<dyn FnMut(JsValue)>; 2] = [
        Closure::new(|_| refresh()),
        Closure::new(|error| report("the choice could not be settled", &error)),
    ];
}

/// Opens the dialog, or goes to the section asked for where it is open.
pub(crate) fn open(host: &Host) {
    if let Some(view) = dialog() {
        if view.place.is_connected() && view.lang == host.lang() {
            view.go(host);
            return;
        }
        dismiss(&view, false);
    }
    let place = create("portcullis-panel");
    place.set("data-nosnippet", "");
    let Some(dialog) = add_root(&place, "dialog", "panel") else { return };
    let view = View::build(host, &place, &dialog, false);
    view.listen(&dialog, "close", |view, _| dismiss(view, true));
    if let Some(body) = DOCUMENT.with(Document::body) {
        body.unchecked_ref::<Piece>().append(&place);
    }
    VIEWS.with_borrow_mut(|views| views.push(view.clone()));
    // Showing moves the focus, and the page may listen to that: nothing is borrowed here.
    if let Err(error) = dialog.unchecked_ref::<HtmlDialogElement>().show_modal() {
        report("the panel cannot be shown", &error);
    }
    view.go(host);
}

/// Closes the dialog: the choice was settled elsewhere.
pub(crate) fn close() {
    if let Some(view) = dialog() {
        dismiss(&view, false);
    }
}

/// Renders the policy in `place`, in the flow of the page.
pub(crate) fn render(place: &Element, host: &Host) {
    drop(part_with(|view| view.place == *place));
    let Some(block) = add_root(place, "div", "inline") else { return };
    let view = View::build(host, place, &block, true);
    VIEWS.with_borrow_mut(|views| views.push(view));
}

/// The standing changed: every rendering follows. Those that have left the page are let go.
pub(crate) fn refresh() {
    drop(part_with(|view| !view.place.is_connected()));
    for view in VIEWS.with_borrow(Vec::clone) {
        view.refresh();
    }
}

/// Calls [`refresh`] when the choice is settled.
pub(crate) fn refresh_after(settled: &JsValue) {
    AFTER.with(|[then, or]| Promise::resolve(settled).then(then, or));
}

/// Takes the dialog away for a choice made in it. The host moves the focus when all that the choice changes is
/// changed: giving it back here would have the whole page laid out twice.
pub(crate) fn take_away(view: &Rc<View>) {
    drop(part_with(|other| std::ptr::eq(other, &**view)));
    view.place.remove();
}

/// Takes the dialog away. `by_visitor`: the host is told that nothing was saved.
pub(crate) fn dismiss(view: &Rc<View>, by_visitor: bool) {
    if part_with(|other| std::ptr::eq(other, &**view)).is_empty() {
        return;
    }
    // Closing gives the focus back to where it was, which removing alone would not.
    view.root.unchecked_ref::<HtmlDialogElement>().close();
    view.place.remove();
    if by_visitor {
        view.host.closed();
    }
}

/// Takes views out of the list and returns them, so that their listeners go while nothing is borrowed.
fn part_with(leaves: impl Fn(&View) -> bool) -> Vec<Rc<View>> {
    let (left, stay) = VIEWS.with_borrow(Vec::clone).into_iter().partition(|view| leaves(view));
    VIEWS.set(stay);
    left
}

fn add_root(place: &Element, tag: &str, name: &str) -> Option<Piece> {
    let root: ShadowRoot = styled_root(place)?;
    Some(root.unchecked_ref::<Piece>().part(tag, name))
}

fn dialog() -> Option<Rc<View>> {
    VIEWS.with_borrow(|views| views.iter().find(|view| !view.is_inline).cloned())
}
