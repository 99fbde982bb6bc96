//! The part of the policy that visitors read. The gate has checked it, with a message for every mistake; here
//! what can be read is shown, and what cannot is left out. Details stay where they are until they are unfolded:
//! a policy may declare hundreds of services.

use super::host::Standing;
use super::property::{flag, get, items, names, text, texts};
use crate::policy::{Purpose, Service, Text};
use wasm_bindgen::JsValue;

/// What the panel shows of a policy.
pub(crate) struct Shown {
    policy: JsValue,
    pub(crate) purposes: Vec<Purpose>,
    /// Their ids; [`Shown::service`] has the rest.
    pub(crate) services: Vec<Service>,
    details: Vec<JsValue>,
}

impl Shown {
    /// Reads `policy`. Purposes that only the gate knows get their toggle too.
    pub(crate) fn read(policy: JsValue, standing: &Standing) -> Self {
        let mut purposes: Vec<Purpose> =
            named(&policy, "purposes").map(|(id, entry)| purpose(&id, &entry)).collect();
        for id in names(&standing.purposes) {
            if !purposes.iter().any(|p| *p.id == *id) {
                purposes.push(Purpose { id: Text::from(&*id), ..Purpose::default() });
            }
        }
        let (mut services, mut details) = (Vec::new(), Vec::new());
        for (id, entry) in named(&policy, "services") {
            services.push(Service { id: Text::from(&*id), ..Service::default() });
            details.push(entry);
        }
        Self { services, purposes, details, policy }
    }

    /// The service at that place, as the policy declares it.
    pub(crate) fn service(&self, place: usize) -> &JsValue {
        &self.details[place]
    }

    /// The disclosures, as the policy declares them.
    pub(crate) fn disclosures(&self) -> Vec<JsValue> {
        named(&self.policy, "disclosures").map(|(_, entry)| entry).collect()
    }

    /// A text about the store.
    pub(crate) fn store(&self, name: &str) -> Option<String> {
        text(&get(&self.policy, "store"), name)
    }

    /// The day the policy took effect, `YYYY-MM-DD`.
    pub(crate) fn effective(&self) -> JsValue {
        get(&self.policy, "effective")
    }
}

fn purpose(id: &str, purpose: &JsValue) -> Purpose {
    Purpose {
        id: Text::from(id),
        required: flag(purpose, "required"),
        services: texts(&get(purpose, "services")).iter().map(|id| Text::from(&**id)).collect(),
        ..Purpose::default()
    }
}

/// The entries of a list that have an id, with that.
fn named(policy: &JsValue, list: &str) -> impl Iterator<Item = (String, JsValue)> {
    items(&get(policy, list)).into_iter().filter_map(|entry| Some((text(&entry, "id")?, entry)))
}

/// Its `id`.
pub(crate) fn id(item: &JsValue) -> String {
    text(item, "id").unwrap_or_default()
}
