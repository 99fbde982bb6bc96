//! One rendering of the policy: its pieces, one after another, and how far it is seen.

use super::element::Piece;
use super::host::{Host, Standing};
use super::paper::Paper;
use super::shown::Shown;
use super::{layout, receipts};
use gloo_events::{EventListener, EventListenerOptions};
use std::cell::{Cell, OnceCell, RefCell};
use std::ops::Deref;
use std::rc::Rc;
use web_sys::{Element, Event, EventTarget};

/// The panel's dialog, or the policy inline in a page.
pub(crate) struct View {
    paper: Paper,
    frame: OnceCell<layout::Frame>,
    /// How many pieces stand in that.
    built: Cell<usize>,
    /// How many pieces of it are laid out ahead, or [`SEEN`].
    ahead: Cell<usize>,
    /// Somebody has clicked in it: from then on the second click of a double click is meant for it, too.
    pub(crate) is_clicked: Cell<bool>,
    listeners: RefCell<Vec<EventListener>>,
}

impl Deref for View {
    type Target = Paper;

    fn deref(&self) -> &Paper {
        &self.paper
    }
}

/// What of a dialog is laid out ahead, piece after piece: the names that the sheet has for it.
const AHEAD: [&str; 4] = ["modal", "title", "body", "all"];
const SEEN: usize = usize::MAX;

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
        for (name, value) in [("lang", host.lang()), ("dir", host.dir())] {
            if value.is_string() {
                root.set_text(name, &value);
            }
        }
        Rc::new(Self {
            paper: Paper::new(host, place, root, is_inline, shown, standing),
            frame: OnceCell::new(),
            built: Cell::new(0),
            ahead: Cell::new(0),
            is_clicked: Cell::new(false),
            listeners: RefCell::default(),
        })
    }

    /// Builds the next piece; false where none is left after it.
    pub(crate) fn grow(&self) -> bool {
        let Some(frame) = self.frame.get() else {
            return self.frame.set(layout::begin(self)).is_ok();
        };
        let built = self.built.get();
        self.built.set(built + 1);
        let unbuilt = layout::add(self, frame, built);
        if !unbuilt {
            self.refresh();
        }
        unbuilt
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

    /// The standing changed elsewhere: everything the visitor has not touched follows.
    pub(crate) fn refresh(&self) {
        self.follow(&self.host.standing());
        self.tell_standing();
    }

    /// Shows what depends on the standing and on past choices.
    fn tell_standing(&self) {
        let standing = self.host.standing();
        let history = self.host.history();
        let Some(frame) = self.frame.get() else { return };
        frame.signal.flag("hidden", !standing.honors_signal());
        frame.policy_changed.flag("hidden", !standing.is_changed());
        let is_granted = |id: &str| super::property::flag(&standing.purposes, id);
        frame.withdraw.flag("hidden", !self.shown.purposes.iter().any(|p| !p.required && is_granted(&p.id)));
        receipts::fill(self, &frame.receipts, &history);
    }
}
