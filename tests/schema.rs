//! The policy file: its schema as published, the seed's policy, and two readers that must agree.

#![cfg(all(not(target_arch = "wasm32"), feature = "schema"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

use portcullis::policy::{Document, Policy, Words, WordsSource, read, read_silently, tokens};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::{env, fs, path::Path};

fn file(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("www").join(name)
}

#[test]
fn the_published_schema_is_what_the_types_say() {
    let made = serde_json::to_string_pretty(&schemars::schema_for!(Document)).unwrap() + "\n";
    if env::var_os("UPDATE").is_some() {
        fs::write(file("policy.schema.json"), &made).unwrap();
    }
    let published = fs::read_to_string(file("policy.schema.json")).unwrap_or_default();
    assert!(
        published == made,
        "www/policy.schema.json is out of date: UPDATE=1 cargo test --features schema --test schema writes it"
    );
}

fn seed() -> Value {
    let text = fs::read_to_string(file("policies/bettymills.json")).unwrap();
    serde_json::from_str(&text).unwrap_or_else(|e| panic!("bettymills.json is no JSON: {e}"))
}

#[test]
fn the_seeds_policy_is_read_without_a_problem_by_both_readers() {
    let policy = read(&tokens(&seed())).unwrap_or_else(|problems| {
        panic!("{:#?}", problems.iter().map(|p| p.sentence()).collect::<Vec<_>>());
    });
    let document: Document = serde_json::from_value(seed()).unwrap();
    assert_eq!(document.policy(), policy);
    let ids: Vec<&str> = policy.purposes.iter().map(|p| p.id.0).collect();
    assert_eq!(ids, ["necessary", "analytics", "remarketing", "ad-reporting", "audience-data"]);
}

#[test]
fn every_id_of_the_seeds_policy_has_words_in_each_language_and_no_words_are_left_over() {
    let document: Document = serde_json::from_value(seed()).unwrap();
    let mut languages = 0;
    for (language, source) in &document.words {
        if let WordsSource::Inline(words) = source {
            check_words(&document, language, words);
            languages += 1;
        }
    }
    assert!(document.words.contains_key(&document.language) && languages > 0);
}

fn check_words(document: &Document, language: &str, words: &Words) {
    let set = |ids: Vec<&str>| ids.into_iter().map(str::to_owned).collect::<BTreeSet<_>>();
    let cookies = document.declared().flat_map(|s| &s.cookies).map(|c| c.purpose.as_deref().unwrap_or("?"));
    let links = document.disclosures.iter().flat_map(|d| &d.links).map(|l| l.id.as_str());
    for (kind, ids, named) in [
        (
            "purposes",
            document.purposes.iter().map(|p| &*p.id).collect(),
            words.purposes.keys().collect::<Vec<_>>(),
        ),
        ("services", document.declared().map(|s| &*s.id).collect(), words.services.keys().collect()),
        (
            "disclosures",
            document.disclosures.iter().map(|d| &*d.id).collect(),
            words.disclosures.keys().collect(),
        ),
        ("cookies", cookies.collect::<Vec<_>>(), words.cookies.keys().collect()),
        ("links", links.collect(), words.links.keys().collect()),
    ] {
        assert_eq!(set(ids), named.into_iter().cloned().collect(), "words.{language}.{kind}");
    }
    let named = words.purposes.values().chain(words.services.values());
    let texts = named.flat_map(|n| [&n.name, &n.description]).chain(words.cookies.values());
    let prose = words.disclosures.values();
    let texts = texts.chain(words.links.values()).chain(prose.clone().flat_map(|p| &p.paragraphs));
    for text in texts.chain(prose.clone().map(|p| &p.title)) {
        assert!(!text.trim().is_empty() && text.trim() == text, "words.{language}: {text:?}");
        assert!(!text.contains(['<', '>']), "words.{language} are plain text: {text:?}");
    }
    assert!(prose.clone().all(|p| !p.paragraphs.is_empty()), "words.{language}: a disclosure says something");
}

#[test]
fn disclosures_name_purposes_that_there_are() {
    let document: Document = serde_json::from_value(seed()).unwrap();
    let declared: Vec<&str> = document.purposes.iter().map(|p| &*p.id).collect();
    for named in document.disclosures.iter().flat_map(|d| &d.purposes) {
        assert!(declared.contains(&&**named), "{named}");
    }
}

/// A policy with every key that decisions depend on.
fn full() -> Value {
    json!({
        "$schema": "s", "language": "en", "effective": "2026-01-01", "revision": 1,
        "purposes": [
            { "id": "necessary", "required": true, "default": false, "services": [], "signals": [] },
            { "id": "ads", "services": ["x"], "signals": ["ad_storage"] }
        ],
        "services": [{
            "id": "x", "vendor": "V", "policyUrl": "https://v.example", "storage": ["k*"], "hosts": ["h"],
            "cookies": [{ "name": "a", "pattern": "a*", "party": "third", "duration": "P1D", "purpose": "t" }]
        }],
        "regimes": [{ "regions": ["US"], "rule": "opt-out" }],
        "style": {
            "theme": "linen", "layout": "bar", "position": "top", "side": "end", "modal": true, "brand": "#0a6464",
            "reopen": "none"
        },
        "cookie": { "days": 30, "domain": "shop.example" }
    })
}

/// Every place in `value`, as a JSON pointer.
fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match value {
        Value::Object(members) => {
            members.iter().for_each(|(name, member)| places(member, &format!("{at}/{name}"), found));
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, item)| places(item, &format!("{at}/{index}"), found));
        }
        _ => {}
    }
}

/// `full` with one thing changed, and what was changed.
fn changed() -> Vec<(String, Value)> {
    let mut found = Vec::new();
    places(&full(), "", &mut found);
    let odd = [json!(true), json!(7), json!(-1), json!(0.5), json!("x"), json!([]), json!({}), json!([7])];
    let mut all = Vec::new();
    for place in found {
        for value in &odd {
            let mut changed = full();
            *changed.pointer_mut(&place).unwrap() = value.clone();
            all.push((format!("{place} = {value}"), changed));
        }
        let mut more = full();
        if let Some(members) = more.pointer_mut(&place).and_then(Value::as_object_mut) {
            members.insert("more".to_owned(), json!(7));
            all.push((format!("{place}/more"), more));
        }
        if let Some((parent, name)) = place.rsplit_once('/') {
            let mut less = full();
            less.pointer_mut(parent)
                .and_then(Value::as_object_mut)
                .map(|members: &mut Map<_, _>| members.remove(name));
            all.push((format!("without {place}"), less));
        }
    }
    all
}

/// What serde's types cannot say and the gate's reader checks: ids, references, ranges, and that a cookie has a
/// name.
fn is_beyond_types(policy: &Policy) -> bool {
    let word = |id: &str| !id.is_empty() && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    let services: Vec<&str> = policy.services.iter().map(|s| &*s.id).collect();
    let ids = policy.purposes.iter().map(|p| &*p.id).chain(services.iter().copied());
    let used = policy.purposes.iter().flat_map(|p| &p.services);
    let unknown = used.clone().any(|name| !services.contains(&&**name));
    let nameless = policy.services.iter().flat_map(|s| &s.cookies).any(|c| c.glob().is_empty());
    let path =
        |url: &str| url.starts_with('/') && !url.starts_with("//") && !url.contains(['\\', ' ', '\t', '\n']);
    let elsewhere = policy.cookie.endpoint.is_some_and(|url| !path(&url));
    unknown || nameless || elsewhere || !(1..=400).contains(&policy.cookie.days) || !ids.clone().all(word)
}

#[test]
fn the_gates_reader_and_the_types_agree_on_every_change_of_one_place() {
    let mut differ = Vec::new();
    for (what, policy) in changed() {
        assert_eq!(read(&tokens(&policy)).ok(), read_silently(tokens(&policy).leak()), "{what}");
        let types = serde_json::from_value::<Document>(policy.clone()).map(|d| d.policy());
        match (read(&tokens(&policy)), types) {
            (Ok(gate), Ok(types)) if gate == types => {}
            (Err(_), Err(_)) => {}
            (Err(_), Ok(types)) if is_beyond_types(&types) => {}
            // The id of a service in the catalogue: a browser gets the service itself.
            (Err(_), Ok(_)) if what == "/services/0 = \"x\"" => {}
            // serde takes a list for an object whose members all have defaults.
            (Err(_), Ok(_)) if what.starts_with("/cookie = [") => {}
            // Texts and looks are the panel's to check: the gate goes on without them.
            (Ok(_), Err(_))
                if ["/$schema", "/language", "/effective", "/style"].iter().any(|p| what.starts_with(p)) => {}
            (gate, types) => differ.push(format!("{what}: gate {:?}, types {:?}", gate.err(), types.err())),
        }
    }
    assert!(differ.is_empty(), "{differ:#?}");
}
