//! Portcullis: the consent widget of a store.
//!
//! A store puts one script tag in its pages. Visitors read what the store's policy says and decide; the
//! decision is kept in first-party storage, and optional scripts run only if they may.
//!
//! A functional core in a thin browser shell:
//! - [`policy`]: what the store declares.
//! - [`consent`]: what the visitor decides; [`consent::Session::step`] is the only place where anything is
//!   decided.
//! - [`signal`]: the decision in vendors' words.
//! - `check` (feature `check`): everything that can be said against a policy, for its author.
//! - [`first`]: what the first banner needs, small and alone (feature `first`: as a module).
//! - `gate` (feature `gate`): the browser shell every page loads.
//! - `panel` (feature `panel`): the browser shell loaded when the visitor wants to read and choose.
//! - [`protocol`]: the numbers and letters that page and core speak in.
//!
//! A visitor who is asked, accepts, and is kept:
//!
//! ```
//! use portcullis::consent::{Answer, Event, Expression, Gesture, Kept, Method, Session, Situation, Stored};
//! use portcullis::policy::{Policy, Purpose};
//!
//! let ads = Purpose { id: "ads".into(), ..Purpose::default() };
//! let mut session = Session::new(Policy { purposes: vec![ads], ..Policy::default() }, Situation::default());
//! let wanted = Expression::parse("ads");
//! session.step(Event::Start(Stored::default()), 0);
//! assert!(!session.allows(&wanted));
//!
//! let (method, gesture) = (Method::AcceptAll, Gesture::Layer);
//! session.step(Event::Choose { answer: Answer::All, method, gesture, id: [1; 12] }, 1);
//! session.step(Event::Persisted(Kept::Both), 1);
//! // A grant counts when the browser had its turn after the record was written.
//! assert!(!session.allows(&wanted));
//! session.step(Event::Yielded, 1);
//! assert!(session.allows(&wanted));
//! ```
//!
//! Dependencies run one way: policy ← consent ← signal ← gate; policy ← consent ← first ← gate; policy ← panel and check,
//! of which check asks signal for the names of Google's consent types.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

pub mod consent;
pub mod first;
pub mod json;
pub mod policy;
pub mod protocol;
pub mod signal;
pub mod text;

#[cfg(feature = "check")]
pub mod check;
#[cfg(feature = "gate")]
pub mod gate;
#[cfg(feature = "panel")]
pub mod panel;
