//! How far a command reaches: the part of what `www/runtime/vendors/reach.ts` refuses that can be told from the policy alone. What
//! a page has under a name only that page knows.

use super::tree::Value;

/// Names that lead to the browser, to prototypes, to code or to Portcullis, whoever has them.
const UNREACHABLE: &str = include_str!("../../www/runtime/vendors/unreachable.txt");

fn is_denied(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let is_code = name.contains("eval") || name.ends_with("script") || name.ends_with("scripts");
    is_code || UNREACHABLE.split_ascii_whitespace().any(|denied| denied == name)
}

/// True for a name that a command may use: of a function, a queue or what holds them.
pub(super) fn is_plain(name: &str) -> bool {
    let of_a_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '$');
    let begins = name.starts_with(|c: char| of_a_name(c) && !c.is_ascii_digit());
    begins && name.chars().all(of_a_name) && !is_denied(name)
}

/// True where `call` names a function by plain names.
pub(super) fn is_reachable(call: &str) -> bool {
    call.split('.').all(is_plain)
}

/// True for a switch that may be set: an id has letters, digits and hyphens.
pub(super) fn is_switch(name: &str) -> bool {
    let of_a_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '$' | '-');
    let name = name.replace("{id}", "id");
    !name.is_empty() && name.chars().all(of_a_name) && !is_denied(&name)
}

/// True for what a queue takes as data, whatever stands in it.
pub(super) fn is_queue(call: &str) -> bool {
    call.strip_suffix(".push").is_some_and(|list| !list.contains('.'))
}

/// The first text in `value` that is markup, code or an address to load some from.
pub(super) fn code_in<'a>(value: &Value<'a>) -> Option<&'a str> {
    match value {
        Value::Text(text) => is_code(text).then_some(*text),
        Value::List(items) => items.iter().find_map(code_in),
        Value::Object(members) => {
            members.iter().find_map(|(name, value)| if is_code(name) { Some(*name) } else { code_in(value) })
        }
        Value::Plain(_) => None,
    }
}

fn is_code(text: &str) -> bool {
    // What a text with `?` becomes are its words; the expression before them stays here.
    let text =
        text.strip_prefix('?').map_or(text, |asked| asked.split_once('?').map_or("", |(_, words)| words));
    let lower = text.to_ascii_lowercase();
    text.contains(['<', '>', '(', ')', '`', '{', '}', '=', ';'])
        || ["//", "script:", "data:"].iter().any(|sign| lower.contains(sign))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_of_vendors_are_reachable() {
        for call in [
            "fbq",
            "ttq.track",
            "ttq.grantConsent",
            "gtag",
            "uetq.push",
            "clarity",
            "_paq.push",
            "lintrk",
            "snaptr",
            "rdt",
            "pintrk",
            "twq",
            "posthog.opt_in_capturing",
            "mixpanel.opt_in_tracking",
            "snowplow",
            "dataLayer.push",
            "hj",
            "Shopify.customerPrivacy.setTrackingConsent",
            "OneSignal.setSubscription",
            "adobe.optIn.approveAll",
            "wp_set_consent",
            "Optanon.Close",
            "_hsq.push",
            "FS.consent",
            "amplitude.setOptOut",
            "$crisp.push",
        ] {
            assert!(is_reachable(call), "{call}");
        }
    }

    #[test]
    fn nothing_of_the_browser_of_prototypes_of_code_or_of_ours_is() {
        for call in [
            "portcullis.acceptAll",
            "eval",
            "Function",
            "setTimeout",
            "setInterval",
            "execScript",
            "importScripts",
            "document.write",
            "window.alert",
            "self.eval",
            "globalThis.acme",
            "top.acme",
            "parent.acme",
            "frames.acme",
            "acme.constructor",
            "acme.__proto__.track",
            "acme.prototype.track",
            "jQuery.globalEval",
            "$.globalEval",
            "$.getScript",
            "$.fn.html",
            "fbq.call",
            "fbq.apply",
            "fbq.bind",
            "require",
            "acme.evaluate",
            "loadScript",
            "",
            ".",
            "acme.",
            "acme..track",
            "acme track",
            "portcullis shopify",
            "acme[0]",
            "0.acme",
            "acme-track",
            "ACME.EVAL",
            "акме",
        ] {
            assert!(!is_reachable(call), "{call}");
        }
    }

    #[test]
    fn switches_have_plain_names() {
        assert!(is_switch("ga-disable-{id}") && is_switch("acme_off"));
        for name in ["", "location", "constructor", "__proto__", "document", "a.b", "off off", "portcullis"] {
            assert!(!is_switch(name), "{name}");
        }
    }

    #[test]
    fn arguments_are_words() {
        let code = |text| code_in(&Value::List(vec![Value::Text(text)]));
        for text in [
            "consent",
            "LDU",
            "DBABMA~1YNN",
            "2026-11-30T10:00",
            "?ads|!analytics",
            "?ads?yes:no",
            "text/plain",
            "",
        ] {
            assert_eq!(code(text), None, "{text}");
        }
        for text in [
            "<img>",
            "alert(1)",
            "a=1",
            "a`b`",
            "//evil.example/x",
            "https://evil.example",
            "JavaScript:x",
            "?ads?<b>:no",
        ] {
            assert_eq!(code(text), Some(text));
        }
        let deep =
            Value::Object(vec![("a", Value::List(vec![Value::Object(vec![("<b>", Value::Plain("t"))])]))]);
        assert_eq!(code_in(&deep), Some("<b>"));
    }
}
