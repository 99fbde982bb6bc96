//! Whatever a store holds: the decoder gives a record or a reason, and a record has one spelling only.

#![no_main]

use libfuzzer_sys::fuzz_target;
use portcullis::consent::{decode, encode, newest};

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    judge(&text);
    // Chance finds no checksum that fits, and what lies behind it is worth more.
    judge(&sealed(bytes));
    // As both stores hold it, whole, damaged and not at all.
    let half = text.char_indices().nth(text.len() / 2).map_or("", |(at, _)| &text[at..]);
    let stored = newest(&[Some(&text), Some(half), None], u64::MAX);
    assert!(stored.record.is_none() || stored.repair);
});

fn judge(text: &str) {
    let Ok(record) = decode(text) else { return };
    assert_eq!(encode(&record), text);
    for now in [0, record.made, u64::MAX] {
        let _ = record.counts(now);
        assert!(record.remaining(now) <= u64::from(record.lasts));
    }
}

/// `content` with the checksum that it wants, as text.
fn sealed(content: &[u8]) -> String {
    let mut crc = !0_u32;
    for byte in content {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 };
        }
    }
    let bytes = [content, &(!crc).to_be_bytes()].concat();
    let bits: Vec<u8> = bytes.iter().flat_map(|b| (0..8).rev().map(move |n| b >> n & 1)).collect();
    let six = |bits: &[u8]| (0..6).fold(0, |n, at| n << 1 | usize::from(bits.get(at).copied().unwrap_or(0)));
    ["1.".to_owned(), bits.chunks(6).map(|bits| char::from(ALPHABET[six(bits)])).collect()].concat()
}
