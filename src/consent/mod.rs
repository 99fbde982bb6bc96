//! What the visitor decides: regime and signal in, record and standing out. Names no browser type.

mod answer;
mod arrival;
mod choosing;
mod codec;
mod early;
mod effect;
mod ending;
mod event;
mod expression;
mod gating;
mod hold;
mod leavings;
mod news;
mod record;
mod session;
mod standing;
mod stores;
mod traces;

pub use answer::Answer;
pub use arrival::first_view;
pub use codec::{Damage, decode, encode, fields};
pub use early::Early;
pub use effect::{Change, Effect, Notice, Outcome, View, Why};
pub use ending::Ending;
pub use event::{Event, Gesture, Situation};
pub use expression::Expression;
pub use hold::{Act, Hold, Shape};
pub use leavings::Leavings;
pub use record::{Method, Record};
pub use session::Session;
pub use standing::Standing;
pub use stores::{Kept, Stored, assignment, domains, newest};
pub use traces::{Traces, removals};
