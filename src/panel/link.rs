//! Where a policy's links lead.

use crate::policy::is_safe_url;
use crate::text::join;

/// Where a link leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// The store itself, or a mail or telephone program: opens in place.
    Here,
    /// Another site: opens beside the shop and learns nothing about it.
    Elsewhere,
}

/// Where `url` leads from a page of `origin`, or `None` where it must stay plain text.
///
/// [`is_safe_url`] says what may be a link at all.
pub(crate) fn target(url: &str, origin: &str) -> Option<Target> {
    if !is_safe_url(url) {
        return None;
    }
    let starts = |prefix: &str| url.get(..prefix.len()).is_some_and(|head| head.eq_ignore_ascii_case(prefix));
    // Browsers read a backslash here as a slash: a host follows, not a path.
    if starts("//") || starts("/\\") {
        return Some(Target::Elsewhere);
    }
    if !starts("http") {
        return Some(Target::Here);
    }
    let own = starts(origin) && matches!(url.as_bytes().get(origin.len()), None | Some(b'/' | b'?' | b'#'));
    Some(if own { Target::Here } else { Target::Elsewhere })
}

/// `contact` as a URL: a policy may give a bare mail address.
pub(crate) fn contact(contact: String) -> String {
    let is_address = contact.contains('@') && !contact.contains([':', '/', ' ']);
    if is_address { join(&["mailto:", &contact]) } else { contact }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_known_kinds_of_url_become_links() {
        use Target::{Elsewhere, Here};
        for (url, expected) in [
            ("https://policies.google.com/privacy", Some(Elsewhere)),
            ("HTTP://vendor.example", Some(Elsewhere)),
            ("https://shop.example", Some(Here)),
            ("https://shop.example/terms", Some(Here)),
            ("https://shop.example?x", Some(Here)),
            ("https://shop.example.evil.example/", Some(Elsewhere)),
            ("https://shop.example@evil.example/", Some(Elsewhere)),
            ("//evil.example/", Some(Elsewhere)),
            ("/\\evil.example/", Some(Elsewhere)),
            ("/account.html", Some(Here)),
            ("./terms", Some(Here)),
            ("#cookies", Some(Here)),
            ("mailto:privacy@shop.example", Some(Here)),
            ("tel:+49-30-123", Some(Here)),
            ("javascript:alert(1)", None),
            (" javascript:alert(1)", None),
            ("java\nscript:alert(1)", None),
            ("/\t/evil.example", None),
            ("\u{1}https://vendor.example", None),
            ("data:text/html,x", None),
            ("blob:https://shop.example/1", None),
            ("vbscript:x", None),
            ("ftp://vendor.example", None),
            ("http:vendor.example", None),
            ("terms.html", None),
            ("../terms", None),
            ("", None),
            ("Й", None),
        ] {
            assert_eq!(target(url, "https://shop.example"), expected, "{url:?}");
        }
    }

    #[test]
    fn a_bare_address_becomes_a_mail_link() {
        assert_eq!(contact("privacy@shop.example".into()), "mailto:privacy@shop.example");
        assert_eq!(contact("https://shop.example/@us".into()), "https://shop.example/@us");
        assert_eq!(contact("/contact".into()), "/contact");
    }
}
