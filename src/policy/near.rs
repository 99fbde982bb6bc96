//! Near misses: what somebody probably meant to write.

/// Texts longer than this are no slip of the hand.
const LONGEST: usize = 64;

/// The candidate that `written` most resembles, if it is near enough to be a slip: a third of its letters may
/// differ, and capitals count for nothing. The first of equally near ones.
pub fn nearest<'a>(written: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if written.len() > LONGEST {
        return None;
    }
    let mut best = None;
    let mut most = (written.len() / 3).clamp(1, 4) + 1;
    for candidate in candidates {
        if candidate.len() <= LONGEST && candidate != written {
            let far = distance(written.as_bytes(), candidate.as_bytes());
            // Nothing in common is no likeness, however short both are.
            if far < most && far < candidate.len() {
                (best, most) = (Some(candidate), far);
            }
        }
    }
    best
}

/// How many bytes have to be put in, taken out, replaced or swapped with the next: Levenshtein's table, three rows
/// of it at a time.
fn distance(from: &[u8], to: &[u8]) -> usize {
    let same = |a: Option<&u8>, b: &u8| a.is_some_and(|a| a.eq_ignore_ascii_case(b));
    let mut above: [usize; LONGEST + 1] = std::array::from_fn(|at| at);
    let mut before = above;
    for (line, a) in from.iter().enumerate() {
        let mut row = [line + 1; LONGEST + 1];
        for (at, b) in to.iter().enumerate() {
            let replaced = above[at] + usize::from(!same(Some(a), b));
            row[at + 1] = replaced.min(above[at + 1] + 1).min(row[at] + 1);
            let swapped = line > 0 && at > 0 && same(to.get(at - 1), a) && same(from.get(line - 1), b);
            if swapped {
                row[at + 1] = row[at + 1].min(before[at - 1] + 1);
            }
        }
        (before, above) = (above, row);
    }
    above[to.len()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_slip_is_recognised_and_another_word_is_not() {
        let among = ["remarketing", "analytics", "id", "required", "policyUrl", "opt-in", "opt-out", "card"];
        for (written, meant) in [
            ("remarketting", Some("remarketing")),
            ("analitics", Some("analytics")),
            ("policyURL", Some("policyUrl")),
            ("optin", Some("opt-in")),
            ("opt_out", Some("opt-out")),
            ("Id", Some("id")),
            ("crad", Some("card")),
            ("requierd", Some("required")),
            ("marketing", Some("remarketing")),
            ("payments", None),
            ("", None),
            ("x", None),
            // What is right already was not meant otherwise.
            ("analytics", None),
        ] {
            assert_eq!(nearest(written, among), meant, "{written}");
        }
        assert_eq!(nearest(&"a".repeat(5_000_000), ["a"]), None);
    }

    proptest! {
        #[test]
        fn the_distance_is_the_same_both_ways(a in "[abc]{0,6}", b in "[abc]{0,6}") {
            let far = |x: &str, y: &str| distance(x.as_bytes(), y.as_bytes());
            prop_assert_eq!(far(&a, &b), far(&b, &a));
            prop_assert_eq!(far(&a, &b) == 0, a == b);
            prop_assert!(far(&a, &b) <= a.len().max(b.len()));
        }

        #[test]
        fn no_text_is_too_strange(written in any::<String>(), candidate in any::<String>()) {
            let _ = nearest(&written, [candidate.as_str()]);
        }
    }
}
