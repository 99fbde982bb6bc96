//! Two stores, one truth: which of the copies found counts.

use super::{Record, decode};
use crate::text::{digits, join};

/// Where a record really was found again after writing it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kept {
    /// Cookie and localStorage.
    Both,
    /// Cookie alone.
    Cookie,
    /// localStorage alone.
    Local,
    /// Nowhere: it holds for this page only.
    #[default]
    Memory,
}

impl Kept {
    /// Every one, at the place of the number that the shell gives.
    pub const ALL: [Kept; 4] = [Kept::Both, Kept::Cookie, Kept::Local, Kept::Memory];

    /// The name in [`Outcome`](super::Outcome).
    pub fn name(self) -> &'static str {
        match self {
            Kept::Both => "cookie+local",
            Kept::Cookie => "cookie",
            Kept::Local => "local",
            Kept::Memory => "memory",
        }
    }
}

/// What the stores gave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stored {
    /// The newest record that could be read, expired or not.
    pub record: Option<Record>,
    /// A store that could be read lacks this record, or holds an older or damaged one.
    pub repair: bool,
    /// A text that is no record was found; it is kept aside for support and counts as nothing.
    pub damaged: Option<String>,
}

/// Name of the cookie and of the localStorage item that hold the record.
const NAME: &str = "portcullis";

/// The `document.cookie` assignment that keeps `text`, an encoded record.
pub fn assignment(text: &str, lasts: u32, secure: bool, domain: Option<&str>) -> String {
    let (at, domain) = domain.map_or(("", ""), |d| ("; Domain=", d));
    let secure = if secure { "; Secure" } else { "" };
    join(&[
        NAME,
        "=",
        text,
        "; Path=/; SameSite=Lax; Max-Age=",
        &digits(u64::from(lasts)),
        secure,
        at,
        domain,
    ])
}

/// The truth among `copies`: one entry a copy found, `None` for a readable store without one.
pub fn newest(copies: &[Option<&str>]) -> Stored {
    let mut stored = Stored::default();
    for copy in copies {
        let record = match copy.map(|text| (text, decode(text))) {
            Some((_, Ok(record))) => Some(record),
            Some((text, Err(_))) => {
                stored.damaged = Some(text.to_owned());
                None
            }
            None => None,
        };
        // Copies that differ in any way mean that one of them wants repair, except before the first.
        match (record, &stored.record) {
            (Some(record), Some(best)) => {
                stored.repair |= record != *best;
                if record.is_newer(best) {
                    stored.record = Some(record);
                }
            }
            (Some(record), None) => stored.record = Some(record),
            (None, _) => stored.repair = true,
        }
    }
    stored.repair &= stored.record.is_some();
    stored
}
