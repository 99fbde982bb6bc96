//! A number that changes when what the visitor agreed to changes.

use super::{Party, Policy, Rule};

/// Fingerprint of what consent depends on: purposes, services, recipients, cookies and their durations, the
/// regime and the store's `revision`. Wording, style and the order of things do not count.
pub fn fingerprint(policy: &Policy, rule: Rule) -> u64 {
    let mut sum = Facts(0);
    sum.add(&["rule", rule.name()]);
    sum.add(&["revision", &crate::text::digits(u64::from(policy.revision))]);
    for p in &policy.purposes {
        sum.add(&["purpose", &p.id, if p.required { "required" } else { "" }]);
        for name in &p.services {
            sum.add(&["uses", &p.id, name]);
        }
        for name in &p.signals {
            sum.add(&["signal", &p.id, name]);
        }
    }
    for s in &policy.services {
        sum.add(&["service", &s.id, &s.vendor]);
        for c in &s.cookies {
            let party = if c.party == Party::Third { "third" } else { "first" };
            sum.add(&["cookie", &s.id, c.glob(), party, &c.duration]);
        }
    }
    sum.0
}

/// A sum, so that order does not count; each fact mixed well first, so that facts cannot cancel out.
struct Facts(u64);

impl Facts {
    fn add(&mut self, parts: &[&str]) {
        let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
        for part in parts {
            for byte in part.bytes().chain([0]) {
                hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
            }
        }
        hash ^= hash >> 33;
        hash = hash.wrapping_mul(0xff51_afd7_ed55_8ccd);
        self.0 = self.0.wrapping_add(hash ^ (hash >> 33));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::{Cookie, Purpose, Service};

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
}
