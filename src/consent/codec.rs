//! The record as text for a cookie: `1.` and base64url without padding. No record is ever written another way.
//!
//! | bytes | what |
//! |---|---|
//! | 1 | method (low 4 bits), rule (2 bits), gesture, signal |
//! | 4 | sequence, big-endian like every number here |
//! | 5 | made, seconds since 1970 |
//! | 4 | lasts, seconds |
//! | 8 | fingerprint |
//! | 12 | id |
//! | 2 + 2 | how many keys are granted, how many refused |
//! | 4 each | the keys |
//! | 4 | CRC-32 (ISO-HDLC) of all before |

use super::{Method, Record};
use crate::policy::{Key, Rule};

const VERSION: &str = "1.";
const FIXED: usize = 1 + 4 + 5 + 4 + 8 + 12 + 2 + 2;
const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const RULES: [Rule; 3] = [Rule::OptIn, Rule::OptOut, Rule::Notice];

/// Why a text is not a record. Whatever the reason, the visitor counts as undecided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Damage {
    /// Not of a version this code writes.
    Version,
    /// A character that base64url has not, or bits left over.
    Alphabet,
    /// Too short, too long, or not as long as its counts say.
    Length,
    /// The checksum does not fit: damaged or altered.
    Checksum,
    /// A field has a value that is never written.
    Field,
}

/// `record` as ASCII text; 752 characters with 130 keys.
pub fn encode(record: &Record) -> String {
    let mut bytes = Vec::with_capacity(FIXED + 4 + 4 * (record.granted.len() + record.refused.len()));
    let place = |found: Option<usize>| found.unwrap_or(0) as u8;
    bytes.push(
        place(Method::ALL.iter().position(|m| *m == record.method))
            | place(RULES.iter().position(|r| *r == record.rule)) << 4
            | u8::from(record.gesture) << 6
            | u8::from(record.signal) << 7,
    );
    bytes.extend(record.sequence.to_be_bytes());
    bytes.extend(&record.made.to_be_bytes()[3..]);
    bytes.extend(record.lasts.to_be_bytes());
    bytes.extend(record.fingerprint.to_be_bytes());
    bytes.extend(record.id);
    bytes.extend((record.granted.len() as u16).to_be_bytes());
    bytes.extend((record.refused.len() as u16).to_be_bytes());
    for key in record.granted.iter().chain(&record.refused) {
        bytes.extend(key.to_be_bytes());
    }
    bytes.extend(checksum(&bytes).to_be_bytes());
    let mut text = String::from(VERSION);
    for group in bytes.chunks(3) {
        let mut word = 0;
        for place in 0..3 {
            word = word << 8 | u32::from(group.get(place).copied().unwrap_or(0));
        }
        for place in 0..=group.len() {
            text.push(char::from(ALPHABET[(word >> (18 - 6 * place) & 63) as usize]));
        }
    }
    text
}

/// The record in `text`. Total: every text gives a record or a reason.
///
/// # Errors
/// See [`Damage`].
pub fn decode(text: &str) -> Result<Record, Damage> {
    let body = text.strip_prefix(VERSION).ok_or(Damage::Version)?;
    let bytes = unpack(body)?;
    let content = bytes.len().checked_sub(4).filter(|n| *n >= FIXED).ok_or(Damage::Length)?;
    let (content, sum) = bytes.split_at(content);
    if checksum(content) != number(sum) as u32 {
        return Err(Damage::Checksum);
    }
    let mut rest = content;
    let mut take = |count: usize| {
        let (taken, left) = rest.split_at(count.min(rest.len()));
        rest = left;
        taken
    };
    let head = take(1).first().copied().unwrap_or(0);
    let sequence = number(take(4)) as u32;
    let made = number(take(5));
    let lasts = number(take(4)) as u32;
    let fingerprint = number(take(8));
    let mut id = [0; 12];
    id.copy_from_slice(take(12));
    let granted = number(take(2)) as usize;
    let refused = number(take(2)) as usize;
    if rest.len() != 4 * (granted + refused) {
        return Err(Damage::Length);
    }
    let (granted, refused) = rest.split_at(4 * granted);
    Ok(Record {
        id,
        sequence,
        made,
        lasts,
        method: *Method::ALL.get(usize::from(head & 15)).ok_or(Damage::Field)?,
        rule: *RULES.get(usize::from(head >> 4 & 3)).ok_or(Damage::Field)?,
        gesture: head & 64 != 0,
        signal: head & 128 != 0,
        fingerprint,
        granted: keys(granted),
        refused: keys(refused),
    })
}

fn keys(bytes: &[u8]) -> Vec<Key> {
    bytes.chunks_exact(4).map(|b| number(b) as Key).collect()
}

fn number(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0, |n, b| n << 8 | u64::from(*b))
}

fn unpack(text: &str) -> Result<Vec<u8>, Damage> {
    // 4,096 bytes is the most that browsers keep of a cookie.
    if text.len() > 4096 {
        return Err(Damage::Length);
    }
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3 + 2);
    for group in text.as_bytes().chunks(4) {
        let mut word: u32 = 0;
        for c in group {
            let place = ALPHABET.iter().position(|a| a == c).ok_or(Damage::Alphabet)?;
            word = word << 6 | place as u32;
        }
        let count = group.len() * 6 / 8;
        word <<= 6 * (4 - group.len());
        let whole = &word.to_be_bytes()[1..];
        // One spelling for each record: bits beyond the last whole byte must be zero.
        if count == 0 || whole[count..].iter().any(|b| *b != 0) {
            return Err(Damage::Alphabet);
        }
        bytes.extend(&whole[..count]);
    }
    Ok(bytes)
}

fn checksum(bytes: &[u8]) -> u32 {
    let step = |crc: u32, _| crc >> 1 ^ (0xedb8_8320 & (crc & 1).wrapping_neg());
    !bytes.iter().fold(!0, |crc, b| (0..8).fold(crc ^ u32::from(*b), step))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_the_standard_one() {
        assert_eq!(checksum(b"123456789"), 0xcbf4_3926);
    }
}
