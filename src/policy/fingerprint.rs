//! A number that changes when what the visitor agreed to changes.

use super::{Party, Policy, Purpose, Rule, Service};

/// Fingerprint of what consent depends on: purposes, services, recipients, cookies and their durations, the
/// regime and the store's `revision`. Wording, style and the order of things do not count.
pub fn fingerprint(policy: &Policy, rule: Rule) -> u64 {
    // A sum, so that order does not count.
    let revision = policy.revision.to_be_bytes();
    let mut sum = revision.iter().fold(Fact::new(rule as u8), |fact, byte| fact.byte(*byte)).mixed();
    for p in &policy.purposes {
        sum = sum.wrapping_add(of_purpose(p));
    }
    for s in &policy.services {
        sum = sum.wrapping_add(of_service(s));
    }
    sum
}

/// What was agreed to about each purpose, then about each service, in the policy's order: a number that changes with
/// it.
pub fn facts(policy: &Policy) -> Vec<u32> {
    let mut facts = Vec::new();
    for p in &policy.purposes {
        facts.push(of_purpose(p) as u32);
    }
    for s in &policy.services {
        facts.push(of_service(s) as u32);
    }
    facts
}

fn of_purpose(p: &Purpose) -> u64 {
    let mut sum = Fact::new(if p.required { 4 } else { 3 }).and(&p.id).mixed();
    for (kind, names) in [(5, &p.services), (6, &p.signals)] {
        for name in names {
            sum = sum.wrapping_add(Fact::new(kind).and(&p.id).and(name).mixed());
        }
    }
    sum
}

fn of_service(s: &Service) -> u64 {
    let mut sum = Fact::new(7).and(&s.id).and(&s.vendor).mixed();
    for c in &s.cookies {
        let kind = if c.party == Party::Third { 9 } else { 8 };
        sum = sum.wrapping_add(Fact::new(kind).and(&s.id).and(c.glob()).and(&c.duration).mixed());
    }
    sum
}

/// One fact, hashed part by part: FNV-1a.
#[derive(Clone, Copy)]
struct Fact(u64);

impl Fact {
    fn new(kind: u8) -> Self {
        Self(0xcbf2_9ce4_8422_2325).byte(kind)
    }

    fn byte(self, byte: u8) -> Self {
        Self((self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
    }

    #[inline(never)]
    fn and(self, part: &str) -> Self {
        part.bytes().fold(self, Self::byte).byte(0)
    }

    /// Mixed well, so that facts cannot cancel out in the sum.
    #[inline(never)]
    fn mixed(self) -> u64 {
        let hash = (self.0 ^ self.0 >> 33).wrapping_mul(0xff51_afd7_ed55_8ccd);
        hash ^ hash >> 33
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::Cookie;

    fn policy() -> Policy {
        let purpose = |id: &str, service: &str| Purpose {
            id: id.into(),
            services: vec![service.into()],
            signals: vec!["ad_storage".into()],
            ..Purpose::default()
        };
        let cookie = Cookie { name: Some("_a".into()), duration: "P1D".into(), ..Cookie::default() };
        let service = |id: &str| Service {
            id: id.into(),
            vendor: "V".into(),
            cookies: vec![cookie.clone()],
            hosts: vec!["h".into()],
            ..Service::default()
        };
        Policy {
            purposes: vec![purpose("a", "x"), purpose("b", "y")],
            services: vec![service("x"), service("y")],
            ..Policy::default()
        }
    }

    #[test]
    fn order_does_not_count_and_what_is_agreed_to_does() {
        let base = fingerprint(&policy(), Rule::OptIn);
        let mut reordered = policy();
        reordered.purposes.reverse();
        reordered.services.reverse();
        assert_eq!(fingerprint(&reordered, Rule::OptIn), base);
        assert_ne!(fingerprint(&policy(), Rule::OptOut), base, "regime");

        let changes: [fn(&mut Policy); 9] = [
            |p| p.revision = 1,
            |p| p.purposes[0].id = "c".into(),
            |p| p.purposes[0].required = true,
            |p| p.purposes[0].services.push("y".into()),
            |p| p.purposes[0].signals.clear(),
            |p| p.services[0].vendor = "W".into(),
            |p| p.services[0].cookies[0].duration = "P2D".into(),
            |p| p.services[0].cookies[0].party = Party::Third,
            |p| p.services[0].cookies.clear(),
        ];
        for (index, change) in changes.iter().enumerate() {
            let mut changed = policy();
            change(&mut changed);
            assert_ne!(fingerprint(&changed, Rule::OptIn), base, "change {index}");
        }
    }

    #[test]
    fn facts_tell_what_changed() {
        let base = facts(&policy());
        type Change = fn(&mut Policy);
        let changes: [(Change, [bool; 4]); 5] = [
            (|p| p.revision = 1, [false; 4]),
            (|p| p.purposes[1].signals.clear(), [false, true, false, false]),
            (|p| p.purposes[0].required = true, [true, false, false, false]),
            (|p| p.services[0].vendor = "W".into(), [false, false, true, false]),
            (|p| p.services[1].cookies[0].duration = "P2D".into(), [false, false, false, true]),
        ];
        for (index, (change, expected)) in changes.into_iter().enumerate() {
            let mut changed = policy();
            change(&mut changed);
            let differ: Vec<bool> = facts(&changed).iter().zip(&base).map(|(a, b)| a != b).collect();
            assert_eq!(differ, expected, "change {index}");
        }
    }
}
