//! A single text that visitors read.

use super::finding::Warnings;

/// What the interface puts into its words.
const PLACEHOLDERS: [&str; 6] = ["store", "purposes", "vendor", "purpose", "n", "date"];

/// Checks `text`, which is shown as it stands.
pub(super) fn check(text: &str, found: &mut Warnings) {
    if text.trim().is_empty() {
        found.say("an empty text", "words");
    }
    if let Some(tag) = tag_in(text) {
        found.quote(tag, "plain text: markup is shown, not parsed");
    }
    // The browser has put U+FFFD in place of a lone surrogate.
    if text.chars().any(|c| c == '\u{fffd}' || (c.is_control() && !matches!(c, '\n' | '\t'))) {
        found.quote(text, "a text without broken or control characters");
    }
}

/// Checks an interface word, which may hold places for others.
pub(super) fn check_places(text: &str, found: &mut Warnings) {
    let mut rest = text;
    while let Some((_, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else {
            return found.quote(text, "a } for each {");
        };
        if !PLACEHOLDERS.contains(&name) {
            found.unknown(
                name,
                "one of the places {store}, {purposes}, {vendor}, {purpose}, {n} and {date}",
                PLACEHOLDERS,
            );
        }
        rest = after;
    }
}

/// The first thing in `text` that looks like a tag or a character reference of HTML.
fn tag_in(text: &str) -> Option<&str> {
    let tag = text.match_indices('<').find_map(|(at, _)| {
        let rest = text.get(at..)?;
        let name = rest.trim_start_matches(['<', '/', '!']);
        let is_tag =
            name.len() < rest.len() && name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '-');
        let end = rest.find('>')?;
        if is_tag { rest.get(..=end) } else { None }
    });
    let reference = || {
        text.match_indices('&').find_map(|(at, _)| {
            let rest = text.get(at..)?;
            let end = rest.find(';').filter(|end| (2..10).contains(end))?;
            let name = rest.get(1..end)?.trim_start_matches('#');
            let fits = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric());
            if fits { rest.get(..=end) } else { None }
        })
    };
    tag.or_else(reference)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_recognised_and_plain_signs_are_not() {
        for (text, tag) in [
            ("<b>Hello</b>", Some("<b>")),
            ("An <img src=x onerror=alert(1)> image", Some("<img src=x onerror=alert(1)>")),
            ("Mop &amp; Bucket", Some("&amp;")),
            ("a&#8217;b", Some("&#8217;")),
            ("1 < 2 and 3 > 2", None),
            ("Mop & Bucket; brooms", None),
            ("< no tag >", None),
            ("<", None),
        ] {
            assert_eq!(tag_in(text), tag, "{text}");
        }
    }
}
