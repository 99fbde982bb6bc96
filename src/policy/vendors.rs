//! What vendors are told, as a store says it in its policy. The gate leaves it to the shell, which offers it to
//! `signal::commands`.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What is told beside what services say, and how.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase", default)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Vendors {
    /// Commands that belong to no service.
    pub commands: Vec<Command>,
    /// Name of the event for Google Tag Manager. Default `consent_update`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event: Option<String>,
    /// Whether the event carries `consent_id` and `policy_version`. Default false.
    pub event_details: bool,
    /// Regions where Google's tags may load before a choice (`google:advanced` in an expression). Default none.
    pub advanced: Vec<String>,
    /// Sections of the IAB's Global Privacy Platform to speak: `usnat`, `usca`. Default none.
    pub gpp: Vec<Section>,
    /// Whether to answer the older US Privacy API, `__uspapi`. Default false.
    pub usp: bool,
    /// Platforms to speak with: `shopify`, `wordpress`, `tcf`. Default none.
    pub platforms: Vec<Platform>,
}

/// A section of the Global Privacy Platform.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Section {
    /// The national one.
    Usnat,
    /// California's.
    Usca,
}

/// A platform with a consent interface of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Platform {
    /// Shopify's Customer Privacy API, both ways.
    Shopify,
    /// The WP Consent API.
    Wordpress,
    /// A consent platform of the IAB's Transparency and Consent Framework in the page: it asks, not Portcullis.
    Tcf,
}

/// The commands of a service.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Consent {
    /// Those that Portcullis knows by this name, such as `meta`.
    Known(String),
    /// The store's own, in order.
    Own(Vec<Command>),
}

/// One command to a vendor's script.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Command {
    /// When it is spoken.
    pub on: Occasion,
    /// An expression that must hold, too.
    #[serde(rename = "if", default, skip_serializing_if = "Option::is_none")]
    pub condition: Option<String>,
    /// The vendor's global function: `fbq`, `uetq.push`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub call: Option<String>,
    /// A switch on `window` to set to true or false instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub set: Option<String>,
    /// Property of the function that keeps its calls until the vendor's script is there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub queue: Option<String>,
    /// The arguments. A text that begins with `?` is answered.
    #[serde(default)]
    pub with: Vec<Argument>,
}

/// When a command is spoken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Occasion {
    /// On each page, first.
    Default,
    /// The service is granted.
    Grant,
    /// The service is refused.
    Deny,
    /// Either way.
    Update,
}

/// Any JSON.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Argument {
    /// `null`
    Null,
    /// `true`, `false`
    Flag(bool),
    /// A number.
    Number(f64),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Argument>),
    /// An object.
    Object(BTreeMap<String, Argument>),
}
