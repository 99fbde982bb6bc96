//! Google Consent Mode v2 (<https://developers.google.com/tag-platform/security/guides/consent>).

use crate::consent::{Change, Session};

/// What Google's tags know: switches of the Google tag, which are set, and consent types, which are consented to.
/// `default` in the stub denies the same types.
const TYPES: [&str; 9] = [
    "allow_google_signals",
    "allow_ad_personalization_signals",
    "ad_storage",
    "ad_user_data",
    "ad_personalization",
    "analytics_storage",
    "functionality_storage",
    "personalization_storage",
    "security_storage",
];
/// How many of them are switches. A switch that no purpose names stays as the store set it.
const SWITCHES: usize = 2;

/// What Google is told after `change`, a word each: `name=1` granted, `name=0` denied. Empty where no purpose
/// names anything that Google knows, and on a page where there is nothing to restore: the stub's default
/// already denies. The stub says it in Google's commands.
pub fn google(session: &Session, change: Change) -> String {
    let mut words = String::new();
    let (mut any, mut known) = (false, false);
    for (at, name) in TYPES.iter().enumerate() {
        let (mut named, mut granted) = (false, false);
        for p in &session.policy().purposes {
            let grants = session.grants(&p.id);
            any |= grants && !p.required;
            if p.signals.iter().any(|s| **s == **name) {
                named = true;
                granted |= grants;
            }
        }
        known |= named;
        if named || at >= SWITCHES {
            words.push_str(name);
            words.push_str(if granted { "=1 " } else { "=0 " });
        }
    }
    if !known || (change == Change::Restore && session.record().is_none() && !any) {
        words.clear();
    }
    words
}
