//! The panel in a real browser.

use super::stage::{calls, click, count, find, host, on, opened, page, panel, run, until};
use js_sys::{Array, Function};
use portcullis::panel::{close, open, refresh, render};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlDialogElement, HtmlElement};

#[wasm_bindgen_test]
fn it_opens_as_a_modal_on_its_title_with_nothing_ticked_in_advance() {
    // A host that errs: under opt-in, undecided, its grants must not show as ticked.
    let host = host("h.now.purposes.analytics = h.now.services.s = true");
    let root = opened(&host);
    let dialog: HtmlDialogElement = find(&root, "dialog").unchecked_into();
    assert!(dialog.matches(":modal").unwrap_throw());
    assert_eq!(root.active_element().map(|e| e.id()).as_deref(), Some("title"));
    assert_eq!(on(&root), "necessary service:shop");
    for name in ["necessary", "service:shop"] {
        assert!(find(&root, &["[name='", name, "']"].concat()).has_attribute("disabled"), "{name}");
    }
    assert!(root.host().has_attribute("data-nosnippet"));
    close();
    assert!(panel().is_none());
    assert_eq!(calls(&host), "[]");
}

#[wasm_bindgen_test]
fn the_day_of_the_policy_is_said_in_the_language_and_what_is_none_as_it_is_written() {
    for (day, said) in [("2015-03-15", "Since March 15, 2015"), ("the spring", "Since the spring")] {
        let host =
            host(&["h.policy.effective = '", day, "'; h.words.ui.effective = 'Since {date}'"].concat());
        let root = opened(&host);
        assert_eq!(find(&root, ".disclosures .about").text_content().as_deref(), Some(said));
        close();
    }
}

#[wasm_bindgen_test]
fn toggles_are_tied_and_saving_says_exactly_what_is_shown() {
    let host = host("");
    let root = opened(&host);
    click(&root, "[name=analytics]");
    assert_eq!(on(&root), "necessary service:shop analytics service:s service:t");
    click(&root, "[name='service:s']");
    assert_eq!(on(&root), "necessary service:shop analytics service:t");
    click(&root, "[name=ads]");
    click(&root, "[name=analytics]");
    assert_eq!(on(&root), "necessary service:shop ads service:t", "t stays, ads uses it");
    click(&root, "[name='service:s']");
    assert_eq!(on(&root), "necessary service:shop analytics service:s service:t ads service:t");
    click(&root, "[name='service:t']");
    assert_eq!(on(&root), "necessary service:shop analytics service:s", "it was the last of ads");
    click(&root, "[data-action=save]");
    assert_eq!(
        calls(&host),
        r#"[["save",{"analytics":true,"ads":false,"service:s":true,"service:t":false},false]]"#
    );
    assert!(panel().is_none());
}

#[wasm_bindgen_test]
fn accepting_and_refusing_are_one_click_and_equal() {
    for action in ["accept-all", "reject-all", "withdraw"] {
        let host = host("h.now.purposes.ads = true; h.now.decided = true");
        let root = opened(&host);
        let [yes, no] =
            ["accept-all", "reject-all"].map(|a| find(&root, &["[data-action=", a, "]"].concat()));
        assert_eq!((yes.class_name(), yes.tag_name()), (no.class_name(), no.tag_name()));
        let [yes, no] = [yes, no].map(|button| button.unchecked_into::<HtmlElement>());
        assert!(yes.offset_width() > 0);
        assert_eq!((yes.offset_width(), yes.offset_height()), (no.offset_width(), no.offset_height()));
        click(&root, &["[data-action=", action, "]"].concat());
        assert_eq!(calls(&host), [r#"[[""#, action, r#"",null,false]]"#].concat());
        assert!(panel().is_none());
    }
}

#[wasm_bindgen_test]
fn a_choice_takes_the_panel_out_of_sight_and_after_the_frame_out_of_the_page() {
    let host = host("");
    let root = opened(&host);
    click(&root, "[data-action=reject-all]");
    let opacity = Function::new_with_args("dialog", "return getComputedStyle(dialog).opacity");
    let opacity = opacity.call1(&JsValue::NULL, &find(&root, "dialog")).unwrap_throw();
    assert_eq!(opacity.as_string().as_deref(), Some("0"));
    // Nobody sees it, so nothing is chosen in it.
    click(&root, "[data-action=accept-all]");
    assert_eq!(calls(&host), r#"[["reject-all",null,false]]"#);
    run(&host, "h.task()");
    assert!(!root.host().is_connected());
    // One that is opened before that frame stays.
    click(&opened(&host), "[data-action=reject-all]");
    run(&host, "h.left = h.task");
    open(&host);
    run(&host, "h.left()");
    assert!(panel().is_some_and(|root| find(&root, "dialog").has_attribute("open")));
    close();
}

#[wasm_bindgen_test]
async fn closing_saves_nothing_and_says_so_once() {
    let host = host("");
    let root = opened(&host);
    click(&root, "[name=analytics]");
    click(&root, "[data-action=close]");
    assert!(panel().is_none());
    assert_eq!(calls(&host), r#"["closed"]"#);

    // What Escape does; a key pressed by script is not one.
    run(&host, "h.calls = []");
    let root = opened(&host);
    run(&find(&root, "dialog").unchecked_into(), "h.requestClose ? h.requestClose() : h.close()");
    until(|| panel().is_none()).await;
    assert_eq!(calls(&host), r#"["closed"]"#);
}

#[wasm_bindgen_test]
fn closing_gives_the_focus_back_and_a_choice_leaves_it_to_the_host() {
    let opener = page().create_element("button").unwrap_throw();
    let body = page().body().unwrap_throw();
    body.append_child(&opener).unwrap_throw();
    opener.unchecked_ref::<HtmlElement>().focus().unwrap_throw();
    let is_back = || page().active_element().is_some_and(|active| active == opener);
    click(&opened(&host("")), "[data-action=close]");
    assert!(is_back());
    click(&opened(&host("")), "[data-action=reject-all]");
    assert!(panel().is_none() && !is_back());
    opener.remove();
}

#[wasm_bindgen_test]
fn texts_stay_text_and_only_known_kinds_of_url_become_links() {
    let root = opened(&host(""));
    assert_eq!(count(&root, "img, script, style, iframe"), 0);
    assert!(find(&root, "#about-p1").text_content().unwrap_throw().starts_with("<img"));
    let all = root.query_selector_all("a").unwrap_throw();
    let links: Array = (0..all.length()).filter_map(|at| all.item(at)).collect();
    let seen = Function::new_with_args(
        "a",
        "return a.map(l => [l.getAttribute('href'), l.target, l.rel]).join(' ')",
    );
    assert_eq!(
        seen.call1(&JsValue::NULL, &links).unwrap_throw().as_string().unwrap_throw(),
        "https://s.example/privacy,_blank,noopener noreferrer /account,, /privacy,, mailto:privacy@shop.example,,"
    );
    close();
}

#[wasm_bindgen_test]
fn every_text_has_its_place_and_a_missing_one_falls_back_to_its_id() {
    let root = opened(&host(""));
    let said = |selector: &str| find(&root, selector).text_content().unwrap_throw();
    assert_eq!(said("[data-action=accept-all]"), "Accept all");
    assert_eq!(said("[data-action=reject-all]"), "reject-all");
    assert_eq!(said(".disclosures details"), "MailOne.Two.Your profiletrap");
    assert_eq!(said(".purpose details.disclosure"), "measuring", "tied to its purpose");
    assert_eq!(said(".purpose details.services > summary > span"), "1 services", "no plural form for one");
    assert_eq!(said(".cookies tbody"), "_sparty-third2 yearsCounts visits.");
    close();
}

#[wasm_bindgen_test]
fn what_is_shown_follows_the_standing_where_the_visitor_has_not_moved_it() {
    let host = host("h.now.decided = true");
    let root = opened(&host);
    let hidden = |selector: &str| find(&root, selector).has_attribute("hidden");
    assert!(hidden("[data-action=withdraw]") && hidden(".signal") && hidden(".changed"));
    assert_eq!(find(&root, ".receipts > div").text_content().as_deref(), Some("receipts-none"));
    click(&root, "[name='service:s']");
    run(
        &host,
        "h.now.purposes.ads = h.now.services.t = h.now.honored = h.now.changed = true;
         h.records = [{ id: 'a', time: 0, method: 'save', choices: { analytics: false, ads: true } }]",
    );
    refresh();
    assert_eq!(on(&root), "necessary service:shop analytics service:s service:t ads service:t");
    assert!(!hidden("[data-action=withdraw]") && !hidden(".signal") && !hidden(".changed"));
    assert_eq!(find(&root, ".receipt .fact").text_content().as_deref(), Some("grantedads"));
    assert!(
        find(&root, "a[download]")
            .get_attribute("href")
            .is_some_and(|url| url.starts_with("data:application/json,"))
    );
    close();
}

#[wasm_bindgen_test]
async fn the_inline_rendering_stays_and_follows_the_choice_made_in_it() {
    let host = host(
        "h.choose = function (m) { this.calls.push(m); this.now.decided = this.now.purposes.ads = this.now.services.t = true; return Promise.resolve() }",
    );
    let place = page().create_element("portcullis-policy").unwrap_throw();
    page().body().unwrap_throw().append_child(&place).unwrap_throw();
    render(&place, &host);
    render(&place, &host);
    let root = place.shadow_root().unwrap_throw();
    assert_eq!(count(&root, ".inline"), 1);
    assert_eq!(count(&root, "details:not([open])"), 0, "readable and printable as it is");
    click(&root, "[data-action=accept-all]");
    until(|| on(&root) == "necessary service:shop ads service:t").await;
    assert_eq!(calls(&host), r#"["accept-all"]"#);
    place.remove();
}

#[wasm_bindgen_test]
fn a_damaged_policy_still_shows_a_toggle_for_each_purpose_the_gate_knows() {
    for damage in [
        "h.policy = null",
        "h.policy.purposes = 'x'; h.policy.services = [null, 3, { id: {} }]",
        "h.words = undefined",
    ] {
        let host = host(damage);
        let root = opened(&host);
        click(&root, "[name=ads]");
        click(&root, "[data-action=save]");
        assert!(calls(&host).contains(r#""analytics":false,"ads":true"#), "{damage}: {}", calls(&host));
    }
}

#[wasm_bindgen_test]
fn many_services_are_built_when_they_are_unfolded() {
    let host = host(
        "for (let i = 0; i < 500; i++) { h.policy.services.push({ id: 'n' + i, vendor: 'V' }); h.policy.purposes[2].services.push('n' + i) }",
    );
    let root = opened(&host);
    assert_eq!(count(&root, ".service"), 0);
    click(&root, "[name=ads]");
    click(&root, "section:nth-of-type(3) .services > summary");
    assert_eq!(count(&root, ".service"), 501);
    assert_eq!(count(&root, "[name='service:n499']:checked"), 1, "it shows what was switched before");
    click(&root, "section:nth-of-type(3) .services > summary");
    assert_eq!(count(&root, ".service"), 501);
    close();
}

#[wasm_bindgen_test]
fn it_goes_to_the_section_asked_for_open_or_not() {
    let host = host("h.section = 'receipts'");
    let root = opened(&host);
    let focused = || root.active_element().and_then(|e| e.text_content()).unwrap_or_default();
    assert_eq!(focused(), "receipts-title");
    for (section, text) in [("analytics", "Visit statistics"), ("mail", "Mail")] {
        run(&host, &["h.section = '", section, "'"].concat());
        open(&host);
        assert_eq!(focused(), text);
    }
    assert!(find(&root, ".disclosures details").has_attribute("open"));
    assert_eq!(page().query_selector_all("portcullis-panel").unwrap_throw().length(), 1);
    close();
}

#[wasm_bindgen_test]
fn it_opens_again_after_the_page_replaced_its_body_or_changed_its_language() {
    let host = host("");
    opened(&host).host().remove();
    open(&host);
    assert!(panel().is_some());
    run(&host, "h.lang = 'ar'; h.dir = 'rtl'");
    open(&host);
    assert_eq!(find(&panel().unwrap_throw(), "dialog").get_attribute("dir").as_deref(), Some("rtl"));
    assert_eq!(page().query_selector_all("portcullis-panel").unwrap_throw().length(), 1);
    assert_eq!(calls(&host), "[]");
    close();
}
