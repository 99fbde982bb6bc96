//! Under which tags a browser looks for the words of a language.

/// `tag` as tags are compared: they are the same in any case, and many programs write `de_DE`.
pub(super) fn plain(tag: &str) -> String {
    tag.replace('_', "-").to_ascii_lowercase()
}

/// The tags, the best first, as `www/tags.mjs` has them.
pub(super) fn tags_of(tag: &str) -> [String; 4] {
    let tag = plain(tag);
    let mut parts = tag.split('-');
    let main = match parts.next() {
        Some("nn" | "no") => "nb",
        Some("iw") => "he",
        other => other.unwrap_or_default(),
    };
    let is_traditional =
        main == "zh" && parts.next().is_some_and(|part| matches!(part, "hant" | "tw" | "hk" | "mo"));
    let script = if is_traditional { "zh-hant" } else { &tag };
    [tag.clone(), script.to_owned(), main.to_owned(), [main, "-hant"].concat()]
}

#[cfg(test)]
mod tests {
    use super::tags_of;

    #[test]
    fn both_scripts_of_chinese_are_told_apart_and_stand_in_for_each_other() {
        for (tag, tags) in [
            ("zh-TW", "zh-tw zh-hant zh zh-hant"),
            ("zh-hk", "zh-hk zh-hant zh zh-hant"),
            ("zh-MO", "zh-mo zh-hant zh zh-hant"),
            ("zh-Hant", "zh-hant zh-hant zh zh-hant"),
            ("zh-Hant-HK", "zh-hant-hk zh-hant zh zh-hant"),
            ("zh_hant_tw", "zh-hant-tw zh-hant zh zh-hant"),
            ("zh", "zh zh zh zh-hant"),
            ("zh-CN", "zh-cn zh-cn zh zh-hant"),
            ("zh-Hans-HK", "zh-hans-hk zh-hans-hk zh zh-hant"),
            ("zh-Mong", "zh-mong zh-mong zh zh-hant"),
            ("no", "no no nb nb-hant"),
            ("nn-NO", "nn-no nn-no nb nb-hant"),
            ("iw", "iw iw he he-hant"),
            ("DE", "de de de de-hant"),
            ("pt_BR", "pt-br pt-br pt pt-hant"),
            ("", "   -hant"),
        ] {
            assert_eq!(tags_of(tag).join(" "), tags, "{tag}");
        }
    }
}
