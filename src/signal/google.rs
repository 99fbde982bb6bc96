//! Google Consent Mode v2 (<https://developers.google.com/tag-platform/security/guides/consent>).

use crate::consent::{Change, Session};
use crate::json::Json;
use crate::policy::key;

/// The consent types Google's tags know. `default` in the stub denies the same ones.
const TYPES: [&str; 7] = [
    "ad_storage",
    "ad_user_data",
    "ad_personalization",
    "analytics_storage",
    "functionality_storage",
    "personalization_storage",
    "security_storage",
];
/// Switches of the Google tag that are set, not consented to.
const SWITCHES: [&str; 2] = ["allow_google_signals", "allow_ad_personalization_signals"];

/// Commands for Google after `change`: the switches, one update, one event for Tag Manager. Nothing where no
/// purpose names a Google consent type, and nothing on a page where there is nothing to restore: the stub's
/// default already denies.
pub fn update(session: &Session, change: Change, commands: &mut Json) {
    let policy = session.policy();
    let known = |name: &str| policy.purposes.iter().any(|p| p.signals.iter().any(|s| s == name));
    if !TYPES.iter().chain(&SWITCHES).any(|name| known(name)) {
        return;
    }
    let grants = |id: &str| session.standing().grants(key(id)) == Some(true);
    let granted =
        |name: &str| policy.purposes.iter().any(|p| grants(&p.id) && p.signals.iter().any(|s| s == name));
    let any = policy.purposes.iter().any(|p| !p.required && grants(&p.id));
    if change == Change::Restore && session.record().is_none() && !any {
        return;
    }
    for name in SWITCHES.iter().filter(|name| known(name)) {
        commands.open('[').text("gtag").text("set").text(name).flag(granted(name)).close(']');
    }
    commands.open('[').text("gtag").text("consent").text("update").open('{');
    // Only consent types may stand here: Google takes every key of an update for one.
    for name in TYPES {
        commands.name(name).text(if granted(name) { "granted" } else { "denied" });
    }
    commands.close('}').close(']');
    commands.open('[').text("dataLayer").open('{').name("event").text("consent_update");
    commands.name("consent").open('{');
    for p in &policy.purposes {
        commands.name(&p.id).flag(grants(&p.id));
    }
    commands.close('}').name("consent_source").text(change.source()).close('}').close(']');
}
