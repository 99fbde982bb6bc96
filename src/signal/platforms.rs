//! What a visitor said to a platform that has a consent interface of its own, as a choice.

use crate::consent::{Expression, Session};
use crate::text::{cut, lists, pieces};

/// The choice that is to be made of it: `1` granted, `0` refused, `-` not named for each purpose, in the policy's
/// order. Nothing where there is none to make: the platform only repeats what it was told, or nothing that the policy
/// names is other than it stands for a visitor who has decided.
///
/// `text` has a line of what the platform grants, names with blanks between; one of what it was told last, in the same
/// words, `-` where nothing was; and for each consent type its name, a blank, and an expression over the platform's
/// names. A purpose is granted where all of its types are; types that are not listed do not count.
pub fn adopt(session: &Session, text: &str) -> String {
    let mut lines = pieces(text, b'\n');
    let (said, told) = (lines.next().unwrap_or(""), lines.next());
    if told == Some(said) {
        return String::new();
    }
    let mut types = Vec::new();
    for (kind, expression) in lines.filter_map(|line| cut(line, b' ')) {
        let granted = Expression::parse(expression).judge(|name| Some(lists(said, name)));
        types.push((kind, granted == Some(true)));
    }
    let (mut marks, mut named, mut differs) = (String::new(), false, !session.is_decided());
    for p in &session.policy().purposes {
        let (mut known, mut all) = (false, true);
        for (kind, granted) in &types {
            if !p.required && p.signals.iter().any(|s| **s == **kind) {
                known = true;
                all &= granted;
            }
        }
        named |= known;
        differs |= known && session.grants(&p.id) != all;
        marks.push(match (known, all) {
            (false, _) => '-',
            (_, true) => '1',
            _ => '0',
        });
    }
    if named && differs { marks } else { String::new() }
}
