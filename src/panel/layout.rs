//! The order of things: title, state, purposes, disclosures, past choices, actions. They are built a piece at a time.

use super::blocks::add_section;
use super::element::{Piece, create};
use super::paper::Paper;
use super::{disclosures, link, purposes};

/// The pieces that others come to stand in, and those that follow the standing.
pub(crate) struct Frame {
    body: Piece,
    pub(crate) signal: Piece,
    pub(crate) policy_changed: Piece,
    pub(crate) receipts: Piece,
    actions: Piece,
    pub(crate) withdraw: Piece,
}

/// Begins with the root.
pub(crate) fn begin(view: &Paper) -> Frame {
    header(view);
    let body = view.root.part("div", "body");
    let line = |name, word| {
        let line = body.part("p", name);
        line.write(&view.words.ui(word));
        line
    };
    let signal = line("signal", "signal-honored");
    let policy_changed = line("changed", "changed-title");
    line("intro", "panel-intro");
    let (actions, withdraw) = actions(view);
    Frame { signal, policy_changed, receipts: create("div"), actions, withdraw, body }
}

/// Adds the piece that is next after so many; false where none is left after it.
pub(crate) fn add(view: &Paper, frame: &Frame, built: usize) -> bool {
    let Frame { body, receipts, actions, .. } = frame;
    // A purpose, and then its services.
    let sections = 2 * view.shown.purposes.len();
    if built < sections {
        let add = if built.is_multiple_of(2) { purposes::add } else { purposes::add_services };
        add(view, body, built / 2);
    } else if built == sections {
        disclosures::fill_general(view, body);
    } else if built == sections + 1 {
        add_section(view, body, "receipts", "receipts-title").append(receipts);
        store_links(view, body);
        // Where nothing can be refused there is nothing to choose.
        if view.shown.purposes.iter().any(|purpose| !purpose.required) {
            view.root.append(actions);
        }
    }
    built <= sections
}

fn header(view: &Paper) {
    let header = view.root.part("div", "header");
    let title = header.part("h2", "title");
    title.write(&view.words.ui("panel-title"));
    if view.is_inline {
        return;
    }
    // Read first, then decide: the title gets the focus, not the first button.
    title.set_all(&[("id", "title"), ("tabindex", "-1"), ("autofocus", "")]);
    view.root.set("aria-labelledby", "title");
    header.button("close", "close").set_text("aria-label", &view.words.ui("close"));
}

fn store_links(view: &Paper, body: &Piece) {
    let links = body.part("ul", "links");
    for (word, place) in [("policy-link", "policyUrl"), ("terms-link", "termsUrl"), ("contact", "contact")] {
        if let Some(url) = view.shown.store(place) {
            let url = if word == place { link::contact(url) } else { url };
            links.add("li", "").link(&view.host, &view.words.ui(word), &url);
        }
    }
}

/// Accepting and refusing are equal in every respect (EDPB Cookie Banner Taskforce, 2023-01-17).
fn actions(view: &Paper) -> (Piece, Piece) {
    let actions = create("div");
    actions.set_all(&[("class", "actions"), ("part", "actions")]);
    let button = |class, action| {
        let button = actions.button(class, action);
        button.write(&view.words.ui(action));
        button
    };
    button("primary", "accept-all");
    button("primary", "reject-all");
    button("quiet", "save");
    let withdraw = button("quiet", "withdraw");
    (actions, withdraw)
}
