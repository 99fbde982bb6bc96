//! What a step costs in allocations, for a policy of 5 purposes and 10 services. Bounds are what was measured
//! and a little more, so that a step that begins to copy the policy is noticed.

#![cfg(not(target_arch = "wasm32"))]
#![allow(unsafe_code, reason = "counting allocations means to be the allocator")]

mod shop;

use portcullis::consent::{Answer, Event, Kept, Method, Session, Situation, Stored};
use portcullis::policy::{Policy, Rule};
use shop::{NOW, choose, policy, record, service, stored};
use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

struct Counting;

thread_local! {
    static COUNT: Cell<u32> = const { Cell::new(0) };
}

// Passes everything on to the system's allocator and only counts.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        COUNT.with(|count| count.set(count.get() + 1));
        unsafe { System.alloc(layout) }
    }
    unsafe fn dealloc(&self, place: *mut u8, layout: Layout) {
        unsafe { System.dealloc(place, layout) }
    }
    unsafe fn realloc(&self, place: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        COUNT.with(|count| count.set(count.get() + 1));
        unsafe { System.realloc(place, layout, size) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn ten_services() -> Policy {
    let mut policy = policy();
    for id in ["heatmap", "chat", "search", "reviews"] {
        policy.services.push(service(id, &["_a*", "_b", "_c"]));
        policy.purposes[1].services.push(id.into());
    }
    assert_eq!((policy.purposes.len(), policy.services.len()), (5, 10));
    policy
}

/// Allocations of taking each of `events` in turn.
fn allocations(found: Stored, events: Vec<Event>) -> Vec<u32> {
    let situation = Situation { region: Some(shop::region(Rule::OptIn).to_owned()), signal: true };
    let mut session = Session::new(ten_services(), situation);
    let mut counts = Vec::with_capacity(events.len() + 1);
    for event in [Event::Start(found)].into_iter().chain(events) {
        let before = COUNT.get();
        let effects = session.step(event, NOW);
        counts.push(COUNT.get() - before);
        drop(effects);
    }
    counts
}

const GATED: Event = Event::Gated { needs_reload: false };

fn path(first: Event) -> Vec<Event> {
    vec![GATED, first, Event::Persisted(Kept::Both), Event::Yielded, GATED]
}

#[track_caller]
fn within(counts: &[u32], bounds: &[u32]) {
    assert_eq!(counts.len(), bounds.len());
    assert!(
        counts.iter().zip(bounds).all(|(count, bound)| count <= bound),
        "{counts:?} allocations, {bounds:?} allowed"
    );
}

#[test]
fn a_visit_and_a_choice_allocate_little() {
    let accept = path(choose(Answer::All, Method::AcceptAll));
    within(&allocations(Stored::default(), accept), &[6, 2, 7, 2, 3, 29]);
}

#[test]
fn a_visit_with_a_record_and_a_withdrawal_allocate_little() {
    let found = stored(record(Rule::OptIn, &["analytics", "ads"]));
    let withdraw = path(choose(Answer::Nothing, Method::Withdraw));
    within(&allocations(found, withdraw), &[6, 29, 7, 2, 3, 29]);
}

#[test]
fn looking_again_and_moving_surfaces_allocate_next_to_nothing() {
    let found = stored(record(Rule::OptIn, &["analytics"]));
    let events =
        vec![GATED, Event::Reread(found.clone()), Event::Open, Event::Close, Event::Ask, Event::Hide];
    within(&allocations(found, events), &[6, 29, 1, 2, 2, 2, 2]);
}
