//! ISO 8601 durations, as policies state how long a cookie lasts.

/// The units, as `Intl.NumberFormat` names them, in the order in which a duration lists them.
const DATE: [(char, &str); 4] = [('Y', "year"), ('M', "month"), ('W', "week"), ('D', "day")];
const TIME: [(char, &str); 3] = [('H', "hour"), ('M', "minute"), ('S', "second")];

/// Reads `P2Y`, `PT24H`, `P1DT12H`: how many of which unit, largest first. `None` for anything else.
///
/// ```
/// use portcullis::policy::parse_duration;
///
/// assert_eq!(parse_duration("P1DT12H"), Some(vec![(1, "day"), (12, "hour")]));
/// assert_eq!(parse_duration("a year"), None);
/// ```
pub fn parse_duration(text: &str) -> Option<Vec<(u32, &'static str)>> {
    let (date, time) = match text.strip_prefix('P')?.split_once('T') {
        Some((date, time)) if !time.is_empty() => (date, time),
        Some(_) => return None,
        None => (text.strip_prefix('P')?, ""),
    };
    let mut parts = Vec::new();
    read(date, &DATE, &mut parts)?;
    read(time, &TIME, &mut parts)?;
    (!parts.is_empty()).then_some(parts)
}

fn read(mut text: &str, units: &[(char, &'static str)], parts: &mut Vec<(u32, &'static str)>) -> Option<()> {
    let mut units = units.iter();
    while !text.is_empty() {
        let end = text.find(|c: char| !c.is_ascii_digit())?;
        let letter = text[end..].chars().next()?;
        // `find` goes on from the last unit, so a repeated or misplaced one is an error.
        let (_, unit) = units.find(|(named, _)| *named == letter)?;
        parts.push((text[..end].parse().ok()?, unit));
        text = &text[end + letter.len_utf8()..];
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn durations_are_read_and_anything_else_is_not() {
        for (text, parts) in [
            ("P2Y", &[(2, "year")][..]),
            ("PT24H", &[(24, "hour")]),
            ("PT1M", &[(1, "minute")]),
            ("P1M", &[(1, "month")]),
            ("P2W", &[(2, "week")]),
            (
                "P1Y2M3DT4H5M6S",
                &[(1, "year"), (2, "month"), (3, "day"), (4, "hour"), (5, "minute"), (6, "second")],
            ),
            ("PT0S", &[(0, "second")]),
        ] {
            assert_eq!(parse_duration(text).as_deref(), Some(parts), "{text}");
        }
        for text in [
            "",
            "P",
            "PT",
            "P2",
            "2Y",
            "P2YT",
            "P1D2Y",
            "P1D1D",
            "PT1D",
            "P1H",
            "P-1D",
            "P1.5D",
            "p2y",
            "P99999999999D",
            "session",
            "P1Й",
            "PЙ",
            "P1DT",
            "PTT1H",
        ] {
            assert_eq!(parse_duration(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_is_too_strange(text in any::<String>()) {
            let _ = parse_duration(&text);
            let _ = parse_duration(&["P", &text].concat());
        }
    }
}
