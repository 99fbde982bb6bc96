//! Services: whose code runs, and what it leaves behind.

use super::Text;
#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};

/// A vendor's service that one or more purposes use.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields, rename_all = "camelCase"))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Service {
    /// Name in markup (`service:<id>`) and in purposes.
    #[cfg_attr(feature = "schema", schemars(extend("pattern" = super::ID)))]
    pub id: Text,
    /// Who receives the data, as visitors know them.
    pub vendor: Text,
    /// The vendor's own privacy policy.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub policy_url: Option<Text>,
    /// Cookies it sets; first-party ones are cleared when it is refused.
    #[cfg_attr(feature = "serde", serde(default))]
    pub cookies: Vec<Cookie>,
    /// Names of localStorage and sessionStorage items it writes, `*` for any run of characters.
    #[cfg_attr(feature = "serde", serde(default))]
    pub storage: Vec<Text>,
    /// Hosts it loads from or sends to, each with every subdomain.
    #[cfg_attr(feature = "serde", serde(default))]
    #[cfg_attr(feature = "schema", schemars(extend("items" = { "type": "string", "pattern": r"^($|[^*]|\*($|[^.]))" })))]
    pub hosts: Vec<Text>,
    /// What it is told of the visitor's decisions. Default: what Portcullis knows of a service with this id.
    #[cfg(feature = "serde")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consent: Option<super::Consent>,
    /// The vendor's names of this store, such as measurement ids: `{id}` in a command.
    #[cfg(feature = "serde")]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ids: Vec<String>,
}

/// A cookie a service sets.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(extend("anyOf" = found_by())))]
pub struct Cookie {
    /// Exact name. One of `name` and `pattern` is needed.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub name: Option<Text>,
    /// Name with `*` for any run of characters, such as `_ga_*`.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub pattern: Option<Text>,
    /// Whose domain it is set on. Default first.
    #[cfg_attr(feature = "serde", serde(default))]
    pub party: Party,
    /// How long it lasts: an ISO 8601 duration (`P2Y`, `PT24H`), `session`, or `unknown`.
    #[cfg_attr(feature = "serde", serde(default))]
    pub duration: Text,
    /// Key of the sentence in `words.<language>.cookies` that says what it is for.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub purpose: Option<Text>,
}

/// A name, or else a pattern.
#[cfg(feature = "schema")]
fn found_by() -> serde_json::Value {
    let some = serde_json::json!({ "type": "string", "minLength": 1 });
    serde_json::json!([
        { "required": ["name"], "properties": { "name": some } },
        { "required": ["pattern"], "properties": { "name": { "type": "null" }, "pattern": some } }
    ])
}

impl Cookie {
    /// The name or pattern that finds it.
    pub fn glob(&self) -> &'static str {
        self.name.or(self.pattern).unwrap_or_default().0
    }
}

/// Whose domain a cookie is set on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "lowercase"))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Party {
    /// The store's own domain: script can clear it.
    #[default]
    First,
    /// A vendor's domain: out of a page's reach.
    Third,
}
