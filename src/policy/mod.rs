//! What the store declares: its purposes, services, regimes and disclosures.
//!
//! [`Policy`] is the part that decisions depend on; the gate reads it with [`read()`], from a flat text of
//! tokens. `Document` is the whole file with every text, for the panel, the schema and tools.
//! Nothing here names a browser type.

mod brand;
#[cfg(feature = "serde")]
mod document;
mod duration;
mod fill;
mod fingerprint;
mod link;
mod near;
mod outline;
mod pattern;
mod problem;
mod purpose;
mod read;
mod regime;
mod service;
mod shape;
#[cfg(feature = "serde")]
mod style;
mod text;
mod tokens;
#[cfg(feature = "serde")]
mod vendors;

pub use brand::{Color, Palette, color, palette, palette_digits};
#[cfg(feature = "serde")]
pub use document::{
    Addresses, Disclosure, Document, Link, Named, Prose, ServiceEntry, Store, Words, WordsSource,
};
pub use duration::parse_duration;
pub use fingerprint::{facts, fingerprint};
pub use link::is_safe_url;
pub use near::nearest;
pub use outline::{Outline, outline};
pub use pattern::matches;
pub use problem::{Problem, Problems, Report, Silent};
#[cfg(feature = "check")]
pub(crate) use problem::{kind, quoted};
pub use purpose::{Key, Purpose, key, service_key};
pub use read::{read, read_silently};
pub use regime::{RegionRule, Rule, covers, rule_for};
pub use service::{Cookie, Party, Service};
#[cfg(feature = "serde")]
pub use style::{Layout, Position, Reopen, Side, Style, Theme};
pub use text::Text;
pub(crate) use tokens::Tokens;
#[cfg(any(test, feature = "schema"))]
pub use tokens::tokens;
#[cfg(feature = "serde")]
pub use vendors::{Argument, Command, Consent, Occasion, Platform, Section, Vendors};

#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};

/// What an id is made of, for the schema.
#[cfg(feature = "schema")]
const ID: &str = "^[a-z0-9_-]+$";

/// What consent decisions depend on, read from the store's policy JSON.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Policy {
    /// Raised by the store to ask everyone again. Default 0.
    pub revision: u32,
    /// In the order visitors see them.
    pub purposes: Vec<Purpose>,
    /// Vendors' services, named by the purposes that use them.
    pub services: Vec<Service>,
    /// Which rule holds where; no match means opt-in.
    pub regimes: Vec<RegionRule>,
    /// How the visitor's record is kept.
    pub cookie: CookieSettings,
}

impl Policy {
    /// The purpose called `id`.
    pub fn purpose(&self, id: &str) -> Option<&Purpose> {
        self.purposes.iter().find(|p| *p.id == *id)
    }

    /// The record's key of every purpose, then of every service, in the policy's order.
    pub fn keys(&self) -> Vec<Key> {
        let mut keys = Vec::with_capacity(self.purposes.len() + self.services.len());
        for p in &self.purposes {
            keys.push(key(&p.id));
        }
        for s in &self.services {
            keys.push(service_key(&s.id));
        }
        keys
    }

    /// The id of the purpose or service at the place `at` of [`Policy::keys`].
    pub fn id(&self, at: usize) -> &str {
        let service = || self.services.get(at - self.purposes.len()).map(|s| s.id.0);
        self.purposes.get(at).map(|p| p.id.0).or_else(service).unwrap_or("")
    }

    /// True where there is anything to ask: a purpose the visitor may refuse.
    pub fn asks(&self) -> bool {
        self.purposes.iter().any(|p| !p.required)
    }
}

/// How long and where the visitor's record is kept.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields, default))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CookieSettings {
    /// Days until a choice expires, 1 to 400; grants and refusals alike. Default 180.
    #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 400)))]
    pub days: u32,
    /// Domain to share the record across subdomains, such as `shop.example`, or `auto` for the widest that the
    /// browser takes. Default: this host only.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub domain: Option<Text>,
    /// Path on the store that receipts are posted to, and that sets the cookie by HTTP. Default: none.
    #[cfg_attr(feature = "schema", schemars(extend("pattern" = r"^/($|[^/\\ \t\n\f\r][^\\ \t\n\f\r]*$)")))]
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub endpoint: Option<Text>,
}

impl Default for CookieSettings {
    fn default() -> Self {
        Self { days: 180, domain: None, endpoint: None }
    }
}
