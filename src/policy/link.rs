//! Which URLs of a policy become links.

/// True for what may be a link: `https:`, `http:`, `mailto:` and `tel:`, and places written as `/…`, `./…` or `#…`.
/// Anything else, such as `javascript:`, is shown as plain text. The comparison is literal on purpose: browsers
/// skip blanks and line breaks in a scheme, so whatever has a control character in it is no link.
///
/// ```
/// use portcullis::policy::is_safe_url;
///
/// assert!(is_safe_url("https://vendor.example/privacy") && is_safe_url("/privacy"));
/// assert!(!is_safe_url("javascript:alert(1)") && !is_safe_url("privacy.html"));
/// ```
pub fn is_safe_url(url: &str) -> bool {
    let starts = |prefix: &str| {
        url.as_bytes().get(..prefix.len()).is_some_and(|head| head.eq_ignore_ascii_case(prefix.as_bytes()))
    };
    let known = ["https://", "http://", "mailto:", "tel:", "/", "./", "#"];
    known.iter().any(|prefix| starts(prefix)) && !url.bytes().any(|byte| byte.is_ascii_control())
}

#[cfg(test)]
mod tests {
    use super::is_safe_url;

    #[test]
    fn only_web_mail_telephone_and_own_places_are_followed() {
        for url in
            ["https://a.example/", "HTTP://a", "mailto:a@b", "tel:+4930123", "/p", "./p", "#x", "//a.example"]
        {
            assert!(is_safe_url(url), "{url}");
        }
        for url in [
            "",
            "p.html",
            "javascript:alert(1)",
            "JaVaScript:x",
            " javascript:x",
            "/\tx",
            "data:text/html,x",
            ":x",
            "https:x",
        ] {
            assert!(!is_safe_url(url), "{url}");
        }
    }
}
