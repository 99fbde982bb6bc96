//! Two stores, one truth: which of the copies found counts.

use super::{Early, Record, View, decode};
use crate::protocol::storage::RECORD;
use crate::text::{cut, digits, join};

/// What the stores gave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stored {
    /// The newest record that could be read, expired or not.
    pub record: Option<Record>,
    /// A store that could be read lacks this record, or holds an older or damaged one.
    pub repair: bool,
    /// A text that is no record was found; it is kept aside for support and counts as nothing.
    pub damaged: Option<String>,
    /// Only a cookie holds this record, and another copy says something else: whoever may set cookies here, as every
    /// sibling subdomain may, can have put it there.
    pub foreign: bool,
    /// Choices that pages kept before there was a session to take them, in the order in which they were made.
    pub early: Vec<Early>,
    /// What the visitor sees already: the first module asks before there is a session.
    pub shown: View,
}

/// What `cookie.domain` says where the widest domain that the browser takes is wanted.
const WIDEST: &str = "auto";

/// Domains to try for the cookie of a page at `host`, in this order: the first that the browser takes is the one,
/// and where it takes none the cookie is for this host only. Browsers know which suffixes belong to everybody
/// (<https://publicsuffix.org>) and refuse those, so only a trial tells. A domain that the host is not part of would be
/// refused, and the cookie with it.
pub fn domains<'a>(wanted: &'a str, host: &'a str) -> Vec<&'a str> {
    let mut domains = Vec::new();
    // An address has no parents; every other host is part of itself and of each domain above it.
    let mut suffix = Some(host).filter(|h| !h.as_bytes().last().is_some_and(u8::is_ascii_digit));
    while let Some(domain) = suffix {
        let parent = cut(domain, b'.').map(|(_, parent)| parent);
        if domain == wanted || (wanted == WIDEST && parent.is_some()) {
            domains.insert(0, domain);
        }
        suffix = parent;
    }
    domains
}

/// The `document.cookie` assignment that keeps `text`, an encoded record, for `lasts` seconds and on `domain`, or
/// for this host only where that is empty.
pub fn assignment(text: &str, lasts: u64, secure: bool, domain: &str) -> String {
    let at = if domain.is_empty() { "" } else { "; Domain=" };
    let secure = if secure { "; Secure" } else { "" };
    join(&[RECORD, "=", text, "; Path=/; SameSite=Lax; Max-Age=", &digits(lasts), secure, at, domain])
}

/// The truth at `now` among `copies`: one entry a copy found, `None` for a readable store without one. One that begins
/// with `=` comes from a cookie; every other is one that only the store's own pages can write.
pub fn newest(copies: &[Option<&str>], now: u64) -> Stored {
    let mut stored = Stored::default();
    let (mut own, mut differs) = (false, false);
    for copy in copies {
        let Some(copy) = copy else {
            stored.repair = true;
            continue;
        };
        let text = copy.strip_prefix('=').unwrap_or(copy);
        let is_own = text.len() == copy.len();
        // Copies that differ in any way mean that one of them wants repair, except before the first.
        match decode(text) {
            Ok(record) if record.is_credible(now) => match &stored.record {
                Some(best) if record == *best => own |= is_own,
                best => {
                    differs |= best.is_some();
                    if best.as_ref().is_none_or(|best| record.is_newer(best)) {
                        own = is_own;
                        stored.record = Some(record);
                    }
                }
            },
            _ => {
                stored.repair = true;
                stored.damaged = Some(text.to_owned());
            }
        }
    }
    stored.repair = stored.record.is_some() && (stored.repair || differs);
    stored.foreign = differs && !own;
    stored
}
