//! The walk over every sequence of five events, and of six of those that tell most: no sequence yields a release that the standing does not
//! grant, and every choice comes to its end.
//!
//! States that are equal in session and oracle have the same future, so each is walked from once: every
//! sequence is judged, most of them together. Events come raw, answers that nobody asked for included; each
//! state reached by up to four events is also brought to its end by a shell that answers everything.

#![cfg(not(target_arch = "wasm32"))]

mod alphabet;
mod laws;
mod oracle;
#[path = "../shop/mod.rs"]
mod shop;

use alphabet::{Letter, letters, policy};
use laws::Verdict;
use oracle::{Oracle, Owed};
use portcullis::consent::{Expression, Kept, Session, Situation};
use portcullis::policy::Rule;
use std::collections::{BTreeMap, BTreeSet};

/// How deep every letter is tried, and how deep those are that tell most of what can happen: `WALK=deep` tries every
/// letter as deep.
const DEPTH: usize = 5;
const DEEP: usize = 6;
/// Answers after which a shell that still owes some will never be done.
const PATIENCE: usize = 20;

struct State {
    session: Session,
    oracle: Oracle,
    trail: Vec<usize>,
}

impl State {
    fn new(rule: Rule, signal: bool, by_hand: bool) -> Self {
        let situation = Situation { region: Some(shop::region(rule).to_owned()), signal };
        let mut session = Session::new(policy(), situation);
        session.asks_about(alphabet::ABOUT);
        if by_hand {
            session.require_gesture();
        }
        Self { session, oracle: Oracle::new(rule, signal, by_hand), trail: Vec::new() }
    }

    /// The state after `letter`, and whether that broke a law.
    fn after(&self, letter: &Letter, names: &[Expression; 4]) -> (Self, Verdict) {
        let mut after =
            Self { session: self.session.clone(), oracle: self.oracle.clone(), trail: Vec::new() };
        after.oracle.hear(letter);
        let now = after.oracle.now;
        let effects = letter.event(now).map(|event| after.session.step(event, now)).unwrap_or_default();
        let verdict = after.oracle.judge(&self.oracle, letter, &effects, &after.session, names);
        (after, verdict)
    }

    /// Answers, in the order asked, all that the shell owes, and judges how it ends.
    fn finish(&self, names: &[Expression; 4]) -> Verdict {
        // Time that passed is noticed with the next event.
        let (mut state, verdict) = self.after(&Letter::Reread(None), names);
        verdict?;
        for _ in 0..PATIENCE {
            let Some(owed) = state.oracle.owed.first() else {
                return state.oracle.judge_rest(&state.session);
            };
            let letter = match owed {
                Owed::Persisted => Letter::Persisted(Kept::Both),
                Owed::Yielded => Letter::Yielded,
                Owed::Gated => Letter::Gated(false),
            };
            let (next, verdict) = state.after(&letter, names);
            verdict?;
            state = next;
        }
        Err("everything comes to an end".to_owned())
    }

    /// Everything there is to this state; two that read alike have the same future.
    fn text(&self) -> String {
        format!("{:?}{:?}", self.oracle, self.session)
    }
}

/// Laws broken, each with the first, and so shortest, sequence that breaks it.
type Broken = BTreeMap<String, String>;

fn walk(rule: Rule, signal: bool, by_hand: bool) {
    let all = letters(rule);
    let telling: Vec<Letter> = all.iter().filter(|letter| letter.tells()).cloned().collect();
    let deep = std::env::var("WALK").is_ok_and(|walk| walk == "deep");
    for (letters, depth) in [(&all, if deep { DEEP } else { DEPTH }), (&telling, DEEP)] {
        walk_with(letters, depth, State::new(rule, signal, by_hand));
    }
}

fn walk_with(letters: &[Letter], depths: usize, first: State) {
    let names = ["analytics", "ads", "comfort", "service:shared"].map(Expression::parse);
    let (mut seen, mut steps) = (BTreeSet::new(), 0_u32);
    let mut broken = Broken::new();
    let Oracle { rule, signal, by_hand, .. } = first.oracle;
    let mut level = vec![first];
    for depth in 1..=depths {
        let mut next = Vec::new();
        for state in &level {
            for (number, letter) in letters.iter().enumerate().filter(|(_, l)| state.oracle.takes(l)) {
                steps += 1;
                let (mut after, mut verdict) = state.after(letter, &names);
                if verdict.is_ok() {
                    if depth == depths || !seen.insert(after.text()) {
                        continue;
                    }
                    verdict = after.finish(&names);
                }
                after.trail = state.trail.iter().copied().chain([number]).collect();
                match verdict {
                    Ok(()) => next.push(after),
                    Err(law) => {
                        broken.entry(law).or_insert_with(|| spell(&after.trail, letters));
                    }
                }
            }
        }
        level = next;
    }
    println!(
        "{rule:?}, signal {signal}, by hand {by_hand}, {} letters to depth {depths}: {steps} steps from {} states",
        letters.len(),
        seen.len()
    );
    assert!(broken.is_empty(), "laws broken, and how: {broken:#?}");
}

fn spell(trail: &[usize], letters: &[Letter]) -> String {
    trail.iter().map(|number| format!("{:?}", letters[*number])).collect::<Vec<_>>().join(" · ")
}

#[test]
fn opt_in_grants_only_what_was_chosen() {
    walk(Rule::OptIn, false, false);
}

#[test]
fn opt_in_with_a_privacy_signal_grants_only_what_was_chosen_knowingly() {
    walk(Rule::OptIn, true, false);
}

#[test]
fn opt_out_grants_until_refused() {
    walk(Rule::OptOut, false, false);
}

#[test]
fn opt_out_honours_a_privacy_signal() {
    walk(Rule::OptOut, true, false);
}

#[test]
fn notice_grants_until_refused() {
    walk(Rule::Notice, false, false);
}

#[test]
fn notice_honours_a_privacy_signal() {
    walk(Rule::Notice, true, false);
}

#[test]
fn by_hand_alone_nothing_else_grants_under_opt_in() {
    walk(Rule::OptIn, false, true);
}

#[test]
fn by_hand_alone_nothing_else_grants_under_opt_out_with_a_privacy_signal() {
    walk(Rule::OptOut, true, true);
}
