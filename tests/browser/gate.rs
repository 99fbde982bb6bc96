//! The gate's door, as the stub uses it: a number and a text in, a text out.

use portcullis::gate;
use portcullis::protocol::ask;
use wasm_bindgen_test::wasm_bindgen_test;

/// `{ purposes: [necessary (required), ads → x], services: [x with cookie _x] }` as tokens.
const POLICY: &str = "{\0kpurposes\0[\0{\0kid\0snecessary\0krequired\0t\0}\0{\0kid\0sads\0kservices\0[\0sx\0]\0ksignals\0[\0\
    sad_storage\0]\0}\0]\0kservices\0[\0{\0kid\0sx\0kvendor\0sX\0kcookies\0[\0{\0kname\0s_x\0}\0]\0}\0]\0}\0";
const NOW: f64 = 1_764_000_000_000.0;

fn say(what: u32, text: &str) -> String {
    gate::ask(what, text.to_owned(), NOW)
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
        assert!(!is(ask::Begin, broken), "a policy with a mistake is not taken");
        assert!(!is(ask::Allowed, "ads") && say(ask::Start, "\0\n").is_empty(), "and nothing is known");
        assert!(say(ask::First, broken).is_empty() && say(ask::Standing, "").is_empty());
    }
    assert!(is(ask::Begin, &["\0\0", POLICY].concat()));
    assert!(!is(ask::Begin, &["\0\0", POLICY].concat()), "one policy for good");
    assert!(is(ask::Link, "/privacy") && !is(ask::Link, "javascript:0"));
    assert_eq!(say(ask::Standing, ""), "00000", "nothing is judged yet");
    assert_eq!(say(ask::First, &["\0\0", "1"].concat()), "b0n1");
    assert_eq!(say(ask::Standing, ""), "00000", "that is but an answer");
    assert_eq!(say(ask::Start, "\0"), "b0n1t8g0");
    assert_eq!(say(ask::Standing, ""), "00000100", "what is required may run");
    assert_eq!(say(ask::Start, "\0\n"), "", "a page starts once");
    assert_eq!(effects(ask::Gated, ""), "n");
    assert!(!is(ask::Allowed, "ads") && is(ask::Allowed, "necessary"));
    assert!(
        is(ask::Known, "service:x|ads") && !is(ask::Known, "nobody") && !is(ask::Known, "service:nobody")
    );
    assert_eq!(say(ask::Record, ""), "", "undecided");

    for nothing in ["", "accept-all", "nobody\nnobody\n1\n616263646566676869606a6b\n", "save\nsave"] {
        assert_eq!(say(ask::Choose, nothing), "", "{nothing} is no choice");
    }
    assert_eq!(effects(ask::Choose, "accept-all\naccept-all\n1\n616263646566676869606a6b\n---"), "p");
    assert!(!is(ask::Allowed, "ads"), "not before it is written");
    let encoded = say(ask::Encoded, "");
    let cookie = say(ask::Assignment, "https:");
    assert!(
        cookie.starts_with(&["portcullis=", &encoded, "; Path=/; SameSite=Lax; Max-Age=15552000"].concat())
    );
    assert_eq!(effects(ask::Persisted, "0"), "vy");
    assert_eq!(effects(ask::Yielded, ""), "tg");
    assert!(is(ask::Allowed, "ads") && is(ask::Allowed, "service:x"));
    assert_eq!(effects(ask::Gated, ""), "ons", "chosen, changed, settled");
    assert!(!say(ask::Record, "").is_empty());

    assert_eq!(effects(ask::Choose, "reject-all\nreject-all\n0\n616263646566676869606a6b\n---"), "p");
    assert!(!is(ask::Allowed, "ads"), "a refusal counts at once");
    say(ask::Persisted, "3");
    say(ask::Yielded, "");
    assert_eq!(effects(ask::Gated, "1"), "cons", "what was left is cleared first");
    assert!(is(ask::Cookie, "_x") && !is(ask::Cookie, "portcullis") && !is(ask::Cookie, "_y"));
    assert!(say(ask::Removals, "_x\nshop.example\n/").contains("Domain=shop.example"));

    // What happens to an element is told by a digit.
    let act =
        |script: &str, released: &str, allowed: &str| say(ask::Act, &[script, released, allowed].concat());
    assert_eq!(
        [act("1", "0", "1"), act("1", "1", "0"), act("0", "1", "0"), act("0", "1", "1")],
        ["1", "3", "2", "0"]
    );
}
