//! Names with `*` in them.

/// True where `name` is what `pattern` says, `*` standing for any run of characters, none included.
/// An empty pattern matches nothing.
pub fn matches(pattern: &str, name: &str) -> bool {
    !pattern.is_empty() && fits(pattern.as_bytes(), name.as_bytes())
}

/// Goes back only to the latest `*`, so that it takes at most pattern times name steps.
fn fits(pattern: &[u8], name: &[u8]) -> bool {
    let (mut p, mut n) = (0, 0);
    let mut star = None;
    while n < name.len() {
        if pattern.get(p) == Some(&b'*') {
            star = Some((p, n));
            p += 1;
        } else if pattern.get(p) == name.get(n) {
            p += 1;
            n += 1;
        } else if let Some((at, taken)) = star {
            star = Some((at, taken + 1));
            (p, n) = (at + 1, taken + 1);
        } else {
            return false;
        }
    }
    pattern.iter().skip(p).all(|c| *c == b'*')
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn a_star_stands_for_any_run() {
        for (pattern, name, expected) in [
            ("_ga", "_ga", true),
            ("_ga", "_ga_X", false),
            ("_ga_*", "_ga_X", true),
            ("_ga_*", "_ga_", true),
            ("_ga_*", "_ga", false),
            ("ph_*_posthog", "ph_abc_posthog", true),
            ("ph_*_posthog", "ph_posthog", false),
            ("a*b*c", "abcbc", true),
            ("a*b*c", "acb", false),
            ("*", "anything", true),
            ("", "", false),
            ("", "x", false),
            ("a**b", "ab", true),
            ("*a", "ba", true),
        ] {
            assert_eq!(matches(pattern, name), expected, "{pattern} {name}");
        }
    }
}
