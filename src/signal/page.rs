//! What the page is told. The stub has the policy and knows every name in it, so nothing here is told by name: a
//! mark stands for each purpose, then for each service, in the policy's order.

use crate::consent::{Record, Session, Standing, fields};
use crate::policy::Policy;
use crate::text::hex;

/// What holds now: a mark each for
/// 1. the regime: `0` opt-in, `1` opt-out, `2` notice,
/// 2. a choice counts, 3. it was made under the policy as it stands,
/// 4. a privacy signal is on, 5. advertising is off because of it;
///
/// then `1` for each purpose and service that may run, `0` for the others; nothing of them before the start.
pub fn standing(session: &Session) -> String {
    let mut text = String::new();
    text.push(char::from(b'0' + session.rule() as u8));
    for fact in [session.has_chosen(), session.is_decided(), session.has_signal(), session.honours_signal()] {
        text.push(mark(fact));
    }
    marks(session.standing(), &mut text);
    text
}

/// What might run before the latest change that the page was told of: a mark for each purpose and service; nothing
/// before the first.
pub fn standing_before(session: &Session) -> String {
    let mut text = String::new();
    marks(session.before(), &mut text);
    text
}

/// A record under `policy`: its [`fields`] in hexadecimal, then a mark for each purpose and service: `1` granted,
/// `0` refused, `-` where it says nothing.
pub fn record(policy: &Policy, record: &Record) -> String {
    let mut text = hex(&fields(record));
    for key in policy.keys() {
        text.push(record.answer(key).map_or('-', mark));
    }
    text
}

fn marks(standing: &Standing, text: &mut String) {
    for granted in standing.marks() {
        text.push(mark(granted));
    }
}

fn mark(yes: bool) -> char {
    if yes { '1' } else { '0' }
}
