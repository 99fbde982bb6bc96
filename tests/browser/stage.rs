//! A host that notes what it is asked, and what of the panel is in the page.

use js_sys::{Function, JSON, Promise, Reflect};
use portcullis::panel::{Host, close, open};
use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlElement, HtmlInputElement, ShadowRoot};

/// A shop with one required and two optional purposes; `t` is used for both of those. `change` is JavaScript
/// that alters the host before it is used.
pub(crate) fn host(change: &str) -> Host {
    let body = [
        "const h = {
            policy: {
                store: { name: 'Shop', policyUrl: '/privacy', contact: 'privacy@shop.example' },
                purposes: [
                    { id: 'necessary', required: true, services: ['shop'] },
                    { id: 'analytics', services: ['s', 't'] },
                    { id: 'ads', services: ['t'] },
                ],
                services: [
                    { id: 'shop', vendor: 'Shop' },
                    { id: 's', vendor: 'S Inc.', policyUrl: 'https://s.example/privacy',
                      cookies: [{ name: '_s', party: 'third', duration: 'P2Y', purpose: 'count' }] },
                    { id: 't', vendor: 'T Inc.', policyUrl: 'javascript:alert(1)' },
                ],
                disclosures: [
                    { id: 'measuring', purposes: ['analytics'] },
                    { id: 'mail', links: [{ id: 'profile', url: '/account' }, { id: 'trap', url: 'java\\nscript:alert(1)' }] },
                ],
            },
            words: {
                ui: { 'accept-all': 'Accept all', 'service-count-other': '{n} services' },
                purposes: { analytics: { name: 'Visit statistics', description: '<img src=x onerror=alert(1)>' } },
                services: {}, cookies: { count: 'Counts visits.' },
                disclosures: { mail: { title: 'Mail', paragraphs: ['One.', 'Two.'] } }, links: { profile: 'Your profile' },
            },
            lang: 'en', dir: 'ltr', section: null, calls: [], records: [],
            now: { purposes: { necessary: true, analytics: false, ads: false }, services: { shop: true, s: false, t: false },
                   decided: false, regime: 'opt-in', signal: false, honored: false, changed: false },
            address: (url) => url,
            standing() { return this.now },
            history() { return this.records },
            choose(method, choices, gesture) { this.calls.push([method, choices, gesture]); return Promise.resolve({}) },
            place() { const place = document.createElement('portcullis-panel'); place.setAttribute('data-nosnippet', ''); return place },
            closed() { this.calls.push('closed') },
            later(task) { this.task = task },
        };",
        change,
        "; return h",
    ];
    let made = Function::new_no_args(&body.concat()).call0(&JsValue::NULL).unwrap_throw();
    made.unchecked_into()
}

/// What the host was asked, as JSON.
pub(crate) fn calls(host: &Host) -> String {
    let calls = Reflect::get(host, &"calls".into()).unwrap_throw();
    JSON::stringify(&calls).map(String::from).unwrap_throw()
}

/// Runs `code`, in which the host is `h`.
pub(crate) fn run(host: &Host, code: &str) {
    Function::new_with_args("h", code).call1(&JsValue::NULL, host).unwrap_throw();
}

/// The page of the test.
pub(crate) fn page() -> web_sys::Document {
    web_sys::window().and_then(|window| window.document()).unwrap_throw()
}

/// The open panel; one that a choice was made in is none.
pub(crate) fn panel() -> Option<ShadowRoot> {
    page().query_selector("portcullis-panel:not([data-left])").unwrap_throw()?.shadow_root()
}

/// The panel of `host`, freshly opened. Others are out of the page, those too that wait for a frame.
pub(crate) fn opened(host: &Host) -> ShadowRoot {
    close();
    while let Some(panel) = page().query_selector("portcullis-panel").unwrap_throw() {
        panel.remove();
    }
    open(host);
    panel().unwrap_throw()
}

/// What is there by `selector`.
pub(crate) fn find(root: &ShadowRoot, selector: &str) -> Element {
    root.query_selector(selector).unwrap_throw().unwrap_throw()
}

/// How many are there by `selector`.
pub(crate) fn count(root: &ShadowRoot, selector: &str) -> u32 {
    root.query_selector_all(selector).unwrap_throw().length()
}

/// Clicks by script, as no visitor does.
pub(crate) fn click(root: &ShadowRoot, selector: &str) {
    find(root, selector).unchecked_into::<HtmlElement>().click();
}

/// Names of the toggles that show on, each as often as it is shown.
pub(crate) fn on(root: &ShadowRoot) -> String {
    let all = root.query_selector_all("input").unwrap_throw();
    let inputs = (0..all.length()).filter_map(|place| all.item(place)?.dyn_into::<HtmlInputElement>().ok());
    let checked: Vec<String> = inputs.filter(|input| input.checked()).map(|input| input.name()).collect();
    checked.join(" ")
}

/// Waits for `holds`, 5 seconds at most.
pub(crate) async fn until(holds: impl Fn() -> bool) {
    for _ in 0..500 {
        if holds() {
            return;
        }
        let turn: Promise = Promise::new(&mut |resolve, _| {
            let window = web_sys::window().unwrap_throw();
            window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, 10).unwrap_throw();
        });
        turn.await.unwrap_throw();
    }
    assert!(holds(), "not within 5 seconds");
}
