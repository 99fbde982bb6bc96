//! What the folders promise each other.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::{BTreeMap, BTreeSet};
use std::{fs, path::Path, path::PathBuf};

/// Words only the browser shell knows.
const BROWSER: [&str; 6] = ["web_sys", "js_sys", "wasm_bindgen", "JsValue", "gloo", "serde_wasm_bindgen"];
/// Lines of a file, at most.
const MOST: usize = 400;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every Rust file at or under `place`.
fn files(place: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![root().join(place)];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
    assert!(!found.is_empty(), "nothing at {place}");
    found
}

fn is_word(text: &str, word: &str) -> bool {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(word)
        .any(|(at, _)| !text[..at].ends_with(part) && !text[at + word.len()..].starts_with(part))
}

/// Each file at `places` that has one of `words`, and the word.
fn users(places: &[&str], words: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for path in places.iter().flat_map(|place| files(place)) {
        let text = fs::read_to_string(&path).unwrap();
        let short = path.strip_prefix(root()).unwrap().display();
        found.extend(words.iter().filter(|w| is_word(&text, w)).map(|w| format!("{short}: {w}")));
    }
    found
}

const NONE: [String; 0] = [];

#[test]
fn policy_consent_and_signal_name_no_browser_type() {
    let core = ["src/policy", "src/consent", "src/signal", "src/json.rs", "src/text.rs"];
    assert_eq!(users(&core, &BROWSER), NONE);
    assert_eq!(users(&core, &["target_arch", "gate::", "panel::"]), NONE);
}

#[test]
fn dependencies_run_one_way() {
    for (place, above) in [
        ("src/text.rs", &["json", "policy", "consent", "signal", "first", "gate", "panel"][..]),
        ("src/json.rs", &["policy", "consent", "signal", "gate", "panel"]),
        ("src/policy", &["consent", "signal", "first", "gate", "panel"]),
        ("src/consent", &["signal", "first", "gate", "panel"]),
        ("src/signal", &["first", "gate", "panel"]),
        ("src/first", &["json", "signal", "gate", "panel", "check"]),
        ("src/policy", &["check"]),
        ("src/consent", &["check"]),
        ("src/signal", &["check"]),
        ("src/check", &["consent", "gate", "panel"]),
        ("src/gate", &["panel", "check"]),
        ("src/panel", &["gate", "check"]),
    ] {
        let paths: Vec<String> = above.iter().map(|name| format!("crate::{name}")).collect();
        let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
        assert_eq!(users(&[place], &paths), NONE);
        // The one other way to climb out of a folder.
        assert_eq!(users(&[place], &["super::super::super"]), NONE);
    }
}

/// The names after `from` (`super::`, `crate::part::`) in `text`, the first part of each path alone.
fn named_after(text: &str, from: &str) -> Vec<String> {
    let mut found = Vec::new();
    let word = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    for (at, _) in text.match_indices(from) {
        if text[..at].ends_with(|c: char| c == ':' || c.is_alphanumeric()) {
            continue;
        }
        let rest = &text[at + from.len()..];
        let Some(list) = rest.strip_prefix('{') else {
            found.push(word(rest));
            continue;
        };
        let mut depth = 0;
        let mut part = String::new();
        for c in list.chars() {
            match c {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' if depth == 0 => found.push(word(std::mem::take(&mut part).trim())),
                _ if depth == 0 => part.push(c),
                _ => {}
            }
        }
        found.push(word(part.trim()));
    }
    found
}

/// What each file of the part at `folder` uses of its siblings, by their names or by what `mod.rs` has of them.
fn uses(folder: &str) -> BTreeMap<String, BTreeSet<String>> {
    let name = |path: &Path| path.file_stem().unwrap().to_string_lossy().into_owned();
    let code = |path: &Path| {
        let text = fs::read_to_string(path).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap_or("");
        code.lines().map(|line| line.split("//").next().unwrap_or("")).collect::<Vec<_>>().join("\n")
    };
    let all = files(folder);
    let siblings: BTreeSet<String> = all.iter().map(|path| name(path)).filter(|name| name != "mod").collect();
    let mut homes = BTreeMap::new();
    let root = code(&self::root().join(folder).join("mod.rs"));
    for sibling in &siblings {
        for item in named_after(&root, &format!("{sibling}::")) {
            homes.insert(item, sibling.clone());
        }
    }
    let part = folder.rsplit('/').next().unwrap();
    let mut found = BTreeMap::new();
    for path in all.iter().filter(|path| name(path) != "mod") {
        let text = code(path);
        let mut used = BTreeSet::new();
        for named in
            named_after(&text, "super::").into_iter().chain(named_after(&text, &format!("crate::{part}::")))
        {
            used.extend(if siblings.contains(&named) { Some(named) } else { homes.get(&named).cloned() });
        }
        used.remove(&name(path));
        found.insert(name(path), used);
    }
    found
}

#[test]
fn no_file_uses_itself_by_way_of_its_siblings() {
    for part in ["policy", "consent", "signal", "check", "first", "gate", "panel"] {
        let mut left = uses(&format!("src/{part}"));
        assert!(part == "first" || left.values().any(|used| !used.is_empty()), "{part}: nothing was read");
        // What uses nothing that is left is at the bottom; what is never at the bottom is in a circle or above one.
        while let Some(free) = left.iter().find(|(_, used)| used.is_empty()).map(|(name, _)| name.clone()) {
            left.remove(&free);
            left.values_mut().for_each(|used| _ = used.remove(&free));
        }
        assert!(left.is_empty(), "src/{part}: {left:#?}");
    }
}

#[test]
fn a_file_holds_one_idea_and_has_room_on_a_page() {
    for path in files("src").into_iter().chain(files("tests")) {
        let lines = fs::read_to_string(&path).unwrap().lines().count();
        assert!(lines <= MOST, "{} has {lines} lines; split it", path.display());
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        for vague in ["helper", "util", "manager", "misc", "common", "handler", "data", "info"] {
            assert!(!name.contains(vague), "{}: name what is in it", path.display());
        }
    }
}

/// The clock and chance are the shell's: the core is told the time and the ids.
#[test]
fn the_core_asks_neither_clock_nor_chance_nor_environment() {
    let core = ["src/policy", "src/consent", "src/signal", "src/json.rs", "src/text.rs"];
    assert_eq!(
        users(&core, &["SystemTime", "Instant", "std::env", "std::fs", "thread_local", "static mut"]),
        NONE
    );
    assert_eq!(users(&core, &["unsafe"]), NONE);
}
