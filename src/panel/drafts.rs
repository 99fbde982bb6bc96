//! What is being built, a piece at a time: the dialog, and policies in the page.

use super::controls;
use super::element::Piece;
use super::host::{Host, Standing};
use super::renderings;
use super::sheet::styled_root;
use super::shown::Shown;
use super::view::View;
use std::cell::RefCell;
use std::mem;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::Element;

/// What is being built for a host, in an element of the page or for a dialog.
struct Draft {
    host: Host,
    element: Option<Element>,
    built: Built,
}

enum Built {
    /// The policy is read: a piece of its own, half of which is the browser compiling what it takes.
    Read(Shown, Standing),
    Begun(Rc<View>),
    Nothing,
}

thread_local! {
    static DRAFTS: RefCell<Vec<Draft>> = const { RefCell::new(Vec::new()) };
}

/// Builds the next piece for `host`; false where none is left after it.
pub(crate) fn build(host: &Host, element: Option<&Element>) -> bool {
    let mut draft = part_with(host, element);
    let more = draft.grow();
    DRAFTS.with_borrow_mut(|drafts| drafts.push(draft));
    more
}

/// All of it, built; it is a draft no longer.
pub(crate) fn whole(host: &Host, element: Option<&Element>) -> Option<Rc<View>> {
    while build(host, element) {}
    take(host, element)
}

/// What is built of it; it is a draft no longer.
pub(crate) fn take(host: &Host, element: Option<&Element>) -> Option<Rc<View>> {
    match part_with(host, element).built {
        Built::Begun(view) => Some(view),
        _ => None,
    }
}

/// The draft for `host`, out of the list; a new one where there is none. So is what was begun there for another host, which
/// is let go.
fn part_with(host: &Host, element: Option<&Element>) -> Draft {
    let mut own = Draft { host: host.clone(), element: element.cloned(), built: Built::Nothing };
    let mut elsewhere = Vec::new();
    for draft in DRAFTS.take() {
        if draft.element != own.element {
            elsewhere.push(draft);
        } else if draft.host == own.host {
            own = draft;
        }
    }
    DRAFTS.set(elsewhere);
    own
}

impl Draft {
    /// Adds the next piece; false where none is left after it. Where the page lets nothing begin, there is nothing.
    fn grow(&mut self) -> bool {
        let (built, more) = match mem::replace(&mut self.built, Built::Nothing) {
            Built::Nothing => {
                let standing = self.host.standing();
                (Built::Read(Shown::read(self.host.policy(), &standing), standing), true)
            }
            Built::Read(shown, standing) => match self.begin(shown, &standing) {
                Some(view) => (Built::Begun(view), true),
                None => (Built::Nothing, false),
            },
            Built::Begun(view) => {
                let more = view.grow();
                (Built::Begun(view), more)
            }
        };
        self.built = built;
        more
    }

    fn begin(&self, shown: Shown, standing: &Standing) -> Option<Rc<View>> {
        let (place, tag, name) = match &self.element {
            Some(element) => {
                renderings::let_go(element);
                (element.clone(), "div", "inline")
            }
            None => (self.host.place(), "dialog", "panel"),
        };
        let root = styled_root(&place)?.unchecked_ref::<Piece>().part(tag, name);
        let view = View::begin(&self.host, &place, &root, self.element.is_some(), shown, standing);
        controls::follow(&view);
        renderings::note(&view);
        Some(view)
    }
}
