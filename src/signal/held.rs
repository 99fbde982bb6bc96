//! What becomes of the calls to vendors that a page made before the visitor's choice was known.

use super::commands::fact;
use crate::consent::{Expression, Session};
use crate::policy::Rule;
use crate::protocol::held as word;
use crate::text::pieces;

/// Judges calls that were held. `text` is `1` where those made before a choice are to be dropped, else `0`, and then a
/// line for each queue: an expression over what [`commands`](super::commands()) know, which says who may be told.
///
/// First comes what to do ([`crate::protocol::held`]); where they are let go, for each line,
/// `1` where its calls are made after all, `0` where they are dropped.
pub fn held(session: &Session, text: &str) -> String {
    let mut lines = pieces(text, b'\n');
    let drops = lines.next() == Some("1");
    if awaits(session) {
        return String::from(if drops { word::Drop } else { word::Wait });
    }
    let mut told = String::from(word::Go);
    for line in lines {
        let holds = Expression::parse(line).judge(|name| fact(session, true, name)) == Some(true);
        told.push(if holds { '1' } else { '0' });
    }
    told
}

/// Somebody is asked, here or by a platform in the page, and nothing runs before they answer.
fn awaits(session: &Session) -> bool {
    session.rule() == Rule::OptIn && !session.is_decided() && session.may_ask()
}
