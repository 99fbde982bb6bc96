//! What purposes and services say to vendors and leave in browsers: consent types, cookies, storage, hosts.

use super::finding::Warnings;
use super::store::{host_in, is_host};
use super::tree::Value;
use crate::policy::{matches, parse_duration};
use crate::signal::GOOGLE_TYPES;

/// Checks them.
pub(super) fn check(policy: &Value<'_>, found: &mut Warnings) {
    found.each("purposes", policy.list("purposes"), purpose);
    found.each("services", policy.list("services"), |found, service| {
        found.each("cookies", service.list("cookies"), cookie);
        found.each("storage", service.list("storage"), |found, name| {
            name.text().into_iter().for_each(|name| pattern(name, found));
        });
        found.each("hosts", service.list("hosts"), |found, host| {
            if let Some(host) = host.text().filter(|host| !is_host(host.strip_prefix("*.").unwrap_or(host))) {
                found.guess(host, "a host name, without scheme or path", host_in(host));
            }
        });
        if service.said("vendor").is_some_and(|vendor| vendor.trim().is_empty()) {
            found.at("vendor", |found| found.say("an empty text", "who receives the data"));
        }
    });
}

fn purpose(found: &mut Warnings, purpose: &Value<'_>) {
    let is_required = purpose.get("required").is_some_and(Value::is_true);
    found.each("signals", purpose.list("signals"), |found, signal| {
        let Some(signal) = signal.text() else { return };
        if !GOOGLE_TYPES.contains(&signal) {
            found.unknown(signal, "a consent type that a vendor knows", GOOGLE_TYPES);
        } else if is_required && (signal.starts_with("ad_") || signal.starts_with("allow_")) {
            found.quote(signal, "no advertising in a required purpose: nobody could refuse it");
        }
    });
}

fn cookie(found: &mut Warnings, cookie: &Value<'_>) {
    if let Some(name) = cookie.said("name") {
        found.at("name", |found| {
            if name.contains('*') {
                found.quote(name, "an exact name; a * belongs in \"pattern\"");
            } else {
                cookie_name(name, found);
            }
        });
    }
    if let Some(glob) = cookie.said("pattern") {
        found.at("pattern", |found| {
            if cookie.said("name").is_some() {
                found.quote(glob, "nothing beside \"name\", which is used");
            } else if !glob.contains('*') {
                found.quote(glob, "a * for any run of characters; an exact name belongs in \"name\"");
            } else {
                cookie_name(glob, found);
                pattern(glob, found);
            }
        });
    }
    let written = cookie.said("duration").unwrap_or("");
    if !matches!(written, "session" | "unknown")
        && parse_duration(written).is_none()
        && cookie.get("duration").is_none_or(is_text)
    {
        const EXPECTED: &str = "how long it lasts: P90D, PT30M, \"session\" or \"unknown\"";
        found.at("duration", |found| match written {
            "" => found.say("nothing", EXPECTED),
            _ => found.guess(written, EXPECTED, duration_in(written).as_deref()),
        });
    }
}

fn is_text(value: &Value<'_>) -> bool {
    value.text().is_some()
}

fn cookie_name(name: &str, found: &mut Warnings) {
    // RFC 6265, section 4.1.1: what ends a name or a cookie cannot be in it.
    if name.chars().any(|c| c.is_whitespace() || c.is_control() || matches!(c, ';' | ',' | '=')) {
        found.quote(name, "a name that a cookie can have: no blanks, commas, semicolons or equal signs");
    }
}

fn pattern(glob: &str, found: &mut Warnings) {
    let is_expression = glob.starts_with('^') || glob.ends_with('$') || glob.contains(['\\', '(', '[', '|']);
    if is_expression {
        found.quote(glob, "a name with * for any run of characters, no regular expression");
    } else if !glob.is_empty() && glob.bytes().all(|b| b == b'*') {
        found.quote(glob, "a part of the name: this one fits everything the store keeps");
    } else if glob.contains('*') && matches(glob, "portcullis") {
        found.quote(glob, "a pattern that does not fit the visitor's record, which is kept anyway");
    }
}

/// The duration in words such as `2 years`, `13 months`, `Session` or a number of days.
fn duration_in(written: &str) -> Option<String> {
    let plain = written.trim().to_ascii_lowercase();
    if plain.starts_with("session") {
        return Some("session".to_owned());
    }
    if parse_duration(&written.to_ascii_uppercase()).is_some() {
        return Some(written.to_ascii_uppercase());
    }
    let digits = plain.bytes().take_while(u8::is_ascii_digit).count();
    let (number, unit) = plain.split_at(digits);
    let form = match unit.trim().trim_end_matches('s') {
        "y" | "year" => ("P", "Y"),
        "month" => ("P", "M"),
        "w" | "week" => ("P", "W"),
        "d" | "day" => ("P", "D"),
        "h" | "hour" => ("PT", "H"),
        "min" | "minute" => ("PT", "M"),
        "sec" | "second" => ("PT", "S"),
        _ => return None,
    };
    (!number.is_empty()).then(|| [form.0, number, form.1].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_in_words_is_understood_and_said_right() {
        for (written, meant) in [
            ("2 years", Some("P2Y")),
            ("13 months", Some("P13M")),
            ("30min", Some("PT30M")),
            ("1 day", Some("P1D")),
            ("24h", Some("PT24H")),
            ("Session", Some("session")),
            ("p2y", Some("P2Y")),
            ("forever", None),
            ("years", None),
            ("", None),
        ] {
            assert_eq!(duration_in(written).as_deref(), meant, "{written}");
        }
    }
}
