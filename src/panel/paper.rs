//! What the pieces of a rendering are written on: where it stands, what it shows and in which words, and its toggles.

use super::element::{Piece, create};
use super::host::{Host, Standing};
use super::locale::Locale;
use super::shown::Shown;
use super::toggles::Toggles;
use super::words::Words;
use crate::text::join;
use std::cell::RefCell;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement, HtmlInputElement};

/// A rendering as its pieces know it.
pub(crate) struct Paper {
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
}

/// A toggle in the page.
struct Input {
    input: HtmlInputElement,
    purpose: usize,
    service: Option<usize>,
}

impl Paper {
    /// For a rendering for `host` in `root`, which stands in `place`.
    pub(crate) fn new(
        host: &Host,
        place: &Element,
        root: &Piece,
        is_inline: bool,
        shown: Shown,
        standing: &Standing,
    ) -> Self {
        Self {
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
        }
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

    /// Every toggle that the visitor has not touched follows `standing`.
    pub(crate) fn follow(&self, standing: &Standing) {
        // On a copy: reading what the host gave may run the page's code.
        let mut toggles = self.toggles.borrow().clone();
        toggles.refresh(|name| standing.grants(name));
        self.toggles.replace(toggles);
        self.sync();
    }

    /// The visitor switched `input`.
    pub(crate) fn turn(&self, input: &HtmlInputElement) {
        let found = self.inputs.borrow().iter().find(|i| i.input == *input).map(|i| (i.purpose, i.service));
        if let Some((purpose, service)) = found {
            let on = input.checked();
            self.toggles.borrow_mut().turn(purpose, service, on);
            self.sync();
        }
    }

    /// Exactly what is shown, as JSON.
    pub(crate) fn choices(&self) -> String {
        self.toggles.borrow().choices()
    }

    /// The visitor's moves are settled: the standing speaks for every toggle again.
    pub(crate) fn settle(&self) {
        self.toggles.borrow_mut().settle();
    }

    /// Puts every toggle in the page as the model has it.
    fn sync(&self) {
        let toggles = self.toggles.borrow();
        for Input { input, purpose, service } in self.inputs.borrow().iter() {
            input.set_checked(toggles.is_on(*purpose, *service));
        }
    }
}
