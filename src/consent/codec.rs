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
///
/// ```
/// use portcullis::consent::{decode, encode};
///
/// let text = "1.QAAAAAEAawIwgADtTgABI0VniavN7wECAwQFBgcICQoLDAAEAABcEESLXDiI0DiPSC8hcCB6GtkFCQ";
/// let record = decode(text).unwrap();
/// assert_eq!((record.sequence, record.granted.len()), (1, 4));
/// assert_eq!(encode(&record), text);
/// assert!(decode("1.QAAAAAEA").is_err());
/// ```
pub fn encode(record: &Record) -> String {
    let mut bytes = fields(record);
    for keys in [&record.granted, &record.refused] {
        put(&mut bytes, keys.len() as u64, 2);
    }
    for keys in [&record.granted, &record.refused] {
        for key in keys {
            put(&mut bytes, u64::from(*key), 4);
        }
    }
    let sum = checksum(&bytes);
    put(&mut bytes, u64::from(sum), 4);
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

/// The fields of `record` before its keys, as the table above has them: 34 bytes.
fn fields(record: &Record) -> Vec<u8> {
    let mut bytes = Vec::new();
    let head = record.method as u8
        | (record.rule as u8) << 4
        | u8::from(record.gesture) << 6
        | u8::from(record.signal) << 7;
    put(&mut bytes, u64::from(head), 1);
    put(&mut bytes, u64::from(record.sequence), 4);
    put(&mut bytes, record.made, 5);
    put(&mut bytes, u64::from(record.lasts), 4);
    put(&mut bytes, record.fingerprint, 8);
    for byte in record.id {
        put(&mut bytes, u64::from(byte), 1);
    }
    bytes
}

/// Adds the last `count` bytes of `number`.
#[inline(never)]
fn put(bytes: &mut Vec<u8>, number: u64, count: u32) {
    for place in (0..count).rev() {
        bytes.push((number >> (8 * place)) as u8);
    }
}

/// The record in `text`. Total: every text gives a record or a reason.
///
/// # Errors
/// See [`Damage`].
pub fn decode(text: &str) -> Result<Record, Damage> {
    let body = text.strip_prefix(VERSION).ok_or(Damage::Version)?;
    let bytes = unpack(body)?;
    let content = bytes.len().checked_sub(4).filter(|n| *n >= FIXED).ok_or(Damage::Length)?;
    let (content, mut sum) = bytes.split_at(content);
    if u64::from(checksum(content)) != take(&mut sum, 4) {
        return Err(Damage::Checksum);
    }
    let mut rest = content;
    let mut take = |count| take(&mut rest, count);
    let head = take(1) as u8;
    let sequence = take(4) as u32;
    let made = take(5);
    let lasts = take(4) as u32;
    let fingerprint = take(8);
    let mut id = [0; 12];
    for byte in &mut id {
        *byte = take(1) as u8;
    }
    let (granted, refused) = (take(2) as usize, take(2) as usize);
    if rest.len() != 4 * (granted + refused) {
        return Err(Damage::Length);
    }
    Ok(Record {
        id,
        sequence,
        made,
        lasts,
        method: Method::numbered(head & 15).ok_or(Damage::Field)?,
        rule: *Rule::ALL.get(usize::from(head >> 4 & 3)).ok_or(Damage::Field)?,
        gesture: head & 64 != 0,
        signal: head & 128 != 0,
        fingerprint,
        granted: keys(&mut rest, granted),
        refused: keys(&mut rest, refused),
    })
}

#[inline(never)]
fn keys(rest: &mut &[u8], count: usize) -> Vec<Key> {
    let mut keys = Vec::new();
    for _ in 0..count {
        keys.push(take(rest, 4) as Key);
    }
    keys
}

/// Takes a number of `count` bytes.
#[inline(never)]
fn take(rest: &mut &[u8], count: u32) -> u64 {
    let mut number = 0;
    for _ in 0..count {
        if let Some((first, more)) = rest.split_first() {
            number = number << 8 | u64::from(*first);
            *rest = more;
        }
    }
    number
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
