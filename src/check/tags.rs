//! Under which tags a browser looks for the words of a language.

/// The tags, the best first, as `www/tags.mjs` has them.
pub(super) fn tags_of(tag: &str) -> [String; 4] {
    let mut parts = tag.split('-');
    let main = match parts.next() {
        Some("nn" | "no") => "nb",
        Some("iw") => "he",
        other => other.unwrap_or_default(),
    };
    let is_one = |list: &[&str], part: &str| list.iter().any(|one| one.eq_ignore_ascii_case(part));
    let is_traditional =
        is_one(&["zh"], main) && parts.next().is_some_and(|part| is_one(&["hant", "tw", "hk", "mo"], part));
    let script = if is_traditional { "zh-Hant" } else { tag };
    [tag.to_owned(), script.to_owned(), main.to_owned(), [main, "-Hant"].concat()]
}

#[cfg(test)]
mod tests {
    use super::tags_of;

    #[test]
    fn both_scripts_of_chinese_are_told_apart_and_stand_in_for_each_other() {
        for (tag, tags) in [
            ("zh-TW", "zh-TW zh-Hant zh zh-Hant"),
            ("zh-hk", "zh-hk zh-Hant zh zh-Hant"),
            ("zh-MO", "zh-MO zh-Hant zh zh-Hant"),
            ("zh-Hant", "zh-Hant zh-Hant zh zh-Hant"),
            ("zh-Hant-HK", "zh-Hant-HK zh-Hant zh zh-Hant"),
            ("zh", "zh zh zh zh-Hant"),
            ("zh-CN", "zh-CN zh-CN zh zh-Hant"),
            ("zh-Hans-HK", "zh-Hans-HK zh-Hans-HK zh zh-Hant"),
            ("zh-Mong", "zh-Mong zh-Mong zh zh-Hant"),
            ("no", "no no nb nb-Hant"),
            ("nn-NO", "nn-NO nn-NO nb nb-Hant"),
            ("iw", "iw iw he he-Hant"),
            ("", "   -Hant"),
        ] {
            assert_eq!(tags_of(tag).join(" "), tags, "{tag}");
        }
    }
}
