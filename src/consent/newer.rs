//! Which of two records is the newer word.

use super::{Record, encode};

impl Record {
    /// True where this counts against `other`: by sequence, so that all tabs agree whatever their clocks say. Two of
    /// one number are no order of choices, so what grants less counts, then what refuses more, then time, then
    /// every byte of it: only equal records are equally new.
    pub fn is_newer(&self, other: &Record) -> bool {
        let rank = |r: &Record| {
            let grants = 0xffff - r.granted.len() as u64;
            (u64::from(r.sequence) << 32 | grants << 16 | r.refused.len() as u64, r.made)
        };
        let (own, others) = (rank(self), rank(other));
        own > others || (own == others && self != other && encode(self) > encode(other))
    }
}
