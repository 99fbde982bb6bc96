//! Strings of the IAB Global Privacy Platform, sections usnat v2 and usca v1, and the US Privacy string
//! (<https://github.com/InteractiveAdvertisingBureau/Global-Privacy-Platform>).

use crate::consent::Session;
use crate::policy::Rule;
use crate::text::{join, lists};

/// Ids of the sections that can be written, and whether they are the national one.
const SECTIONS: [(u32, &str, bool); 2] = [(7, "usnat", true), (8, "usca", false)];

/// Opted out, or not.
const OUT: u32 = 1;
const IN: u32 = 2;

/// What holds for a visitor where the opt-out rule does, in the values of GPP: 1 opted out, 2 not, 0 not applicable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Facts {
    /// Sale and sharing: any purpose of advertising or sharing that is off.
    sale: u32,
    /// Targeted advertising: any such purpose that personalises, or all where none says so.
    targeted: u32,
    signal: bool,
}

/// What readers of GPP and the US Privacy string are told, a line each: values of sale and of targeted advertising
/// and `1` where a privacy signal is on; the GPP string with the sections named in `wanted`, blanks between; the US
/// Privacy string.
pub fn gpp(session: &Session, wanted: &str) -> String {
    let facts = facts(session);
    let mark = |value: u32| char::from(b'0' + value as u8);
    let mut told: String =
        [mark(facts.sale), mark(facts.targeted), mark(u32::from(facts.signal)), '\n'].iter().collect();
    let applies = facts.sale != 0;
    let all: Vec<_> = SECTIONS.iter().filter(|(_, name, _)| applies && lists(wanted, name)).collect();
    told.push_str(&header(&all.iter().map(|(id, ..)| *id).collect::<Vec<_>>()));
    for (.., national) in all {
        told.push('~');
        told.push_str(&section(facts, *national));
    }
    let sold = if facts.sale == OUT { "Y" } else { "N" };
    told.push_str(&if applies { join(&["\n1Y", sold, "N"]) } else { "\n1---".to_owned() });
    told
}

fn facts(session: &Session) -> Facts {
    let (mut sale, mut targeted) = (0, 0);
    if session.rule() == Rule::OptOut {
        for p in session.policy().purposes.iter().filter(|p| p.is_sale()) {
            let value = if session.grants(&p.id) { IN } else { OUT };
            let worse = |so_far: u32| if so_far == OUT { OUT } else { value };
            sale = worse(sale);
            if p.signals.iter().any(|s| **s == *"ad_personalization" || s.starts_with("allow_")) {
                targeted = worse(targeted);
            }
        }
    }
    Facts { sale, targeted: if targeted == 0 { sale } else { targeted }, signal: session.has_signal() }
}

/// Type 3, version 1, and the ids of the sections as a range in Fibonacci coding.
fn header(ids: &[u32]) -> String {
    let mut bits = Bits::default();
    bits.put(3, 6).put(1, 6);
    let mut groups: Vec<(u32, u32)> = Vec::new();
    for id in ids {
        match groups.last_mut() {
            Some((_, last)) if *last + 1 == *id => *last = *id,
            _ => groups.push((*id, *id)),
        }
    }
    bits.put(groups.len() as u32, 12);
    let mut before = 0;
    for (first, last) in groups {
        bits.put(u32::from(last > first), 1).fibonacci(first - before);
        if last > first {
            bits.fibonacci(last - first);
        }
        before = last;
    }
    bits.base64url()
}

/// A section: its core, a point, whether a privacy signal is on. What a store does not do (sensitive data, children's,
/// the agreement of the IAB's signatories) is not applicable, but for the covered transaction, which it denies.
fn section(facts: Facts, national: bool) -> String {
    let Facts { sale, targeted, signal } = facts;
    let mut core = Bits::default();
    if national {
        // Notices of sharing, of opting out of sale, sharing, targeted advertising; two of sensitive data.
        core.put(2, 6).all(&[1, 1, 1, 1, 0, 0, sale, sale, targeted]).put(0, 20).put(0, 20);
    } else {
        core.put(1, 6).all(&[1, 1, 0, sale, sale]).put(0, 24);
    }
    core.all(&[2, 0, 0]);
    let mut own = Bits::default();
    own.put(1, 2).put(u32::from(signal), 1);
    join(&[&core.base64url(), ".", &own.base64url()])
}

/// Bits being written.
#[derive(Clone, Debug, Default)]
struct Bits(Vec<bool>);

impl Bits {
    fn put(&mut self, value: u32, width: u32) -> &mut Self {
        for at in (0..width).rev() {
            self.0.push(value >> at & 1 == 1);
        }
        self
    }

    /// Values of two bits.
    fn all(&mut self, values: &[u32]) -> &mut Self {
        for value in values {
            self.put(*value, 2);
        }
        self
    }

    /// `value`, 1 at least, as a sum of Fibonacci numbers, the least first, and a 1 at the end.
    fn fibonacci(&mut self, value: u32) -> &mut Self {
        let mut numbers = vec![1, 2];
        while let [.., a, b] = numbers[..]
            && a + b <= value
        {
            numbers.push(a + b);
        }
        let (start, mut left, mut most) = (self.0.len(), value, 0);
        self.0.resize(start + numbers.len(), false);
        for (at, number) in numbers.iter().enumerate().rev() {
            if *number <= left {
                left -= number;
                most = most.max(at);
                self.0[start + at] = true;
            }
        }
        self.0.truncate(start + most + 1);
        self.0.push(true);
        self
    }

    /// Filled up to whole bytes and then to whole letters, as the reference library does; both may be read.
    fn base64url(&mut self) -> String {
        for unit in [8, 6] {
            while !self.0.len().is_multiple_of(unit) {
                self.0.push(false);
            }
        }
        let letter = |six: &[bool]| {
            let value = six.iter().fold(0, |value, bit| value * 2 + u8::from(*bit));
            char::from(match value {
                0..26 => b'A' + value,
                26..52 => b'a' + value - 26,
                52..62 => b'0' + value - 52,
                62 => b'-',
                _ => b'_',
            })
        };
        self.0.chunks(6).map(letter).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fibonacci_codes_as_the_specification_lists_them() {
        for (value, code) in
            [(1, "11"), (2, "011"), (3, "0011"), (4, "1011"), (7, "01011"), (8, "000011"), (65, "0100100011")]
        {
            let mut bits = Bits::default();
            bits.fibonacci(value);
            assert_eq!(bits.0.iter().map(|bit| if *bit { '1' } else { '0' }).collect::<String>(), code);
        }
    }

    #[test]
    fn sections_as_the_reference_library_writes_them() {
        let facts = |sale, signal| Facts { sale, targeted: sale, signal };
        assert_eq!(section(facts(IN, false), true), "CVQqAAAAAACA.QA");
        assert_eq!(section(facts(OUT, false), true), "CVQVAAAAAACA.QA");
        assert_eq!(section(facts(OUT, true), true), "CVQVAAAAAACA.YA");
        assert_eq!(section(facts(OUT, true), false), "BUUAAACA.YA");
        for (ids, text) in [(&[][..], "DBAA"), (&[7], "DBABLA"), (&[8], "DBABBg"), (&[6], "DBABTA")] {
            assert_eq!(header(ids), text, "{ids:?}");
        }
    }
}
