//! Single values at the top of a policy: its language, its day, its colour, the domain of its cookie.

use super::finding::Warnings;
use super::tags::{plain, tags_of};
use super::tree::Value;
use crate::policy::nearest;
use crate::text::pieces;

/// Checks them.
pub(super) fn check(policy: &Value<'_>, found: &mut Warnings) {
    if let Some(tag) = policy.said("language").filter(|tag| !is_tag(tag)) {
        found.at("language", |found| found.guess(tag, TAG, written(tag).as_deref()));
    }
    found.at("words", |found| languages(policy.get("words"), found));
    found.at("store", |found| {
        for name in ["policyUrl", "termsUrl"] {
            let urls = policy.get("store").and_then(|store| store.get(name));
            found.at(name, |found| addresses(urls, policy.said("language").unwrap_or("en"), found));
        }
    });
    if let Some(day) = policy.said("effective").filter(|day| !is_day(day)) {
        found.at("effective", |found| found.quote(day, "a day as YYYY-MM-DD, or a month as YYYY-MM"));
    }
    if let Some(brand) = policy.get("style").and_then(|s| s.said("brand")).filter(|b| !is_colour(b)) {
        found.at("style", |f| f.at("brand", |f| f.quote(brand, "a colour as #rrggbb")));
    }
    if let Some(domain) = policy.get("cookie").and_then(|c| c.said("domain")).filter(|d| !is_shared(d)) {
        let meant = host_in(domain).filter(|host| is_domain(host)).or_else(|| nearest(domain, [WIDEST]));
        found.at("cookie", |f| {
            f.at("domain", |f| {
                f.guess(domain, "a domain such as shop.example, without scheme or path, or \"auto\"", meant)
            });
        });
    }
}

const TAG: &str = "a language tag such as en or pt-BR";

/// Checks the names of what there is for each language.
fn languages(all: Option<&Value<'_>>, found: &mut Warnings) {
    let all = all.map_or(&[][..], Value::members);
    for (at, (tag, _)) in all.iter().enumerate() {
        let is_twice = || all.iter().take(at).any(|(before, _)| before != tag && plain(before) == plain(tag));
        found.at(tag, |found| match written(tag) {
            _ if is_twice() => {
                found.say("a language that stands here twice", "each language once: the first one counts");
            }
            Some(meant) if !is_tag(tag) => found.guess(tag, TAG, Some(&meant)),
            None if !is_tag(tag) => found.say("a key that is no language", TAG),
            _ => {}
        });
    }
}

/// Checks addresses by language: those of the policy's own language stand in for all others.
fn addresses(urls: Option<&Value<'_>>, beneath: &str, found: &mut Warnings) {
    let Some(Value::Object(all)) = urls else { return };
    languages(urls, found);
    if !tags_of(beneath).iter().any(|tag| all.iter().any(|(named, _)| plain(named) == *tag)) {
        found.at(beneath, |found| {
            found.say("nothing", "the address for the policy's language, which stands in for all others");
        });
    }
}

/// The tag that is meant by one of another form, such as `pt_BR` or `EN`; nothing where it is no tag at all.
fn written(tag: &str) -> Option<String> {
    let parts = plain(tag);
    let parts = pieces(&parts, b'-').enumerate().map(|(at, part)| match part.len() {
        2 if at > 0 => part.to_ascii_uppercase(),
        4 if at > 0 => part.get(..1).unwrap_or("").to_ascii_uppercase() + part.get(1..).unwrap_or(""),
        _ => part.to_owned(),
    });
    Some(parts.collect::<Vec<_>>().join("-")).filter(|tag| is_tag(tag))
}

/// Well-formed enough to be chosen by: BCP 47 without its rarer parts.
fn is_tag(tag: &str) -> bool {
    let mut parts = pieces(tag, b'-');
    let first = parts.next().unwrap_or("");
    let alphanumeric = |part: &str| part.bytes().all(|b| b.is_ascii_alphanumeric());
    (2..=3).contains(&first.len())
        && first.bytes().all(|b| b.is_ascii_lowercase())
        && parts.all(|part| (1..=8).contains(&part.len()) && alphanumeric(part))
}

/// A day, or a month.
fn is_day(day: &str) -> bool {
    let first = if day.len() == 7 { [day, "-01"].concat() } else { day.to_owned() };
    is_whole_day(&first)
}

fn is_whole_day(day: &str) -> bool {
    let numbers: Option<Vec<u32>> = pieces(day, b'-').map(|part| part.parse().ok()).collect();
    let Some(&[year, month, date]) = numbers.as_deref() else { return false };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return false,
    };
    let lengths = pieces(day, b'-').map(str::len);
    lengths.eq([4, 2, 2])
        && day.bytes().all(|b| b.is_ascii_digit() || b == b'-')
        && (1..=days).contains(&date)
}

fn is_colour(text: &str) -> bool {
    text.strip_prefix('#').is_some_and(|hex| hex.len() == 6 && hex.bytes().all(|b| b.is_ascii_hexdigit()))
}

/// True for a host name, as browsers ask for it: letters, digits and hyphens between dots.
pub(super) fn is_host(text: &str) -> bool {
    pieces(text, b'.').all(|label| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    })
}

fn is_domain(text: &str) -> bool {
    is_host(text.strip_prefix('.').unwrap_or(text)) && text.trim_start_matches('.').contains('.')
}

/// What stands for the widest domain that the browser takes.
const WIDEST: &str = "auto";

fn is_shared(domain: &str) -> bool {
    domain == WIDEST || is_domain(domain)
}

/// The host in a URL.
pub(super) fn host_in(url: &str) -> Option<&str> {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split(['/', '?', '#', ':']).next().filter(|host| is_host(host))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_told_apart() {
        for (rule, good, bad) in [
            (
                is_tag as fn(&str) -> bool,
                &["en", "pt-BR", "zh-Hant-TW", "gsw"][..],
                &["", "english", "EN", "e", "en_US", "de-"][..],
            ),
            (
                is_day,
                &["2026-11-22", "2024-02-29", "2021-05"],
                &[
                    "2026-02-29",
                    "2026-13-01",
                    "26-1-2",
                    "22.11.2026",
                    "2026-1-022",
                    "soon",
                    "2021",
                    "2021-13",
                    "05-2021",
                ],
            ),
            (is_colour, &["#0a0A0a"], &["#fff", "red", "0a0a0a", "#0a0a0g"]),
            (is_host, &["a.example", "localhost"], &["", "a..b", "https://a", "a/b", "*.a", "-a.b", "a b"]),
            (
                is_domain,
                &["shop.example", ".shop.example"],
                &["localhost", "https://shop.example", "shop.example/", ""],
            ),
        ] {
            assert!(good.iter().all(|text| rule(text)), "{good:?}");
            assert!(!bad.iter().any(|text| rule(text)), "{bad:?}");
        }
        for (tag, meant) in [
            ("EN", Some("en")),
            ("pt_BR", Some("pt-BR")),
            ("zh_hant_tw", Some("zh-Hant-TW")),
            ("english", None),
        ] {
            assert_eq!(written(tag).as_deref(), meant, "{tag}");
        }
        assert_eq!(host_in("https://a.example:8080/x?y"), Some("a.example"));
        assert_eq!(host_in("what is this"), None);
    }
}
