//! Which links from a policy may be followed.

use crate::text::cut;

/// True for `https:`, `http:` and `mailto:` URLs and for places on the store itself; anything else, such as
/// `javascript:`, is shown as plain text.
pub fn is_safe_url(url: &str) -> bool {
    match cut(url, b':') {
        Some((scheme, _)) if !scheme.bytes().any(|b| matches!(b, b'/' | b'?' | b'#')) => {
            ["https", "http", "mailto"].iter().any(|safe| scheme.eq_ignore_ascii_case(safe))
        }
        _ => !url.is_empty(),
    }
}

#[cfg(test)]
mod tests {
    use super::is_safe_url;

    #[test]
    fn only_web_mail_and_own_places_are_followed() {
        for url in [
            "https://a.example/",
            "HTTP://a",
            "mailto:a@b",
            "/p",
            "./p",
            "p.html",
            "#x",
            "?a=b:c",
            "//a.example",
        ] {
            assert!(is_safe_url(url), "{url}");
        }
        for url in [
            "",
            "javascript:alert(1)",
            "JaVaScript:x",
            " javascript:x",
            "java\tscript:x",
            "data:text/html,x",
            "vbscript:x",
            ":x",
        ] {
            assert!(!is_safe_url(url), "{url}");
        }
    }
}
