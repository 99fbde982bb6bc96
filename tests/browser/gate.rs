//! The gate's door, as the stub uses it: texts in, texts out.

use portcullis::gate::{act, is, start, step, tell};
use wasm_bindgen_test::wasm_bindgen_test;

/// `{ purposes: [necessary (required), ads → x], services: [x with cookie _x] }` as tokens.
const POLICY: &str = "{\0kpurposes\0[\0{\0kid\0snecessary\0krequired\0t\0}\0{\0kid\0sads\0kservices\0[\0sx\0]\0ksignals\0[\0\
    sad_storage\0]\0}\0]\0kservices\0[\0{\0kid\0sx\0kvendor\0sX\0kcookies\0[\0{\0kname\0s_x\0}\0]\0}\0]\0}\0";
const NOW: f64 = 1_764_000_000_000.0;
const CHOOSE: &str = "accept-all accept-all 000102030405060708090a0b";

/// The module holds one gate, so each test starts it anew.
fn begin() -> String {
    assert!(start(POLICY, None, false));
    let asked = step("start", "\n", false, NOW);
    step("gated", "", false, NOW) + &asked
}

#[wasm_bindgen_test]
fn a_policy_with_a_mistake_is_not_taken() {
    assert!(!start("{\0kpurposes\0stext\0}\0", None, false));
    assert!(!start("", None, false));
}

#[wasm_bindgen_test]
fn an_undecided_visitor_is_asked_and_nothing_is_allowed() {
    assert_eq!(begin(), "nrb0nat0g.");
    assert!(!is("allowed", "ads") && is("allowed", "necessary") && is("known", "service:x|ads"));
    assert!(!is("known", "nobody") && !is("declared", "service:nobody") && is("declared", "service:x"));
    assert_eq!(tell("choices", ""), "null");
}

#[wasm_bindgen_test]
fn a_choice_goes_through_its_stages_and_comes_back_from_its_text() {
    begin();
    assert_eq!(step("choose", CHOOSE, true, NOW), "p.");
    assert!(!is("allowed", "ads"), "not before it is written");
    let encoded = tell("encoded", "");
    assert!(
        tell("cookie", "https:")
            .starts_with(&format!("portcullis={encoded}; Path=/; SameSite=Lax; Max-Age=15552000"))
    );
    assert_eq!(step("persisted", "cl", false, NOW), "v1y.");
    assert_eq!(step("yielded", "", false, NOW), "t4g.");
    assert!(is("allowed", "ads") && is("allowed", "service:x"));
    assert_eq!(step("gated", "", false, NOW), "ncnxs.");
    assert_eq!(tell("choices", ""), r#"{"necessary":true,"ads":true}"#);

    assert!(start(POLICY, None, false), "the next page");
    assert_eq!(step("start", &format!("{encoded}\n{encoded}"), false, NOW), "t0g.");
    assert!(is("allowed", "ads"));
}

#[wasm_bindgen_test]
fn what_is_refused_is_to_be_cleared() {
    begin();
    for (event, text) in [("choose", "reject-all reject-all 00"), ("persisted", ""), ("yielded", "")] {
        step(event, text, true, NOW);
    }
    assert_eq!(step("gated", "", true, NOW), "c.ncs.");
    assert!(is("trace", "_x") && !is("trace", "portcullis") && !is("trace", "_y"));
    assert!(tell("removals", "_x\nshop.example\n/").contains("Domain=shop.example"));
    assert!(tell("choice", "").starts_with(r#"{"saved":"memory","reloadNeeded":true"#));
}

#[wasm_bindgen_test]
fn words_that_are_no_event_do_nothing() {
    begin();
    for (event, text) in
        [("", ""), ("choose", ""), ("choose", "accept-all shout 00"), ("choose", "save api zz"), ("save", "")]
    {
        assert_eq!(step(event, text, true, NOW), "", "{event} {text}");
    }
    assert!(!is("allowed", "ads"));
    assert_eq!(
        [act(0, false, true), act(0, true, false), act(1, true, false), act(1, true, true)],
        [1, 3, 2, 0]
    );
}
