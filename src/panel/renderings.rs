//! The renderings in the page: the dialog, and those that stand inline.

use super::element::Piece;
use super::report::report;
use super::view::View;
use std::cell::RefCell;
use std::rc::{Rc, Weak};
use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlDialogElement};

#[wasm_bindgen]
extern "C" {
    /// What a choice gives back.
    type Promise;

    #[wasm_bindgen(static_method_of = Promise)]
    fn resolve(value: &JsValue) -> Promise;

    #[wasm_bindgen(method)]
    fn then(this: &Promise, settled: &Closure<dyn FnMut(JsValue)>, failed: &Closure<dyn FnMut(JsValue)>);
}

thread_local! {
    static VIEWS: RefCell<Vec<Rc<View>>> = const { RefCell::new(Vec::new()) };
    /// Those that have begun, in the page or not yet.
    static BEGUN: RefCell<Vec<Weak<View>>> = const { RefCell::new(Vec::new()) };
    /// What follows a choice; kept for good, because the page's promise may hold on to them as long as it likes.
    static AFTER: [Closure<dyn FnMut(JsValue)>; 2] = [
        Closure::new(|_| refresh()),
        Closure::new(|error| report("the choice could not be settled", &error)),
    ];
}

/// Notes one that begins.
pub(crate) fn note(view: &Rc<View>) {
    BEGUN.with_borrow_mut(|begun| {
        begun.retain(|view| view.strong_count() > 0);
        begun.push(Rc::downgrade(view));
    });
}

/// Takes one that is in the page.
pub(crate) fn add(view: &Rc<View>) {
    VIEWS.with_borrow_mut(|views| views.push(view.clone()));
}

/// Closes the dialog: the choice was settled elsewhere.
pub(crate) fn close() {
    if let Some(view) = dialog() {
        dismiss(&view, false);
    }
}

/// The standing changed: every rendering follows, and what is being built. Those that have left the page are let go.
pub(crate) fn refresh() {
    drop(part_with(|view| !view.place.is_connected()));
    for view in BEGUN.with_borrow(Vec::clone).iter().filter_map(Weak::upgrade) {
        view.refresh();
    }
}

/// Calls [`refresh`] when the choice is settled.
pub(crate) fn refresh_after(settled: &JsValue) {
    AFTER.with(|[then, or]| Promise::resolve(settled).then(then, or));
}

/// Takes the dialog away for a choice made in it: out of sight now, and out of the page when the frame without it is
/// painted, for to remove it holds up that frame. It hears nothing more. The host moves the focus when all that the choice
/// changes is changed: giving it back here would have the whole page laid out twice.
pub(crate) fn take_away(view: &Rc<View>) {
    drop(part_with(|other| std::ptr::eq(other, &**view)));
    let place = view.place.clone();
    place.unchecked_ref::<Piece>().set("data-left", "");
    view.host.later(move || place.remove());
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

/// Lets go of what was rendered in `place`.
pub(crate) fn let_go(place: &Element) {
    drop(part_with(|view| view.place == *place));
}

/// Takes views out of the list and returns them, so that their listeners go while nothing is borrowed.
fn part_with(leaves: impl Fn(&View) -> bool) -> Vec<Rc<View>> {
    let (left, stay) = VIEWS.with_borrow(Vec::clone).into_iter().partition(|view| leaves(view));
    VIEWS.set(stay);
    left
}

pub(crate) fn dialog() -> Option<Rc<View>> {
    VIEWS.with_borrow(|views| views.iter().find(|view| !view.is_inline).cloned())
}
