//! The shape of a policy: every member of every object that decisions depend on. The reader goes by this table.

/// Where a value belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Elsewhere,
    Revision,
    Purposes,
    PurposeId,
    Required,
    Default,
    Uses,
    Signals,
    Services,
    ServiceId,
    Vendor,
    PolicyUrl,
    Storage,
    Hosts,
    Cookies,
    Name,
    Pattern,
    Party,
    Duration,
    Why,
    Regimes,
    Regions,
    Rule,
    Days,
    Domain,
    Endpoint,
}

/// What a value has to be.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kind {
    /// Anything: no decision of the gate's own depends on it.
    Any,
    Object(&'static [Member]),
    Text,
    /// A text or `null`.
    MaybeText,
    Flag,
    Number,
}

/// A member of an object.
#[derive(Clone, Copy, Debug)]
pub(super) struct Member {
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    pub(super) place: Place,
    /// A list of such values.
    pub(super) list: bool,
    pub(super) needed: bool,
}

impl Member {
    /// The whole policy.
    pub(super) const DOCUMENT: Member = one(Place::Elsewhere, Kind::Object(&DOCUMENT), "");

    const fn needed(self) -> Self {
        Member { needed: true, ..self }
    }
}

const fn one(place: Place, kind: Kind, name: &'static str) -> Member {
    Member { name, kind, place, list: false, needed: false }
}

const fn list(place: Place, kind: Kind, name: &'static str) -> Member {
    Member { list: true, ..one(place, kind, name) }
}

const fn prose(name: &'static str) -> Member {
    one(Place::Elsewhere, Kind::Any, name)
}

const DOCUMENT: [Member; 14] = [
    prose("$schema"),
    prose("language"),
    prose("store"),
    prose("effective"),
    one(Place::Revision, Kind::Number, "revision"),
    list(Place::Purposes, Kind::Object(&PURPOSE), "purposes").needed(),
    list(Place::Services, Kind::Object(&SERVICE), "services"),
    list(Place::Regimes, Kind::Object(&REGIME), "regimes"),
    prose("disclosures"),
    prose("words"),
    prose("style"),
    prose("vendors"),
    prose("markup"),
    one(Place::Elsewhere, Kind::Object(&SETTINGS), "cookie"),
];

const PURPOSE: [Member; 5] = [
    one(Place::PurposeId, Kind::Text, "id").needed(),
    one(Place::Required, Kind::Flag, "required"),
    one(Place::Default, Kind::Flag, "default"),
    list(Place::Uses, Kind::Text, "services"),
    list(Place::Signals, Kind::Text, "signals"),
];

const SERVICE: [Member; 8] = [
    one(Place::ServiceId, Kind::Text, "id").needed(),
    one(Place::Vendor, Kind::Text, "vendor").needed(),
    one(Place::PolicyUrl, Kind::MaybeText, "policyUrl"),
    list(Place::Cookies, Kind::Object(&COOKIE), "cookies"),
    list(Place::Storage, Kind::Text, "storage"),
    list(Place::Hosts, Kind::Text, "hosts"),
    prose("consent"),
    prose("ids"),
];

const COOKIE: [Member; 5] = [
    one(Place::Name, Kind::MaybeText, "name"),
    one(Place::Pattern, Kind::MaybeText, "pattern"),
    one(Place::Party, Kind::Text, "party"),
    one(Place::Duration, Kind::Text, "duration"),
    one(Place::Why, Kind::MaybeText, "purpose"),
];

const REGIME: [Member; 2] =
    [list(Place::Regions, Kind::Text, "regions").needed(), one(Place::Rule, Kind::Text, "rule").needed()];

const SETTINGS: [Member; 3] = [
    one(Place::Days, Kind::Number, "days"),
    one(Place::Domain, Kind::MaybeText, "domain"),
    one(Place::Endpoint, Kind::MaybeText, "endpoint"),
];
