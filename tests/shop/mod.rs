//! A small shop to test with: its policy, records made under it, and the shell's side of the talk.

#![allow(dead_code, reason = "each test file uses a part of it")]

use portcullis::consent::{
    Answer, Effect, Event, Expression, Gesture, Kept, Method, Record, Session, Situation, Stored,
};
use portcullis::policy::{
    Cookie, Key, Party, Policy, Purpose, RegionRule, Rule, Service, Text, fingerprint, key, service_key,
};

pub(crate) const DAY: u64 = 86_400;
/// When things happen, seconds since 1970.
pub(crate) const NOW: u64 = 1_700_000_000;
pub(crate) const RULES: [Rule; 3] = [Rule::OptIn, Rule::OptOut, Rule::Notice];

pub(crate) fn purpose(id: &str, services: &[&str], signals: &[&str]) -> Purpose {
    let texts = |list: &[&str]| list.iter().map(|t| Text::from(*t)).collect();
    Purpose {
        id: id.into(),
        default: true,
        services: texts(services),
        signals: texts(signals),
        ..Purpose::default()
    }
}

pub(crate) fn service(id: &str, cookies: &[&str]) -> Service {
    let cookie =
        |glob: &&str| Cookie { pattern: Some((*glob).into()), duration: Text("P1D"), ..Cookie::default() };
    Service {
        id: id.into(),
        vendor: Text("Vendor"),
        cookies: cookies.iter().map(cookie).collect(),
        ..Service::default()
    }
}

/// One required purpose, two that are on by default, two that are off; `ads` and `audience` are what privacy
/// signals opt out of. `shared` serves two optional purposes, `both` a required and an optional one, `idle` none.
pub(crate) fn policy() -> Policy {
    let mut adnet = service("adnet", &["_ad*"]);
    adnet.cookies[0].party = Party::First;
    adnet.cookies.push(Cookie { name: Some(Text("IDE")), party: Party::Third, ..Cookie::default() });
    adnet.storage.push(Text("_ad_ls"));
    let off = |p: Purpose| Purpose { default: false, ..p };
    let region = |name: &str, rule| RegionRule { regions: vec![name.into()], rule };
    Policy {
        purposes: vec![
            Purpose { required: true, ..purpose("necessary", &["store", "both"], &["security_storage"]) },
            purpose("analytics", &["counter", "shared"], &["analytics_storage"]),
            purpose(
                "ads",
                &["adnet", "shared", "both"],
                &["ad_storage", "ad_user_data", "ad_personalization"],
            ),
            off(purpose("audience", &[], &["allow_google_signals", "allow_ad_personalization_signals"])),
            off(purpose("comfort", &[], &["functionality_storage"])),
        ],
        services: vec![
            service("store", &["cart"]),
            service("both", &["_both"]),
            service("counter", &["_c", "_c_*"]),
            adnet,
            service("shared", &["_shared"]),
            service("idle", &["_idle"]),
        ],
        regimes: vec![region("US", Rule::OptOut), region("JP", Rule::Notice), region("EEA", Rule::OptIn)],
        ..Policy::default()
    }
}

/// A region in which the shop's policy has `rule`.
pub(crate) fn region(rule: Rule) -> &'static str {
    match rule {
        Rule::OptIn => "DE",
        Rule::OptOut => "US",
        Rule::Notice => "JP",
    }
}

/// A session of the shop that has not started.
pub(crate) fn session(rule: Rule, signal: bool) -> Session {
    Session::new(policy(), Situation { region: Some(region(rule).to_owned()), signal })
}

/// A record of the shop made a day ago: `granted` granted, every other optional purpose refused.
pub(crate) fn record(rule: Rule, granted: &[&str]) -> Record {
    let policy = policy();
    let optional = policy.purposes.iter().filter(|p| !p.required);
    let (yes, no): (Vec<_>, Vec<_>) = optional.partition(|p| granted.contains(&&*p.id));
    let keys = |list: Vec<&Purpose>| list.iter().map(|p| key(&p.id)).collect::<Vec<Key>>();
    Record {
        id: [7; 12],
        sequence: 5,
        made: NOW - DAY,
        lasts: (180 * DAY) as u32,
        method: Method::Save,
        rule,
        gesture: true,
        signal: false,
        fingerprint: fingerprint(&policy, rule),
        granted: keys(yes),
        refused: keys(no),
    }
}

pub(crate) const OPTIONAL: [&str; 4] = ["analytics", "ads", "audience", "comfort"];

pub(crate) fn stored(record: Record) -> Stored {
    Stored { record: Some(record), ..Stored::default() }
}

pub(crate) fn choose(answer: Answer, method: Method) -> Event {
    Event::Choose { answer, method, gesture: Gesture::Layer, id: [9; 12] }
}

pub(crate) fn these(list: &[(&str, bool)]) -> Answer {
    Answer::These(list.iter().map(|(name, yes)| (key(name), *yes)).collect())
}

pub(crate) fn allows(session: &Session, expression: &str) -> bool {
    session.allows(&Expression::parse(expression))
}

/// The optional purposes that are granted.
pub(crate) fn granted(session: &Session) -> Vec<&'static str> {
    OPTIONAL.into_iter().filter(|id| allows(session, id)).collect()
}

/// Performs `effects` as a shell does, first in first out, each answer answered in its turn; all effects that
/// came of it, in order.
pub(crate) fn perform(session: &mut Session, effects: Vec<Effect>, kept: Kept, now: u64) -> Vec<Effect> {
    let mut queue = std::collections::VecDeque::from(effects);
    let mut all = Vec::new();
    while let Some(effect) = queue.pop_front() {
        let answer = match effect {
            Effect::Persist(_) => Some(Event::Persisted(kept)),
            Effect::Yield => Some(Event::Yielded),
            Effect::Gate => Some(Event::Gated { needs_reload: false }),
            _ => None,
        };
        all.push(effect);
        assert!(all.len() < 100, "effects without end: {all:?}");
        queue.extend(answer.map(|event| session.step(event, now)).unwrap_or_default());
    }
    all
}

/// Takes `event` to the session and performs all that comes of it.
pub(crate) fn happen(session: &mut Session, event: Event, now: u64) -> Vec<Effect> {
    let effects = session.step(event, now);
    perform(session, effects, Kept::Both, now)
}

/// A session that has started with what is stored.
pub(crate) fn started(rule: Rule, signal: bool, stored: Stored) -> Session {
    let mut session = session(rule, signal);
    happen(&mut session, Event::Start(stored), NOW);
    session
}

/// The kinds of effects, short, to compare orders.
pub(crate) fn names(effects: &[Effect]) -> Vec<String> {
    effects.iter().map(name).collect()
}

fn name(effect: &Effect) -> String {
    match effect {
        Effect::Persist(sequence) => format!("persist {sequence}"),
        Effect::Repair(sequence) => format!("repair {sequence}"),
        Effect::SetAside => "set aside".to_owned(),
        Effect::Decline => "decline".to_owned(),
        Effect::Suspect => "suspect".to_owned(),
        Effect::View(view) => format!("view {view:?}"),
        Effect::Yield => "yield".to_owned(),
        Effect::Tell(change) => format!("tell {}", change.source()),
        Effect::Gate => "gate".to_owned(),
        Effect::Clear => "clear".to_owned(),
        Effect::Notify(notice) => {
            let text = format!("{notice:?}");
            format!("notify {}", text.split([' ', '(', '{']).next().unwrap_or_default())
        }
        Effect::Settle(outcome) => {
            format!("settle {}{}", outcome.kept.name(), if outcome.needs_reload { " reload" } else { "" })
        }
    }
}

/// The key of a service, for records.
pub(crate) fn of_service(id: &str) -> Key {
    service_key(id)
}
