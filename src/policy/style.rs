//! How banner and panel look. `shape` has the same words for the reader that ships.

use serde::{Deserialize, Serialize};

/// How banner and panel look.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Style {
    /// A theme, or light or dark whatever the page is. Default: the built-in one, as the page's `color-scheme` is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub theme: Option<Theme>,
    /// Form of the banner. Default `card`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub layout: Option<Layout>,
    /// Where the banner sits. Default `bottom`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position: Option<Position>,
    /// The side that a corner is on, as the language is read. Default `start`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub side: Option<Side>,
    /// The page waits for an answer, or for Escape, which puts the question off. Default false.
    pub modal: bool,
    /// The store's colour, `#rrggbb`. What goes with it is computed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub brand: Option<String>,
    /// The control that reopens the panel. Default `floating`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reopen: Option<Reopen>,
}

/// A theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(missing_docs, reason = "names of files in themes/")]
pub enum Theme {
    Light,
    Dark,
    Citrus,
    Forest,
    Linen,
    Mono,
    Ocean,
    Plum,
    Rose,
    Slate,
}

/// Form of the banner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Layout {
    /// From edge to edge.
    Bar,
    /// Wide, clear of the edges.
    Card,
    /// Narrow, in a corner.
    Corner,
}

/// Where the banner sits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Position {
    /// Below.
    Bottom,
    /// Above.
    Top,
}

/// A side, as the language is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Side {
    /// Where lines begin.
    Start,
    /// Where lines end.
    End,
}

/// The control that reopens the panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Reopen {
    /// In a corner of each page.
    Floating,
    /// None: the page has its own.
    None,
}
