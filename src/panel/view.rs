//! One rendering of the policy: its toggles, and what its controls do.

use super::element::{Piece, create};
use super::host::{Host, Standing};
use super::locale::Locale;
use super::shown::Shown;
use super::toggles::Toggles;
use super::words::Words;
use super::{layout, purposes, receipts, views};
use crate::text::join;
use gloo_events::{EventListener, EventListenerOptions};
use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, EventTarget, HtmlElement, HtmlInputElement, UiEvent};

/// The panel's dialog, or the policy inline in a page.
pub(crate) struct View {
    pub(crate) host: Host,
    pub(crate) shown: Shown,
    pub(crate) words: Words,
    pub(crate) locale: Locale,
    /// The language it was built in; the host may change its own.
    pub(crate) lang: JsValue,
    /// The `<dialog>`, or the block that holds an inline rendering.
    pub(crate) root: Piece,
    /// The element of the page that everything sits in.
    pub(crate) place: Element,
    pub(crate) is_inline: bool,
    toggles: RefCell<Toggles>,
    inputs: RefCell<Vec<Input>>,
    /// Where a section begins, by its name.
    anchors: RefCell<Vec<(String, Piece)>>,
    frame: OnceCell<layout::Frame>,
    /// How many pieces stand in that.
    built: Cell<usize>,
    /// How many pieces of it are laid out ahead, or [`SEEN`].
    ahead: Cell<usize>,
    /// Somebody has clicked in it: from then on the second click of a double click is meant for it, too.
    is_clicked: Cell<bool>,
    listeners: RefCell<Vec<EventListener>>,
}

/// What of a dialog is laid out ahead, piece after piece: the names that the sheet has for it.
const AHEAD: [&str; 4] = ["modal", "title", "body", "all"];
const SEEN: usize = usize::MAX;

/// A toggle in the page.
struct Input {
    input: HtmlInputElement,
    purpose: usize,
    service: Option<usize>,
}

impl View {
    /// Begins a rendering, to be built by [`grow`](Self::grow), for `host` in `root`, which stands in `place`.
    pub(crate) fn begin(
        host: &Host,
        place: &Element,
        root: &Piece,
        is_inline: bool,
        shown: Shown,
        standing: &Standing,
    ) -> Rc<Self> {
        let view = Rc::new(Self {
            toggles: RefCell::new(Toggles::new(&shown.purposes, &shown.services, |name| {
                standing.grants(name)
            })),
            words: Words {
                texts: host.words(),
                own: host.own(),
                beneath: host.beneath(),
                is_rtl: host.dir().as_string().as_deref() == Some("rtl"),
            },
            locale: Locale::new(host.lang()),
            lang: host.lang(),
            host: host.clone(),
            shown,
            root: root.clone(),
            place: place.clone(),
            is_inline,
            inputs: RefCell::default(),
            anchors: RefCell::default(),
            frame: OnceCell::new(),
            built: Cell::new(0),
            ahead: Cell::new(0),
            is_clicked: Cell::new(false),
            listeners: RefCell::default(),
        });
        for (name, value) in [("lang", host.lang()), ("dir", host.dir())] {
            if value.is_string() {
                root.set_text(name, &value);
            }
        }
        // In a dialog the page's side hears clicks before the page does, and hands them on as `press`.
        for name in ["click", "press"] {
            view.listen(root, name, Self::clicked);
        }
        view.listen(root, "change", Self::changed);
        view.listen(root, "toggle", Self::unfolded);
        view
    }

    /// Builds the next piece; false where none is left after it.
    pub(crate) fn grow(&self) -> bool {
        let Some(frame) = self.frame.get() else {
            return self.frame.set(layout::begin(self)).is_ok();
        };
        let built = self.built.get();
        self.built.set(built + 1);
        layout::add(self, frame, built)
    }

    /// What of it is laid out ahead next, and whether more is left; see the sheet. Nothing once it is seen.
    pub(crate) fn next_ahead(&self) -> Option<(&'static str, bool)> {
        let place = self.ahead.get();
        let part = AHEAD.get(place)?;
        self.ahead.set(place + 1);
        Some((part, place + 1 < AHEAD.len()))
    }

    /// The dialog may be seen from now on; says whether it was.
    pub(crate) fn be_seen(&self) -> bool {
        self.ahead.replace(SEEN) == SEEN
    }

    /// Calls `react` on each event of that name in `target`, as long as the view is there.
    pub(crate) fn listen(
        self: &Rc<Self>,
        target: &EventTarget,
        name: &'static str,
        react: fn(&Rc<Self>, &Event),
    ) {
        let view = Rc::downgrade(self);
        // Capture, because `toggle` does not bubble; not passive, because a click may be undone.
        let options = EventListenerOptions { passive: false, ..EventListenerOptions::run_in_capture_phase() };
        let listener = EventListener::new_with_options(target, name, options, move |event| {
            if let Some(view) = view.upgrade() {
                react(&view, event);
            }
        });
        self.listeners.borrow_mut().push(listener);
    }

    /// A toggle for a purpose, or for a service in it, and whether it is always on.
    pub(crate) fn toggle(&self, purpose: usize, service: Option<usize>) -> (Piece, bool) {
        let piece = create("input");
        piece.set_all(&[("type", "checkbox"), ("role", "switch"), ("class", "toggle"), ("part", "toggle")]);
        // Else browsers put back what was ticked before a reload, which is not what stands.
        piece.set("autocomplete", "off");
        let name = match service {
            Some(service) => join(&["service:", &self.shown.services[service].id]),
            None => self.shown.purposes[purpose].id.to_string(),
        };
        piece.set("name", &name);
        let (on, fixed) = {
            let toggles = self.toggles.borrow();
            (toggles.is_on(purpose, service), toggles.is_fixed(purpose, service))
        };
        let input: HtmlInputElement = piece.clone().unchecked_into();
        input.set_checked(on);
        input.set_disabled(fixed);
        self.inputs.borrow_mut().push(Input { input, purpose, service });
        (piece, fixed)
    }

    /// The places of the services of a purpose.
    pub(crate) fn services_of(&self, purpose: usize) -> Vec<usize> {
        self.toggles.borrow().services_of(purpose).to_vec()
    }

    /// Notes where the section called `name` begins. The first of a name counts: purposes before disclosures.
    pub(crate) fn anchor(&self, name: &str, heading: &Piece) {
        self.anchors.borrow_mut().push((name.to_owned(), heading.clone()));
    }

    /// Goes to the section `host` names, if it names one.
    pub(crate) fn go(&self, host: &Host) {
        let Some(section) = host.section().as_string() else { return };
        let found = self.anchors.borrow().iter().find(|(name, _)| *name == section).map(|(_, e)| e.clone());
        let Some(anchor) = found else { return };
        if let Ok(Some(fold)) = anchor.closest("details") {
            fold.unchecked_ref::<Piece>().flag("open", true);
        }
        // Focus may run the page's own listeners: nothing is borrowed here.
        let _ = anchor.unchecked_ref::<HtmlElement>().focus();
        anchor.scroll_into_view();
    }

    /// The standing changed elsewhere: everything the visitor has not touched follows.
    pub(crate) fn refresh(&self) {
        let standing = self.host.standing();
        // On a copy: reading what the host gave may run the page's code.
        let mut toggles = self.toggles.borrow().clone();
        toggles.refresh(|name| standing.grants(name));
        self.toggles.replace(toggles);
        self.sync();
        self.tell_standing();
    }

    /// Shows what depends on the standing and on past choices.
    fn tell_standing(&self) {
        let standing = self.host.standing();
        let history = self.host.history();
        let Some(frame) = self.frame.get() else { return };
        frame.signal.flag("hidden", !standing.honors_signal());
        frame.policy_changed.flag("hidden", !standing.is_changed());
        let added: js_sys::Array = standing.added().iter().map(|id| self.words.name(id)).collect();
        frame.added.write(&self.locale.list(&added));
        let is_granted = |id: &str| super::property::flag(&standing.purposes, id);
        frame.withdraw.flag("hidden", !self.shown.purposes.iter().any(|p| !p.required && is_granted(&p.id)));
        receipts::fill(self, &frame.receipts, &history);
    }

    /// Puts every toggle in the page as the model has it.
    fn sync(&self) {
        let toggles = self.toggles.borrow();
        for Input { input, purpose, service } in self.inputs.borrow().iter() {
            input.set_checked(toggles.is_on(*purpose, *service));
        }
    }

    fn changed(self: &Rc<Self>, event: &Event) {
        let Some(target) = event.target() else { return };
        let input: &HtmlInputElement = target.unchecked_ref();
        let found = self.inputs.borrow().iter().find(|i| i.input == *input).map(|i| (i.purpose, i.service));
        if let Some((purpose, service)) = found {
            let on = input.checked();
            self.toggles.borrow_mut().turn(purpose, service, on);
            self.sync();
        }
    }

    fn clicked(self: &Rc<Self>, event: &Event) {
        // The second click of a double click that began on what stood there before: it is not meant for this.
        if event.unchecked_ref::<UiEvent>().detail() > 1 && !self.is_clicked.get() {
            return event.prevent_default();
        }
        self.is_clicked.set(true);
        let closest = |selector| event.target()?.unchecked_ref::<Element>().closest(selector).ok().flatten();
        if let Some(fold) = closest("summary").and_then(|summary| summary.closest("details").ok().flatten()) {
            purposes::unfold(self, &fold);
        }
        let Some(action) = closest("[data-action]").and_then(|e| e.get_attribute("data-action")) else {
            return;
        };
        match action.as_str() {
            "close" => views::dismiss(self, true),
            "accept-all" | "reject-all" | "save" | "withdraw" => self.choose(&action, event.is_trusted()),
            _ => {}
        }
    }

    fn unfolded(self: &Rc<Self>, event: &Event) {
        if let Some(target) = event.target() {
            purposes::unfold(self, target.unchecked_ref());
        }
    }

    fn choose(self: &Rc<Self>, method: &str, gesture: bool) {
        let choices = (method == "save").then(|| self.toggles.borrow().choices());
        self.toggles.borrow_mut().settle();
        if !self.is_inline {
            views::take_away(self);
        }
        let settled = self.host.choose(method, choices.as_deref(), gesture);
        views::refresh_after(&settled);
    }
}
