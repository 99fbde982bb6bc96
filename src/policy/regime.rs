//! Regimes: which rule holds for a visitor's region.

use super::{Policy, Text};
use crate::text::cut;
#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};

/// What holds before the visitor has chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Rule {
    /// Nothing optional runs until it is granted (ePrivacy Directive, art. 5(3)).
    #[default]
    OptIn,
    /// Optional purposes run until refused; an opt-out link and privacy signals are honoured (US state laws).
    OptOut,
    /// As opt-out, and the visitor is told at once.
    Notice,
}

impl Rule {
    /// Every rule, at the place of its number in the stored record: append only.
    pub const ALL: [Rule; 3] = [Rule::OptIn, Rule::OptOut, Rule::Notice];

    /// The rule's name in the policy and in records.
    pub fn name(self) -> &'static str {
        match self {
            Rule::OptIn => "opt-in",
            Rule::OptOut => "opt-out",
            Rule::Notice => "notice",
        }
    }

    /// The rule called `name`.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.name() == name)
    }
}

/// Regions and the rule that holds in them.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RegionRule {
    /// ISO 3166-1 (`DE`) or 3166-2 (`US-CA`) codes, `EEA` or `EU`, or `*` for every region that is known.
    pub regions: Vec<Text>,
    /// The rule there.
    pub rule: Rule,
}

/// The European Economic Area, ISO 3166-1, the members of the European Union first.
const EEA: &[u8] = b"ATBEBGHRCYCZDKEEFIFRDEGRHUIEITLVLTLUMTNLPLPTROSKSIESSEISLINO";
/// How many are in the Union.
const EU: usize = 27;

/// The rule for `region`, an ISO 3166 code the host knows. The closest entry wins: subdivision, country,
/// group, `*`; among equally close ones, the first. An unknown or unlisted region is opt-in.
pub fn rule_for(policy: &Policy, region: Option<&str>) -> Rule {
    let Some(region) = region.filter(|r| is_code(r)) else { return Rule::OptIn };
    let mut best = (0, Rule::OptIn);
    for entry in &policy.regimes {
        for named in &entry.regions {
            let close = closeness(named, region);
            if close > best.0 {
                best = (close, entry.rule);
            }
        }
    }
    best.1
}

/// Whether one of `names` names `region`, its country, its group, or any region that is known.
pub fn covers<'a>(mut names: impl Iterator<Item = &'a str>, region: &str) -> bool {
    is_code(region) && names.any(|named| closeness(named, region) > 0)
}

pub(super) fn is_code(region: &str) -> bool {
    let (country, part) = split(region);
    // UK is not the code of the United Kingdom, which is GB: `*` must not take it for a known region.
    country.len() == 2
        && !country.eq_ignore_ascii_case("UK")
        && country.bytes().all(|b| b.is_ascii_alphabetic())
        && part.is_none_or(|p| (1..=3).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphanumeric()))
}

fn split(region: &str) -> (&str, Option<&str>) {
    cut(region, b'-').map_or((region, None), |(country, part)| (country, Some(part)))
}

/// How closely an entry names a region: 4 exactly, 3 its country, 2 its group, 1 any, 0 not at all.
pub(super) fn closeness(named: &str, region: &str) -> u8 {
    let country = split(region).0;
    let is = |name: &str| named.eq_ignore_ascii_case(name);
    let member = || EEA.chunks(2).position(|code| code.eq_ignore_ascii_case(country.as_bytes()));
    if is(region) {
        4
    } else if is(country) {
        3
    } else if member().is_some_and(|at| is("EEA") || (is("EU") && at < EU)) {
        2
    } else {
        u8::from(named == "*")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closest_entry_wins_and_what_is_not_known_is_opt_in() {
        let entry = |regions: &[&str], rule| RegionRule {
            regions: regions.iter().map(|r| Text::from(*r)).collect(),
            rule,
        };
        let policy = Policy {
            regimes: vec![
                entry(&["US"], Rule::OptOut),
                entry(&["eea", "GB", "CA-QC", "US-CA"], Rule::OptIn),
                entry(&["CA", "NO"], Rule::Notice),
                entry(&["*"], Rule::Notice),
            ],
            ..Policy::default()
        };
        for (region, rule) in [
            (None, Rule::OptIn),
            (Some(""), Rule::OptIn),
            (Some("Germany"), Rule::OptIn),
            (Some("*"), Rule::OptIn),
            (Some("U1"), Rule::OptIn),
            (Some("UK"), Rule::OptIn),
            (Some("US-"), Rule::OptIn),
            (Some("US"), Rule::OptOut),
            (Some("us-ny"), Rule::OptOut),
            (Some("US-CA"), Rule::OptIn),
            (Some("DE"), Rule::OptIn),
            (Some("de-by"), Rule::OptIn),
            (Some("IS"), Rule::OptIn),
            (Some("NO"), Rule::Notice),
            (Some("CA"), Rule::Notice),
            (Some("CA-QC"), Rule::OptIn),
            (Some("JP"), Rule::Notice),
        ] {
            assert_eq!(rule_for(&policy, region), rule, "{region:?}");
        }
        assert_eq!(rule_for(&Policy::default(), Some("US")), Rule::OptIn, "nothing declared");
    }
}
