//! The record as text: what was written once is read for ever, and nothing else is read at all.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on fails")]

use portcullis::consent::{Damage, Method, Record, decode, encode};
use portcullis::policy::Rule;
use proptest::collection::vec;
use proptest::prelude::*;

const VECTORS: &str = include_str!("vectors/records.txt");
const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Text and fields of each vector; `damage` is a field of those that are no records.
fn vectors() -> impl Iterator<Item = (&'static str, Vec<(&'static str, &'static str)>)> {
    VECTORS.lines().filter(|line| !line.is_empty() && !line.starts_with("# ")).map(|line| {
        let mut words = line.split(' ');
        (words.next().unwrap(), words.map(|word| word.split_once('=').unwrap()).collect())
    })
}

fn read_fields(fields: &[(&str, &str)]) -> Record {
    let field = |name: &str| fields.iter().find(|(n, _)| *n == name).expect(name).1;
    let hex = |text: &str| u64::from_str_radix(text, 16).unwrap();
    let keys = |text: &str| match text {
        "-" => Vec::new(),
        list => list.split(',').map(|k| hex(k) as u32).collect(),
    };
    let id: Vec<u8> = (0..12).map(|at| hex(&field("id")[2 * at..2 * at + 2]) as u8).collect();
    Record {
        id: id.try_into().unwrap(),
        sequence: field("sequence").parse().unwrap(),
        made: field("made").parse().unwrap(),
        lasts: field("lasts").parse().unwrap(),
        method: Method::named(field("method")).unwrap(),
        rule: Rule::named(field("rule")).unwrap(),
        gesture: field("gesture") == "yes",
        signal: field("signal") == "yes",
        fingerprint: hex(field("fingerprint")),
        granted: keys(field("granted")),
        refused: keys(field("refused")),
    }
}

#[test]
fn every_golden_vector_reads_and_writes_as_it_always_did() {
    let (mut records, mut damaged) = (0, 0);
    for (text, fields) in vectors() {
        if let [("damage", reason)] = fields[..] {
            assert_eq!(decode(text).map_err(|d| format!("{d:?}")), Err(reason.to_owned()), "{text}");
            damaged += 1;
        } else {
            let record = read_fields(&fields);
            assert_eq!(decode(text), Ok(record.clone()), "{text}");
            assert_eq!(encode(&record), text);
            records += 1;
        }
    }
    assert!(records >= 9 && damaged >= 15, "vectors are missing: {records} and {damaged}");
}

#[test]
fn every_method_has_a_golden_vector() {
    for method in Method::ALL {
        let field = ("method", method.name());
        assert!(vectors().any(|(_, fields)| fields.contains(&field)), "{}", method.name());
    }
}

#[test]
fn thirty_purposes_and_a_hundred_services_stay_under_a_thousand_characters() {
    let keys = |count| (0..count).map(|n| u32::MAX - n).collect();
    let mut record = decode(vectors().next().unwrap().0).unwrap();
    (record.granted, record.refused) = (keys(30), keys(100));
    let text = encode(&record);
    // 752: the length that the doc comment of `encode` names.
    assert_eq!(text.len(), 752);
    // Name, sign and text are what browsers count.
    assert!("portcullis=".len() + text.len() < 1000);
    assert!(
        text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b)),
        "fit for a cookie: {text}"
    );
}

/// CRC-32 (ISO-HDLC) by table-free long division, apart from the one under test.
fn crc(bytes: &[u8]) -> u32 {
    let mut remainder: u32 = 0;
    let bits = |b: &u8| (0..8).map(|n| b >> n & 1).collect::<Vec<u8>>();
    let flipped = bytes.iter().chain(&[0; 4]).flat_map(bits).enumerate();
    for (at, bit) in flipped {
        let bit = u32::from(bit) ^ u32::from(at < 32);
        let carry = remainder >> 31;
        remainder = remainder << 1 | bit;
        if carry == 1 {
            remainder ^= 0x04c1_1db7;
        }
    }
    !remainder.reverse_bits()
}

fn base64(bytes: &[u8]) -> String {
    let mut bits: Vec<u8> = bytes.iter().flat_map(|b| (0..8).rev().map(move |n| b >> n & 1)).collect();
    bits.resize(bits.len().div_ceil(6) * 6, 0);
    let place = |six: &[u8]| six.iter().fold(0, |n, bit| n << 1 | usize::from(*bit));
    bits.chunks(6).map(|six| char::from(ALPHABET[place(six)])).collect()
}

fn sealed(content: &[u8]) -> String {
    ["1.".to_owned(), base64(&[content, &crc(content).to_be_bytes()].concat())].concat()
}

fn any_record() -> impl Strategy<Value = Record> {
    let flags = (any::<[u8; 12]>(), any::<u32>(), 0..1_u64 << 40, any::<u32>(), any::<bool>(), any::<bool>());
    let choices =
        (0..Method::ALL.len(), 0..3_usize, any::<u64>(), vec(any::<u32>(), 0..40), vec(any::<u32>(), 0..40));
    (flags, choices).prop_map(
        |((id, sequence, made, lasts, gesture, signal), (method, rule, fingerprint, granted, refused))| {
            let rule = [Rule::OptIn, Rule::OptOut, Rule::Notice][rule];
            let method = Method::ALL[method];
            Record { id, sequence, made, lasts, method, rule, gesture, signal, fingerprint, granted, refused }
        },
    )
}

/// A text and one like it, edited as cookies are damaged: cut, pieces changed, moved or put in.
fn any_damage() -> impl Strategy<Value = (String, String)> {
    (any_record(), 0..5_usize, any::<prop::sample::Index>(), any::<prop::sample::Index>(), "[ -~é]{0,4}")
        .prop_map(|(record, kind, from, to, piece)| {
            let text = encode(&record);
            let (a, b) = (from.index(text.len()), to.index(text.len()));
            let (a, b) = (a.min(b), a.max(b));
            let damaged = match kind {
                0 => text[..a].to_owned(),
                1 => [&text[..a], &piece, &text[b..]].concat(),
                2 => [&text[a..], &text[..a]].concat(),
                3 => text.to_ascii_lowercase(),
                _ => [&text[..b], &text[a..]].concat(),
            };
            (text, damaged)
        })
}

proptest! {
    #[test]
    fn a_record_comes_back_as_it_was(record in any_record()) {
        let text = encode(&record);
        prop_assert!(text.is_ascii());
        prop_assert_eq!(decode(&text), Ok(record));
    }

    #[test]
    fn any_text_gives_a_record_or_a_reason(text in any::<String>(), tail in "[A-Za-z0-9_-]{0,200}") {
        for text in [text.clone(), format!("1.{text}"), format!("1.{tail}")] {
            if let Ok(record) = decode(&text) {
                prop_assert_eq!(encode(&record), text);
            }
        }
    }

    #[test]
    fn damage_never_makes_another_record((text, damaged) in any_damage()) {
        prop_assert!(damaged == text || decode(&damaged).is_err(), "{} from {}", damaged, text);
    }

    /// Whoever computes the checksum may say what they want, but in one spelling only.
    #[test]
    fn two_texts_never_mean_the_same_record(mut content in vec(any::<u8>(), 0..120), counts in any::<bool>()) {
        if counts && content.len() >= 38 {
            let keys = (content.len() - 38) / 4;
            content.truncate(38 + 4 * keys);
            content[0] &= 0b1110_0011;
            content[34..38].copy_from_slice(&[0, (keys / 2) as u8, 0, (keys - keys / 2) as u8]);
        }
        let text = sealed(&content);
        match decode(&text) {
            Ok(record) => prop_assert_eq!(encode(&record), text),
            Err(reason) => {
                prop_assert_ne!(reason, Damage::Checksum);
                prop_assert_ne!(reason, Damage::Version);
            }
        }
    }
}

#[test]
fn no_change_of_one_character_is_ever_read() {
    for (text, fields) in vectors().filter(|(text, _)| text.len() < 200) {
        if fields[0].0 == "damage" {
            continue;
        }
        for at in 0..text.len() {
            for other in (0..128_u8).map(char::from) {
                let changed = [&text[..at], &other.to_string(), &text[at + 1..]].concat();
                assert!(changed == text || decode(&changed).is_err(), "{changed} from {text}");
            }
        }
    }
}

#[test]
fn a_text_longer_than_a_cookie_is_refused_before_it_is_unpacked() {
    assert_eq!(decode(&format!("1.{}", "A".repeat(4097))), Err(Damage::Length));
    assert_eq!(decode(&format!("1.{}", "A".repeat(4096))), Err(Damage::Checksum));
}
