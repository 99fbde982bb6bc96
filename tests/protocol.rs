//! What the page's side knows of the numbers, letters and names of the core: `www/generated/protocol.ts`.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use portcullis::consent::{Act, Ending, Gesture, Kept, Method, Why};
use portcullis::policy::Rule;
use portcullis::protocol::{ask, effect, held, layer, mark, notice, occasion, signal, storage, view};
use std::fmt::Debug;
use std::{env, fs, path::Path};

const HEAD: &str = "\
/**
 * What page and core say to each other, by number and letter. Made of `src/protocol.rs` and the enums that it names: after a
 * change there `UPDATE=1 sh tools/with.sh cargo test --locked --test protocol` writes it anew.
 */
";

/// An enum of the page's side: a name, what it is, and for each variant its name, its value and what is said of it.
fn put(text: &mut String, name: &str, about: &str, all: impl IntoIterator<Item = (String, String, String)>) {
    *text += &format!("\n/** {about} */\nexport const enum {name} {{\n");
    for (variant, value, said) in all {
        let said = said.trim();
        if !said.is_empty() {
            *text += &format!("  /** {said} */\n");
        }
        *text += &format!("  {variant} = {value},\n");
    }
    *text += "}\n";
}

fn numbers(all: &[(&str, u32, &str)]) -> Vec<(String, String, String)> {
    all.iter()
        .map(|(name, number, said)| ((*name).to_owned(), number.to_string(), (*said).to_owned()))
        .collect()
}

fn letters(all: &[(&str, char, &str)]) -> Vec<(String, String, String)> {
    all.iter()
        .map(|(name, letter, said)| ((*name).to_owned(), format!("'{letter}'"), (*said).to_owned()))
        .collect()
}

/// An enum that goes over as a digit: its variants, by their own names.
fn digits<E: Debug + Copy>(all: &[E], number: impl Fn(E) -> usize) -> Vec<(String, String, String)> {
    all.iter().map(|one| (format!("{one:?}"), format!("'{}'", number(*one)), String::new())).collect()
}

/// Enums that are found by their place in `ALL`.
fn places<E: Debug + Copy + PartialEq>(all: &[E]) -> Vec<(String, String, String)> {
    digits(all, |one| all.iter().position(|other| *other == one).unwrap())
}

fn made() -> String {
    let mut text = HEAD.to_owned();
    put(
        &mut text,
        "Ask",
        "What the gate module is told and asked, each with a text. A fact is answered with `1`, or with nothing.",
        numbers(ask::ALL),
    );
    put(
        &mut text,
        "Mark",
        "Places of the marks that `Ask.Standing` begins with; one for each purpose and service follows.",
        numbers(mark::ALL),
    );
    put(
        &mut text,
        "Effect",
        "What to do: the first character of an effect. The second says about what.",
        letters(effect::ALL),
    );
    put(&mut text, "View", "What is shown beside the banner.", letters(view::ALL));
    put(&mut text, "Why", "Why the banner is shown.", places(&Why::ALL));
    put(&mut text, "Notice", "What the page is told of.", letters(notice::ALL));
    put(&mut text, "Signal", "What the browser says for its visitor.", letters(signal::ALL));
    put(
        &mut text,
        "Rule",
        "What holds before the visitor has chosen.",
        digits(&Rule::ALL, |rule| rule as usize),
    );
    put(&mut text, "Act", "What to do to an element.", digits(&Act::ALL, |act| act as usize));
    put(&mut text, "Kept", "Where a record is kept.", places(&Kept::ALL));
    put(&mut text, "Gesture", "Whose act a choice is.", places(&Gesture::ALL));
    put(
        &mut text,
        "Ending",
        "What ended a choice though nobody chose.",
        digits(&Ending::ALL, |ending| ending as usize),
    );
    put(
        &mut text,
        "Layer",
        "Where a choice was made that is kept before the gate can take it.",
        letters(layer::ALL),
    );
    put(&mut text, "Occasion", "When a command is said.", letters(occasion::ALL));
    put(&mut text, "Held", "What becomes of calls that were held.", letters(held::ALL));
    let stored =
        storage::ALL.iter().map(|(name, key, said)| ((*name).into(), format!("'{key}'"), (*said).into()));
    put(&mut text, "Stored", "Names under which something is kept in a browser.", stored);
    let names: Vec<String> = Method::ALL.iter().map(|method| format!("'{}'", method.name())).collect();
    text +=
        &format!("\n/** How a choice is made. */\nexport const METHODS = [{}] as const;\n", names.join(", "));
    text
}

#[test]
fn the_page_knows_the_numbers_and_letters_of_the_core() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("www/generated/protocol.ts");
    let made = made();
    if env::var_os("UPDATE").is_some() {
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, &made).unwrap();
    }
    assert!(
        fs::read_to_string(&file).unwrap_or_default() == made,
        "www/generated/protocol.ts is out of date: UPDATE=1 sh tools/with.sh cargo test --locked --test protocol writes it"
    );
}

/// What goes over by a place in `ALL` is read by that place, and what goes over as a number has that one.
#[test]
fn places_and_numbers_of_an_enum_are_the_same() {
    assert!(Rule::ALL.iter().enumerate().all(|(at, rule)| *rule as usize == at));
    assert!(Why::ALL.iter().enumerate().all(|(at, why)| *why as usize == at));
    assert!(Kept::ALL.iter().enumerate().all(|(at, kept)| *kept as usize == at));
    assert!(Act::ALL.iter().enumerate().all(|(at, act)| *act as usize == at));
}

/// No two effects begin with one letter, and no digit takes more than one character.
#[test]
fn letters_tell_one_thing_each() {
    for all in [effect::ALL, view::ALL, notice::ALL, signal::ALL, occasion::ALL, held::ALL, layer::ALL] {
        for (at, (name, letter, _)) in all.iter().enumerate() {
            assert!(all[..at].iter().all(|(_, other, _)| other != letter), "{name}");
            assert!(letter.is_ascii_alphanumeric(), "{name}");
        }
    }
}
