//! What the toggles show, how they are tied, and what saving them says.

use crate::json::Json;
use crate::policy::{Purpose, Service, Text};
use crate::text::join;

/// One toggle.
#[derive(Clone, Debug)]
struct Toggle {
    id: String,
    on: bool,
    /// Always on: required, or used for something required.
    fixed: bool,
    /// Moved by the visitor: news from elsewhere no longer moves it.
    touched: bool,
}

/// Every toggle of the panel. A service used for several purposes is one toggle, shown with each of them: a
/// refusal in the record names the service, not the service for a purpose.
#[derive(Clone, Debug)]
pub(crate) struct Toggles {
    purposes: Vec<Toggle>,
    services: Vec<Toggle>,
    /// For each purpose, the places of its services.
    uses: Vec<Vec<usize>>,
}

impl Toggles {
    /// Toggles for what the policy declares, standing as `granted` says of `<purpose>` and `service:<id>`.
    pub(crate) fn new(purposes: &[Purpose], services: &[Service], granted: impl Fn(&str) -> bool) -> Self {
        // Purposes name services in the order of the policy, more or less: each is looked for after the one before.
        let mut next = 0;
        let mut place = |id: &Text| {
            let count = services.len();
            let found = (next..next + count).map(|at| at % count).find(|at| services[*at].id == *id)?;
            next = found + 1;
            Some(found)
        };
        let needed = |id: &Text| purposes.iter().any(|p| p.required && p.services.contains(id));
        let toggle = |id: &Text, fixed| Toggle { id: id.to_string(), on: fixed, fixed, touched: false };
        let mut toggles = Self {
            uses: purposes.iter().map(|p| p.services.iter().filter_map(&mut place).collect()).collect(),
            purposes: purposes.iter().map(|p| toggle(&p.id, p.required)).collect(),
            services: services.iter().map(|s| toggle(&s.id, needed(&s.id))).collect(),
        };
        toggles.refresh(granted);
        toggles
    }

    /// Follows a standing that changed elsewhere, where the visitor has not moved a toggle.
    pub(crate) fn refresh(&mut self, granted: impl Fn(&str) -> bool) {
        let still = |t: &&mut Toggle| !t.fixed && !t.touched;
        for toggle in self.purposes.iter_mut().filter(still) {
            toggle.on = granted(&toggle.id);
        }
        for toggle in self.services.iter_mut().filter(still) {
            toggle.on = granted(&join(&["service:", &toggle.id]));
        }
    }

    /// The visitor's moves are settled: the standing speaks for every toggle again.
    pub(crate) fn settle(&mut self) {
        for toggle in self.purposes.iter_mut().chain(&mut self.services) {
            toggle.touched = false;
        }
    }

    /// The places of the services of `purpose`.
    pub(crate) fn services_of(&self, purpose: usize) -> &[usize] {
        self.uses.get(purpose).map_or(&[], Vec::as_slice)
    }

    /// Whether the toggle of `purpose`, or of `service` in it, shows on.
    pub(crate) fn is_on(&self, purpose: usize, service: Option<usize>) -> bool {
        let on = self.purposes[purpose].on;
        service.map_or(on, |s| self.services[s].fixed || (on && self.services[s].on))
    }

    /// Whether it cannot be switched off.
    pub(crate) fn is_fixed(&self, purpose: usize, service: Option<usize>) -> bool {
        service.map_or_else(|| &self.purposes[purpose], |s| &self.services[s]).fixed
    }

    /// The visitor switches a toggle.
    ///
    /// A purpose takes its services along, but going off leaves those that another purpose still uses. A
    /// service going on takes its purpose along; the last one going off takes every purpose it was the last of.
    pub(crate) fn turn(&mut self, purpose: usize, service: Option<usize>, on: bool) {
        if self.is_fixed(purpose, service) {
            return;
        }
        match service {
            None => {
                self.set_purpose(purpose, on);
                for s in self.uses[purpose].clone() {
                    let used = self.users(s).any(|p| self.purposes[p].on);
                    self.set_service(s, on || (used && self.services[s].on));
                }
            }
            Some(s) => {
                self.set_service(s, on);
                if on {
                    self.set_purpose(purpose, true);
                } else {
                    let idle = |p: &usize| !self.uses[*p].iter().any(|s| self.services[*s].on);
                    for p in self.users(s).filter(idle).collect::<Vec<_>>() {
                        self.set_purpose(p, false);
                    }
                }
            }
        }
    }

    fn users(&self, service: usize) -> impl Iterator<Item = usize> + '_ {
        self.uses.iter().enumerate().filter(move |(_, uses)| uses.contains(&service)).map(|(p, _)| p)
    }

    fn set_purpose(&mut self, purpose: usize, on: bool) {
        set(&mut self.purposes[purpose], on);
    }

    fn set_service(&mut self, service: usize, on: bool) {
        set(&mut self.services[service], on);
    }

    /// Exactly what is shown, as JSON: every optional purpose, and every optional service of those that are on.
    ///
    /// A service that is on is named as well: what a choice leaves out stays as it was answered before, and
    /// that may have been a refusal.
    pub(crate) fn choices(&self) -> String {
        let mut json = Json::default();
        json.open('{');
        for p in self.purposes.iter().filter(|p| !p.fixed) {
            json.name(&p.id).flag(p.on);
        }
        for (place, s) in self.services.iter().enumerate().filter(|(_, s)| !s.fixed) {
            if self.users(place).any(|p| self.purposes[p].on) {
                json.name(&join(&["service:", &s.id])).flag(s.on);
            }
        }
        json.close('}');
        json.into_text()
    }
}

fn set(toggle: &mut Toggle, on: bool) {
    if !toggle.fixed {
        toggle.on = on;
        toggle.touched = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::consent::{Answer, Event, Gesture, Method, Session, Situation, Stored};
    use crate::policy::{Policy, key};
    use proptest::prelude::*;
    use serde_json::{Value, json};

    /// `necessary` uses x; `ads` uses y and z; `reports` uses z and w; `tests` uses nothing; `extra` uses x alone.
    fn policy() -> Policy {
        let purpose = |id: &str, required, services: &[&str]| Purpose {
            id: id.into(),
            required,
            services: services.iter().map(|s| Text::from(*s)).collect(),
            ..Purpose::default()
        };
        Policy {
            purposes: vec![
                purpose("necessary", true, &["x"]),
                purpose("ads", false, &["y", "z"]),
                purpose("reports", false, &["z", "w", "undeclared"]),
                purpose("tests", false, &[]),
                purpose("extra", false, &["x"]),
            ],
            services: ["x", "y", "z", "w"].map(|id| Service { id: id.into(), ..Service::default() }).into(),
            ..Policy::default()
        }
    }

    fn toggles(granted: impl Fn(&str) -> bool) -> Toggles {
        let policy = policy();
        Toggles::new(&policy.purposes, &policy.services, granted)
    }

    fn saved(toggles: &Toggles) -> Value {
        serde_json::from_str(&toggles.choices()).unwrap()
    }

    #[test]
    fn nothing_optional_is_on_at_first_and_required_ones_cannot_be_switched_off() {
        let mut t = toggles(|_| false);
        assert!(t.is_on(0, None) && t.is_on(0, Some(0)) && t.is_on(4, Some(0)), "required, and used for it");
        t.turn(0, None, false);
        t.turn(4, Some(0), false);
        assert!(t.is_on(0, None) && t.is_on(0, Some(0)));
        assert_eq!(saved(&t), json!({ "ads": false, "reports": false, "tests": false, "extra": false }));
    }

    #[test]
    fn a_purpose_takes_its_services_along() {
        let mut t = toggles(|_| false);
        t.turn(1, None, true);
        assert!(t.is_on(1, Some(1)) && t.is_on(1, Some(2)));
        assert!(!t.is_on(2, None) && !t.is_on(2, Some(2)), "z runs for ads, not for reports");
        t.turn(2, None, true);
        t.turn(1, None, false);
        assert!(t.is_on(2, Some(2)), "reports still uses z");
        t.turn(2, None, false);
        assert!(!t.is_on(1, None) && !t.is_on(2, None) && !t.is_on(2, Some(2)));
    }

    #[test]
    fn a_service_takes_its_purpose_along_and_the_last_one_off_takes_it_off() {
        let mut t = toggles(|_| false);
        t.turn(1, Some(2), true);
        assert!(t.is_on(1, None) && !t.is_on(1, Some(1)) && !t.is_on(2, None));
        assert_eq!(
            saved(&t),
            json!({ "ads": true, "reports": false, "tests": false, "extra": false, "service:y": false, "service:z": true })
        );
        t.turn(2, None, true);
        t.turn(2, Some(3), false);
        t.turn(1, Some(2), false);
        assert!(!t.is_on(1, None) && !t.is_on(2, None), "z was the last service of both");
    }

    #[test]
    fn news_from_elsewhere_moves_only_what_the_visitor_has_not() {
        let mut t = toggles(|_| false);
        t.turn(1, None, true);
        t.refresh(|name| matches!(name, "reports" | "service:w"));
        assert!(t.is_on(1, None) && t.is_on(2, None) && t.is_on(2, Some(3)));
    }

    proptest! {
        #[test]
        fn what_is_saved_is_what_was_shown(
            earlier in proptest::collection::vec((0usize..5, 0usize..4, any::<bool>()), 0..6),
            moves in proptest::collection::vec((0usize..5, 0usize..4, any::<bool>()), 0..12),
        ) {
            let mut session = Session::new(policy(), Situation::default());
            session.step(Event::Start(Stored::default()), 0);
            for (now, moves) in [(1, earlier), (2, moves)] {
                let allowed = |name: &str| session.standing().grants(key(name)) == Some(true);
                let mut t = toggles(allowed);
                for (p, s, on) in moves {
                    let service = t.services_of(p).get(s).copied();
                    t.turn(p, service, on);
                    prop_assert!(service.is_none() || t.is_on(p, service) == (on || t.is_fixed(p, service)));
                }
                for (p, uses) in t.uses.iter().enumerate().filter(|(_, uses)| !uses.is_empty()) {
                    prop_assert!(!t.is_on(p, None) || uses.iter().any(|s| t.is_on(p, Some(*s))), "{} is on alone", p);
                }
                let Value::Object(choices) = saved(&t) else { panic!("not an object") };
                let choices = choices.iter().map(|(name, on)| (key(name), *on == json!(true))).collect();
                let chosen = Event::Choose { answer: Answer::These(choices), method: Method::Save, gesture: Gesture::Layer, id: [now as u8; 12] };
                session.step(chosen, now);
                session.step(Event::Persisted(Default::default()), now);
                session.step(Event::Yielded, now);
                let policy = policy();
                for (p, purpose) in policy.purposes.iter().enumerate() {
                    prop_assert_eq!(session.standing().grants(key(&purpose.id)), Some(t.is_on(p, None)));
                }
                for (s, service) in policy.services.iter().enumerate() {
                    let shown = (0..5).any(|p| t.services_of(p).contains(&s) && t.is_on(p, Some(s)));
                    let name = ["service:", &service.id].concat();
                    prop_assert_eq!(session.standing().grants(key(&name)), Some(shown), "{}", name);
                }
            }
        }
    }
}
