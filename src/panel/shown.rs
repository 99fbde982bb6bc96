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
        let mut purposes: Vec<Purpose> = named(&policy, "purposes").iter().map(purpose).collect();
        for id in names(&standing.purposes()) {
            if !purposes.iter().any(|p| *p.id == *id) {
                purposes.push(Purpose { id: Text::from(&*id), ..Purpose::default() });
            }
        }
        let details = named(&policy, "services");
        let services = details
            .iter()
            .map(|service| Service { id: Text::from(&*id(service)), ..Service::default() })
            .collect();
        Self { services, purposes, details, policy }
    }

    /// The service at that place, as the policy declares it.
    pub(crate) fn service(&self, place: usize) -> &JsValue {
        &self.details[place]
    }

    /// The disclosures, as the policy declares them.
    pub(crate) fn disclosures(&self) -> Vec<JsValue> {
        named(&self.policy, "disclosures")
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

fn purpose(purpose: &JsValue) -> Purpose {
    Purpose {
        id: Text::from(&*id(purpose)),
        required: flag(purpose, "required"),
        services: texts(&get(purpose, "services")).iter().map(|id| Text::from(&**id)).collect(),
        ..Purpose::default()
    }
}

/// The entries of a list that have an id.
fn named(policy: &JsValue, list: &str) -> Vec<JsValue> {
    let mut list = items(&get(policy, list));
    list.retain(|item| get(item, "id").is_string());
    list
}

/// Its `id`.
pub(crate) fn id(item: &JsValue) -> String {
    text(item, "id").unwrap_or_default()
}
