//! The gate's door, as the stub uses it: a number and a text in, a text out.

use portcullis::gate::ask;
use wasm_bindgen_test::wasm_bindgen_test;

/// `{ purposes: [necessary (required), ads → x], services: [x with cookie _x] }` as tokens.
const POLICY: &str = "{\0kpurposes\0[\0{\0kid\0snecessary\0krequired\0t\0}\0{\0kid\0sads\0kservices\0[\0sx\0]\0ksignals\0[\0\
    sad_storage\0]\0}\0]\0kservices\0[\0{\0kid\0sx\0kvendor\0sX\0kcookies\0[\0{\0kname\0s_x\0}\0]\0}\0]\0}\0";
const NOW: f64 = 1_764_000_000_000.0;

// The numbers of the table in `src/gate/mod.rs`.
const BEGIN: u32 = 0;
const FIRST: u32 = 1;
const STANDING: u32 = 2;
const LINK: u32 = 3;
const START: u32 = 5;
const PERSISTED: u32 = 7;
const YIELDED: u32 = 8;
const GATED: u32 = 9;
const CHOOSE: u32 = 15;
const ALLOWED: u32 = 16;
const KNOWN: u32 = 17;
const COOKIE: u32 = 18;
const ACT: u32 = 20;
const RECORD: u32 = 23;
const ENCODED: u32 = 24;
const ASSIGNMENT: u32 = 25;
const REMOVALS: u32 = 27;

fn say(what: u32, text: &str) -> String {
    ask(what, text.to_owned(), NOW)
}

fn is(what: u32, text: &str) -> bool {
    say(what, text) == "1"
}

/// What the effects of an event are, without what each is about.
fn effects(what: u32, text: &str) -> String {
    say(what, text).chars().step_by(2).collect()
}

/// One test, for the module takes one policy for good.
#[wasm_bindgen_test]
fn a_visitor_is_asked_chooses_and_takes_it_back() {
    for broken in ["", "\0\0", "\0\0{\0kpurposes\0stext\0}\0"] {
        assert!(!is(BEGIN, broken), "a policy with a mistake is not taken");
        assert!(!is(ALLOWED, "ads") && say(START, "\0\n").is_empty(), "and nothing is known");
        assert!(say(FIRST, broken).is_empty() && say(STANDING, "").is_empty());
    }
    assert!(is(BEGIN, &["\0\0", POLICY].concat()));
    assert!(!is(BEGIN, &["\0\0", POLICY].concat()), "one policy for good");
    assert!(is(LINK, "/privacy") && !is(LINK, "javascript:0"));
    assert_eq!(say(STANDING, ""), "00000", "nothing is judged yet");
    assert_eq!(say(FIRST, &["\0\0", POLICY].concat()), "b0n1");
    assert_eq!(say(STANDING, ""), "00000", "that is but an answer");
    assert_eq!(say(START, "\0"), "b0n1t8g0");
    assert_eq!(say(STANDING, ""), "00000100", "what is required may run");
    assert_eq!(say(START, "\0\n"), "", "a page starts once");
    assert_eq!(effects(GATED, ""), "n");
    assert!(!is(ALLOWED, "ads") && is(ALLOWED, "necessary"));
    assert!(is(KNOWN, "service:x|ads") && !is(KNOWN, "nobody") && !is(KNOWN, "service:nobody"));
    assert_eq!(say(RECORD, ""), "", "undecided");

    for nothing in ["", "0", "991000000000000", "00"] {
        assert_eq!(say(CHOOSE, nothing), "", "{nothing} is no choice");
    }
    assert_eq!(effects(CHOOSE, "001616263646566676869606a6b---"), "p");
    assert!(!is(ALLOWED, "ads"), "not before it is written");
    let encoded = say(ENCODED, "");
    let cookie = say(ASSIGNMENT, "https:");
    assert!(
        cookie.starts_with(&["portcullis=", &encoded, "; Path=/; SameSite=Lax; Max-Age=15552000"].concat())
    );
    assert_eq!(effects(PERSISTED, "0"), "vy");
    assert_eq!(effects(YIELDED, ""), "tg");
    assert!(is(ALLOWED, "ads") && is(ALLOWED, "service:x"));
    assert_eq!(effects(GATED, ""), "ons", "chosen, changed, settled");
    assert!(!say(RECORD, "").is_empty());

    assert_eq!(effects(CHOOSE, "110616263646566676869606a6b---"), "p");
    assert!(!is(ALLOWED, "ads"), "a refusal counts at once");
    say(PERSISTED, "3");
    say(YIELDED, "");
    assert_eq!(effects(GATED, "1"), "cons", "what was left is cleared first");
    assert!(is(COOKIE, "_x") && !is(COOKIE, "portcullis") && !is(COOKIE, "_y"));
    assert!(say(REMOVALS, "_x\nshop.example\n/").contains("Domain=shop.example"));

    // What happens to an element is told by a digit.
    let act = |script: &str, released: &str, allowed: &str| say(ACT, &[script, released, allowed].concat());
    assert_eq!(
        [act("1", "0", "1"), act("1", "1", "0"), act("0", "1", "0"), act("0", "1", "1")],
        ["1", "3", "2", "0"]
    );
}
