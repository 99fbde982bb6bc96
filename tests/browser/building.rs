//! The panel and policies in the page are built a piece at a time, and laid out in a few frames.

use super::stage::{calls, click, count, find, host, on, opened, page, panel, run};
use js_sys::{Array, Function, Reflect};
use portcullis::panel::{close, open, prepare, refresh, render};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn it_is_built_a_piece_at_a_time_and_opened_whole_with_the_standing_of_that_moment() {
    let host = host("");
    let mut pieces = 1;
    while prepare(&host, None) {
        pieces += 1;
        assert_eq!(panel().is_some(), pieces >= 12, "it is in the page when all is there");
    }
    assert_eq!(
        pieces, 15,
        "policy read, begun, frame, three purposes and their services, disclosures, the rest, and laid out in four"
    );
    assert!(
        panel().unwrap_throw().host().has_attribute("data-ahead"),
        "it is not seen before all is in the page"
    );
    assert!(!prepare(&host, None), "nothing is built twice");
    run(&host, "h.now.purposes.ads = h.now.services.t = h.now.decided = true");
    refresh();
    open(&host);
    let root = panel().unwrap_throw();
    assert!(!root.host().has_attribute("data-ahead"));
    assert_eq!(on(&root), "necessary service:shop ads service:t");
    assert_eq!(
        [".purpose", ".disclosures", ".receipts", ".actions", ".links"].map(|part| count(&root, part)),
        [3, 1, 1, 1, 1]
    );
    assert!(!prepare(&host, None), "it is open");
    click(&root, "[data-action=save]");
    assert_eq!(calls(&host), r#"[["save",{"analytics":false,"ads":true,"service:t":true},false]]"#);
}

#[wasm_bindgen_test]
fn the_standing_is_read_as_often_with_fifty_services_as_with_three() {
    let read = |services: u32| {
        let host = host(&format!(
            "for (let at = 0; at < {services}; at += 1) {{ h.policy.services.push({{ id: 'more' + at }}); h.policy.purposes[1].services.push('more' + at) }}
            const {{ services }} = h.now
            h.now.decided = true
            h.calls = 0
            Object.defineProperty(h.now, 'services', {{ get() {{ h.calls += 1; return services }} }})"
        ));
        while prepare(&host, None) {}
        close();
        calls(&host)
    };
    let few = read(0);
    assert_ne!(few, "0");
    assert_eq!(read(50), few);
}

#[wasm_bindgen_test]
fn one_that_is_closed_before_it_was_shown_leaves_nothing() {
    let host = host("");
    while prepare(&host, None) {}
    close();
    assert!(panel().is_none());
    assert_eq!(calls(&host), "[]");
    assert!(find(&opened(&host), "dialog").has_attribute("open"));
    close();
}

#[wasm_bindgen_test]
fn what_was_begun_for_another_host_is_let_go_and_what_is_half_built_is_finished() {
    let (left, host) = (host(""), host("h.words.ui['panel-title'] = 'Your choices'"));
    assert!((0..3).all(|_| prepare(&left, None)) && (0..3).all(|_| prepare(&host, None)));
    open(&host);
    let root = panel().unwrap_throw();
    assert_eq!(find(&root, ".title").text_content().as_deref(), Some("Your choices"));
    assert_eq!(count(&root, ".purpose"), 3);
    close();
}

#[wasm_bindgen_test]
fn a_panel_and_policies_in_the_page_are_built_beside_each_other() {
    let places = [(); 2].map(|()| page().create_element("div").unwrap_throw());
    let hosts = [host(""), host(""), host("")];
    let places = [Some(&places[0]), Some(&places[1]), None];
    let mut turns = 0;
    while hosts.iter().zip(places).fold(false, |more, (host, place)| prepare(host, place.cloned()) || more) {
        turns += 1;
        assert!(turns < 20, "one begins anew whenever another one has its turn");
    }
    for (host, place) in hosts.iter().zip(places) {
        let root = match place {
            Some(place) => {
                render(place, host);
                place.shadow_root()
            }
            None => {
                open(host);
                panel()
            }
        };
        assert_eq!(count(&root.unwrap_throw(), ".purpose"), 3);
    }
    close();
}

#[wasm_bindgen_test]
fn it_is_a_modal_and_laid_out_unseen_in_four_pieces_before_it_is_seen_and_not_while_it_is() {
    let host = host(
        "const own = Object.getOwnPropertyDescriptor(HTMLElement.prototype, 'offsetHeight');
        h.laid = [];
        h.listen = (listens) => Object.defineProperty(HTMLElement.prototype, 'offsetHeight', listens ? {
            configurable: true,
            get() {
                const root = this.getRootNode();
                const { opacity, pointerEvents } = getComputedStyle(this);
                const beneath = getComputedStyle(this, '::backdrop').opacity;
                const words = getComputedStyle(root.querySelector('.title')).contentVisibility;
                const shown = ['.title', '.close', '.body', '.actions'].filter((part) => root.querySelector(part).checkVisibility());
                h.laid.push([root.host.dataset.ahead, this.matches(':modal'), opacity, beneath, pointerEvents, root.activeElement.className, words, ...shown].join(' '));
                return own.get.call(this);
            },
        } : own)",
    );
    run(&host, "h.listen(true)");
    while prepare(&host, None) {}
    open(&host);
    prepare(&host, None);
    run(&host, "h.listen(false)");
    let laid = Reflect::get(&host, &"laid".into()).unwrap_throw();
    assert_eq!(
        Array::from(&laid).join("; "),
        "modal true 0 0 none title hidden .title; title true 0 0 none title visible .title .close; \
        body true 0 0 none title visible .title .close .body; all true 0 0 none title visible .title .close .body .actions"
    );
    let seen = Function::new_with_args(
        "dialog",
        "dialog.getAnimations().forEach((animation) => animation.finish())
        const { opacity, pointerEvents } = getComputedStyle(dialog)
        return opacity + ' ' + pointerEvents",
    );
    let seen = seen.call1(&JsValue::NULL, &find(&panel().unwrap_throw(), "dialog"));
    assert_eq!(seen.unwrap_throw().as_string().as_deref(), Some("1 auto"));
    close();
}

#[wasm_bindgen_test]
fn its_sections_are_laid_out_one_a_frame_unless_one_of_them_is_asked_for() {
    let host = host("");
    let root = opened(&host);
    assert!(
        !prepare(&host, None) && !root.host().has_attribute("data-ahead"),
        "it stays seen, though nothing was laid out ahead"
    );
    let left = || count(&root, "[data-later]");
    assert_eq!(left(), 5);
    run(
        &host,
        "const own = Object.getOwnPropertyDescriptor(HTMLElement.prototype, 'offsetHeight');
        h.calls = 0;
        h.listen = () => Object.defineProperty(HTMLElement.prototype, 'offsetHeight', own);
        Object.defineProperty(HTMLElement.prototype, 'offsetHeight', { ...own, get() { h.calls += 1; return own.get.call(this) } })",
    );
    for expected in (0..5).rev() {
        run(&host, "h.task()");
        assert_eq!(left(), expected);
    }
    run(&host, "h.listen()");
    assert_eq!(calls(&host), "5", "each in the task before its frame");
    close();
    let root = opened(&host);
    assert_eq!(count(&root, "[data-later]"), 5);
    run(&host, "h.section = 'mail'");
    open(&host);
    assert_eq!(count(&root, "[data-later]"), 0, "asked for while it opens");
    assert_eq!(count(&opened(&host), "[data-later]"), 0);
    close();
}
