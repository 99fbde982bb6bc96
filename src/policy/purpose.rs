//! Purposes: what a visitor says yes or no to.

use super::Text;
#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};

/// One thing the store wants to do, which the visitor may allow or refuse.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Purpose {
    /// Name in markup and code: lower-case letters, digits, `-` and `_`.
    #[cfg_attr(feature = "schema", schemars(extend("pattern" = super::ID)))]
    pub id: Text,
    /// Always on, because the store cannot work without it. Default false.
    #[cfg_attr(feature = "serde", serde(default))]
    pub required: bool,
    /// Where the regime is opt-out or notice: on before the visitor has chosen. Never pre-ticks under opt-in.
    /// Default true.
    #[cfg_attr(feature = "serde", serde(default = "on"))]
    pub default: bool,
    /// Ids of the services used for it.
    #[cfg_attr(feature = "serde", serde(default))]
    pub services: Vec<Text>,
    /// Consent types that vendors know this purpose by, such as `analytics_storage`.
    #[cfg_attr(feature = "serde", serde(default))]
    pub signals: Vec<Text>,
}

#[cfg(feature = "serde")]
fn on() -> bool {
    true
}

impl Purpose {
    /// True for advertising and the sharing of data: what Global Privacy Control opts out of
    /// (<https://w3c.github.io/gpc/>). Known by the purpose's consent types.
    pub fn is_sale(&self) -> bool {
        !self.required && self.signals.iter().any(|s| s.starts_with("ad_") || s.starts_with("allow_"))
    }
}

/// A purpose or service as the record names it: 32 bits, so that a record with 30 purposes and 100 services
/// stays under 1 kB and still means the same after the policy is reordered.
pub type Key = u32;

/// The record's key for a purpose id, or for `service:<id>`. FNV-1a.
pub fn key(name: &str) -> Key {
    extend(0x811c_9dc5, name)
}

/// The record's key for a service id: that of `service:<id>`.
pub fn service_key(id: &str) -> Key {
    extend(key("service:"), id)
}

fn extend(hash: u32, text: &str) -> u32 {
    text.bytes().fold(hash, |key, byte| (key ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_service_key_is_the_key_of_its_name_in_expressions() {
        assert_eq!(service_key("google-analytics"), key("service:google-analytics"));
        assert_ne!(service_key("analytics"), key("analytics"));
    }
}
