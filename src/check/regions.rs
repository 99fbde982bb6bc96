//! Regions: a code that no host sends never counts.

use super::finding::Warnings;
use super::tree::Value;

/// ISO 3166-1, in pairs of letters.
const COUNTRIES: &str = "\
    ADAEAFAGAIALAMAOAQARASATAUAWAXAZBABBBDBEBFBGBHBIBJBLBMBNBOBQBRBSBTBVBWBYBZCACCCDCFCGCHCICKCLCMCNCOCR\
    CUCVCWCXCYCZDEDJDKDMDODZECEEEGEHERESETFIFJFKFMFOFRGAGBGDGEGFGGGHGIGLGMGNGPGQGRGSGTGUGWGYHKHMHNHRHTHU\
    IDIEILIMINIOIQIRISITJEJMJOJPKEKGKHKIKMKNKPKRKWKYKZLALBLCLILKLRLSLTLULVLYMAMCMDMEMFMGMHMKMLMMMNMOMPMQ\
    MRMSMTMUMVMWMXMYMZNANCNENFNGNINLNONPNRNUNZOMPAPEPFPGPHPKPLPMPNPRPSPTPWPYQARERORSRURWSASBSCSDSESGSHSI\
    SJSKSLSMSNSOSRSSSTSVSXSYSZTCTDTFTGTHTJTKTLTMTNTOTRTTTVTWTZUAUGUMUSUYUZVAVCVEVGVIVNVUWFWSYEYTZAZMZW";

/// ISO 3166-2:US.
const UNITED_STATES: &str = "\
    ALAKAZARCACOCTDEFLGAHIIDILINIAKSKYLAMEMDMAMIMNMSMOMTNENVNHNJNMNYNCNDOHOKORPARISCSDTNTXUTVTVAWAWVWIWY\
    DCASGUMPPRUMVI";

/// ISO 3166-2:CA.
const CANADA: &str = "\
    ABBCMBNBNLNSNTNUONPEQCSKYT";

/// What people write for a code.
const MEANT: [(&str, &str); 16] = [
    ("UK", "GB"),
    ("EN", "GB"),
    ("GBR", "GB"),
    ("USA", "US"),
    ("DEU", "DE"),
    ("FRA", "FR"),
    ("ESP", "ES"),
    ("ITA", "IT"),
    ("CAN", "CA"),
    ("CHE", "CH"),
    ("BRA", "BR"),
    ("EUROPE", "EEA"),
    ("EU/EEA", "EEA"),
    ("EUR", "EEA"),
    ("ALL", "*"),
    ("WORLD", "*"),
];

const EXPECTED: &str = "an ISO 3166 code such as DE or US-CA, EU, EEA or *";

/// Checks the regions of every rule, and those of Google's advanced mode.
pub(super) fn check(policy: &Value<'_>, found: &mut Warnings) {
    let mut seen = Vec::new();
    found.each("regimes", policy.list("regimes"), |found, entry| {
        if matches!(entry.get("regions"), Some(Value::List(regions)) if regions.is_empty()) {
            found.at("regions", |found| found.say("an empty list", EXPECTED));
        }
        found.each("regions", entry.list("regions"), |found, region| {
            let Some(written) = region.text() else { return };
            let upper = written.to_ascii_uppercase();
            if !is_region(&upper) {
                unknown(written, found);
            } else if seen.contains(&upper) {
                found.quote(written, "a region that is not named before: the first entry counts");
            } else {
                seen.push(upper);
            }
        });
    });
    let Some(vendors) = policy.get("vendors") else { return };
    found.at("vendors", |found| {
        found.each("advanced", vendors.list("advanced"), |found, region| {
            let written = region.text().filter(|written| !is_region(&written.to_ascii_uppercase()));
            written.into_iter().for_each(|written| unknown(written, found));
        });
    });
}

fn unknown(written: &str, found: &mut Warnings) {
    found.guess(written, EXPECTED, meant(&written.to_ascii_uppercase()).as_deref());
}

fn is_region(upper: &str) -> bool {
    match upper.split_once('-') {
        None => matches!(upper, "*" | "EU" | "EEA") || is_in(COUNTRIES, upper),
        Some(("US", part)) => is_in(UNITED_STATES, part),
        Some(("CA", part)) => is_in(CANADA, part),
        Some((country, part)) => {
            let fits = (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric());
            is_in(COUNTRIES, country) && fits
        }
    }
}

fn is_in(codes: &str, code: &str) -> bool {
    code.len() == 2 && codes.as_bytes().chunks(2).any(|pair| pair == code.as_bytes())
}

fn meant(upper: &str) -> Option<String> {
    let known = MEANT.iter().find(|(written, _)| *written == upper).map(|(_, code)| (*code).to_owned());
    let tidy = || Some(upper.trim().replace(['_', ' ', '/'], "-")).filter(|tidy| is_region(tidy));
    // A state without its country.
    let state = || Some(["US-", upper].concat()).filter(|code| is_region(code));
    known.or_else(tidy).or_else(state)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_that_hosts_send_are_known_and_others_are_not() {
        for region in ["DE", "US", "US-CA", "CA-QC", "DE-BY", "GB-ENG", "ES-B", "EU", "EEA", "*"] {
            assert!(is_region(region), "{region}");
        }
        for region in ["", "UK", "XX", "US-ZZ", "CA-CA", "USA", "XX-A", "DE-", "DE-BAYERN", "DE-BÀ", "É", "-"]
        {
            assert!(!is_region(region), "{region}");
        }
        assert_eq!(COUNTRIES.len() / 2, 249);
    }

    #[test]
    fn what_was_meant_is_a_region() {
        assert!(MEANT.iter().all(|(written, code)| !is_region(written) && is_region(code)));
        for (written, code) in [
            ("US_CA", Some("US-CA")),
            ("UK", Some("GB")),
            (" DE", Some("DE")),
            ("NY", Some("US-NY")),
            ("MARS", None),
        ] {
            assert_eq!(meant(written).as_deref(), code, "{written}");
        }
    }
}
