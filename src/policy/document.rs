//! The whole policy file, with every text a visitor reads. Used by the panel, the schema and tools; the gate
//! reads only [`Policy`].

use super::{CookieSettings, Policy, Purpose, RegionRule, Service, Style, Text, Vendors};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A store's policy file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Document {
    /// Where the JSON Schema lies, for editors.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// Language to fall back to, BCP 47. Default `en`.
    #[serde(default = "english")]
    pub language: String,
    /// Whose policy this is.
    #[serde(default)]
    pub store: Store,
    /// Day the policy took effect, `YYYY-MM-DD`, or the month, `YYYY-MM`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effective: Option<String>,
    /// Raise it to ask everyone again. Default 0.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(range(max = 4_294_967_295_u32)))]
    pub revision: u32,
    /// What visitors say yes or no to, in the order they see them.
    pub purposes: Vec<Purpose>,
    /// Vendors' services, named by the purposes that use them.
    #[serde(default)]
    pub services: Vec<ServiceEntry>,
    /// Which rule holds where; no match means opt-in.
    #[serde(default)]
    pub regimes: Vec<RegionRule>,
    /// What the store tells its visitors.
    #[serde(default)]
    pub disclosures: Vec<Disclosure>,
    /// Every text, by language.
    #[serde(default)]
    pub words: BTreeMap<String, WordsSource>,
    /// How banner and panel look.
    #[serde(default)]
    pub style: Style,
    /// Names in the markup of another banner, and the expression that each stands for. With this key at all, the
    /// markup of vanilla-cookieconsent, Cookiebot, OneTrust and Klaro is understood.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub markup: Option<BTreeMap<String, String>>,
    /// How the visitor's record is kept.
    #[serde(default)]
    pub cookie: CookieSettings,
    /// What vendors are told beside what their services say.
    #[serde(default)]
    pub vendors: Vendors,
}

fn english() -> String {
    "en".to_owned()
}

impl Document {
    /// The part that decisions depend on. Services that the catalogue stands for are no part of it yet: a browser is
    /// given a policy in which they are written out.
    pub fn policy(&self) -> Policy {
        Policy {
            revision: self.revision,
            purposes: self.purposes.clone(),
            services: self.declared().map(|s| Service { consent: None, ids: vec![], ..s.clone() }).collect(),
            regimes: self.regimes.clone(),
            cookie: self.cookie.clone(),
        }
    }
}

impl Document {
    /// The services that are written out.
    pub fn declared(&self) -> impl Iterator<Item = &Service> {
        self.services.iter().filter_map(|entry| match entry {
            ServiceEntry::Own(service) => Some(service),
            ServiceEntry::Catalogue(_) => None,
        })
    }
}

/// A service: the store's own words for it, or the id of one in the catalogue.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum ServiceEntry {
    /// Id in the catalogue; `portcullis expand` puts its entry here, and its texts beneath the store's own.
    Catalogue(#[cfg_attr(feature = "schema", schemars(extend("pattern" = super::ID)))] Text),
    /// The service itself.
    Own(Service),
}

/// The store, as its visitors know it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase", default)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Store {
    /// Name.
    pub name: String,
    /// Home page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Page with the full privacy policy; the banner links to it. Where it is another one for each language: by tag.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub policy_url: Option<Addresses>,
    /// Page with the terms of use, likewise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub terms_url: Option<Addresses>,
    /// Mail address, `tel:` number or page for questions.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact: Option<String>,
}

/// An address, or one for each language: then that of the policy's own language stands in where one is missing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Addresses {
    /// For all.
    One(String),
    /// By language, BCP 47.
    ByLanguage(BTreeMap<String, String>),
}

/// One thing the store tells its visitors; its texts are in `words.<language>.disclosures.<id>`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Disclosure {
    /// Name in `words`.
    pub id: String,
    /// Purposes whose choice it concerns; none where there is nothing to choose.
    #[serde(default)]
    pub purposes: Vec<String>,
    /// Where to read or do more.
    #[serde(default)]
    pub links: Vec<Link>,
}

/// A link; its text is `words.<language>.links.<id>`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Link {
    /// Name in `words`.
    pub id: String,
    /// `https:`, `http:`, `mailto:`, `tel:` or a path on the store.
    pub url: String,
}

/// The texts of one language, or where they lie.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum WordsSource {
    /// URL of a JSON file with them.
    Url(String),
    /// The texts themselves.
    Inline(Words),
}

/// Every text of the policy in one language.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Words {
    /// Interface words in place of the shipped ones, same keys.
    pub ui: BTreeMap<String, String>,
    /// Name and description of each purpose.
    pub purposes: BTreeMap<String, Named>,
    /// Name and description of each service.
    pub services: BTreeMap<String, Named>,
    /// What cookies are for, by the key their `purpose` names.
    pub cookies: BTreeMap<String, String>,
    /// Title and paragraphs of each disclosure.
    pub disclosures: BTreeMap<String, Prose>,
    /// Texts of links.
    pub links: BTreeMap<String, String>,
}

/// A name and a sentence or two.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Named {
    /// Name.
    pub name: String,
    /// What it is, in plain words.
    pub description: String,
    /// Of a required purpose that the store could work without: why the law lets it do without consent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exemption: Option<String>,
}

/// A title and paragraphs.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Prose {
    /// Title.
    pub title: String,
    /// Paragraphs, as plain text.
    pub paragraphs: Vec<String>,
}

#[cfg(all(test, feature = "schema"))]
mod tests {
    use super::*;
    use crate::policy::{read, tokens};
    use serde_json::json;

    #[test]
    fn the_gates_reader_and_serde_read_the_same_policy() {
        let policies = [
            json!({ "purposes": [] }),
            json!({
                "$schema": "s", "language": "de", "store": { "name": "S", "policyUrl": "/p" }, "revision": 3,
                "purposes": [
                    { "id": "necessary", "required": true },
                    { "id": "ads", "default": false, "services": ["x"], "signals": ["ad_storage"] }
                ],
                "services": [{
                    "id": "x", "vendor": "V", "policyUrl": "https://v.example", "storage": ["k*"], "hosts": ["h"],
                    "cookies": [{ "pattern": "_x*", "party": "third", "duration": "P1D", "purpose": "t" }, { "name": "y" }]
                }],
                "regimes": [{ "regions": ["US"], "rule": "opt-out" }],
                "words": { "de": { "purposes": { "ads": { "name": "Werbung" } } }, "en": "/words.json" },
                "cookie": { "days": 30, "domain": "shop.example" }
            }),
        ];
        for json in policies {
            let document: Result<Document, _> = serde_json::from_value(json.clone());
            assert_eq!(document.ok().map(|d| d.policy()), read(&tokens(&json)).ok(), "{json}");
        }
    }
}
