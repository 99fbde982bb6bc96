//! Google Consent Mode v2 (<https://developers.google.com/tag-platform/security/guides/consent>).

/// What Google's tags know: switches of the Google tag, which are set, and consent types, which are consented to.
pub const GOOGLE_TYPES: [&str; 9] = [
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
