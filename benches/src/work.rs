//! What is measured: one piece of work of the core each, with everything it needs made beforehand.
//!
//! Policies are generated, so that a name of a size means the same everywhere.

use portcullis::consent::{
    Answer, Effect, Event, Expression, Gesture, Kept, Method, Record, Session, Situation, Standing, Stored, decode,
    encode,
};
use portcullis::policy::{Policy, Rule, fingerprint, key, read, tokens};
use serde_json::{Value, json};
use std::hint::black_box;

/// Seconds since 1970 at which everything happens.
const NOW: u64 = 1_700_000_000;

/// A policy file of so many purposes and services, each service with two cookies, spread evenly.
pub fn document(purposes: usize, services: usize) -> Value {
    let purpose = |at: usize| {
        let own: Vec<String> =
            (0..services).filter(|s| s % purposes == at).map(|s| format!("service-{s}")).collect();
        json!({ "id": format!("purpose-{at}"), "required": at == 0, "services": own, "signals": ["analytics_storage"] })
    };
    let service = |at: usize| {
        json!({
            "id": format!("service-{at}"), "vendor": format!("Vendor {at}"), "policyUrl": "https://vendor.example/privacy",
            "cookies": [
                { "name": format!("_s{at}"), "duration": "P1Y", "purpose": "count" },
                { "pattern": format!("_s{at}_*"), "duration": "P90D", "purpose": "count" }
            ],
            "storage": [format!("s{at}-*")]
        })
    };
    json!({
        "store": { "name": "Mop & Bucket" },
        "purposes": (0..purposes).map(purpose).collect::<Vec<_>>(),
        "services": (0..services).map(service).collect::<Vec<_>>(),
        "regimes": [{ "regions": ["US"], "rule": "opt-out" }, { "regions": ["EEA", "GB"], "rule": "opt-in" }]
    })
}

/// The same, read.
pub fn policy(purposes: usize, services: usize) -> Policy {
    read(&tokens(&document(purposes, services)))
        .unwrap_or_else(|_| unreachable!("the generated policy has a mistake"))
}

/// A record that grants every second purpose.
pub fn record(policy: &Policy) -> Record {
    let optional = policy.purposes.iter().filter(|p| !p.required).enumerate();
    let (yes, no): (Vec<_>, Vec<_>) = optional.partition(|(at, _)| at % 2 == 0);
    let keys =
        |list: Vec<(usize, &portcullis::policy::Purpose)>| list.iter().map(|(_, p)| key(&p.id)).collect();
    Record {
        id: [7; 12],
        sequence: 5,
        made: NOW - 86_400,
        lasts: 180 * 86_400,
        method: Method::Save,
        rule: Rule::OptIn,
        gesture: true,
        signal: false,
        fingerprint: fingerprint(policy, Rule::OptIn),
        granted: keys(yes),
        refused: keys(no),
    }
}

/// Work that is ready to be done once; gives something that depends on all of it.
pub type Ready = Box<dyn FnOnce() -> usize>;

/// One piece of work.
pub struct Work {
    /// How it is called in tables.
    pub name: &'static str,
    /// Makes ready what is not part of the work.
    pub prepare: Box<dyn Fn() -> Ready>,
}

/// Does it. Not inlined: callgrind counts what happens in a function of this name.
#[inline(never)]
pub fn measured(ready: Ready) -> usize {
    ready()
}

/// Work on something that is made anew each time.
fn on<T: 'static>(
    name: &'static str,
    make: impl Fn() -> T + 'static,
    run: impl Fn(&mut T) -> usize + Copy + 'static,
) -> Work {
    Work {
        name,
        prepare: Box::new(move || {
            // What was made goes away after the count, not in it.
            let made = Box::leak(Box::new(make()));
            Box::new(move || run(black_box(made)))
        }),
    }
}

/// Everything that is measured, in the order of the tables.
pub fn all() -> Vec<Work> {
    let small = || policy(5, 10);
    let large = || policy(30, 200);
    let records = [small(), large()].map(|policy| record(&policy));
    let texts = records.clone().map(|record| encode(&record));
    let [small_record, large_record] = records.clone();
    let [small_text, large_text] = texts;
    let [found, found_large] = records;
    let standing = || {
        let policy = policy(5, 10);
        Standing::of(&policy, Rule::OptIn, false, Some(&record(&policy)), false)
    };
    let start = |record: &Record| Stored { record: Some(record.clone()), ..Stored::default() };
    vec![
        on("encode, 4 purposes", move || small_record.clone(), |record| encode(record).len()),
        on("encode, 29 purposes", move || large_record.clone(), |record| encode(record).len()),
        on("decode, 4 purposes", move || small_text.clone(), |text| decoded(text)),
        on("decode, 29 purposes", move || large_text.clone(), |text| decoded(text)),
        on("expression of one name", standing, |standing| holds("purpose-1", standing)),
        on("expression of five names", standing, |standing| {
            holds("purpose-1|purpose-2 !purpose-4 service:service-3|service:service-6", standing)
        }),
        on("fingerprint, 10 services", small, |policy| fingerprint(policy, Rule::OptIn) as usize),
        on("fingerprint, 200 services", large, |policy| fingerprint(policy, Rule::OptIn) as usize),
        on("read a policy, 10 services", || tokens(&document(5, 10)), |text| read_one(text)),
        on("read a policy, 200 services", || tokens(&document(30, 200)), |text| read_one(text)),
        on(
            "step: start with a record, 10 services",
            move || (session(small()), Some(start(&found))),
            |(session, stored)| step(session, Event::Start(stored.take().unwrap_or_default())),
        ),
        on(
            "step: start with a record, 200 services",
            move || (session(large()), Some(start(&found_large))),
            |(session, stored)| step(session, Event::Start(stored.take().unwrap_or_default())),
        ),
        on("steps: start and accept all, 10 services", move || session(small()), acceptance),
        on("steps: start and accept all, 200 services", move || session(large()), acceptance),
    ]
}

fn holds(text: &str, standing: &Standing) -> usize {
    usize::from(Expression::parse(black_box(text)).holds(standing))
}

fn decoded(text: &str) -> usize {
    decode(black_box(text)).map_or(0, |record| record.granted.len())
}

fn read_one(text: &str) -> usize {
    read(black_box(text)).map_or(0, |policy| policy.services.len())
}

fn session(policy: Policy) -> Session {
    Session::new(policy, Situation { region: Some("DE".to_owned()), signal: false })
}

fn step(session: &mut Session, event: Event) -> usize {
    let effects: Vec<Effect> = session.step(event, NOW);
    effects.len()
}

/// A first visit, and a choice through its three stages.
fn acceptance(session: &mut Session) -> usize {
    let choice = Event::Choose { answer: Answer::All, method: Method::AcceptAll, gesture: Gesture::Layer, id: [9; 12] };
    let gated = || Event::Gated { needs_reload: false };
    [Event::Start(Stored::default()), gated(), choice, Event::Persisted(Kept::Both), Event::Yielded, gated()]
        .into_iter()
        .map(|event| step(session, event))
        .sum()
}
