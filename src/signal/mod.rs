//! The decision in vendors' words: pure data out, spoken by the shell in the order given.

mod google;
mod page;

pub use google::update as google;
pub use page::{changed, outcome, ready, standing};

use crate::consent::{Change, Session};
use crate::json::Json;

/// What every vendor is told after `change`, as a JSON array of `[queue, argument…]`.
pub fn commands(session: &Session, change: Change) -> String {
    let mut json = Json::default();
    json.open('[');
    google(session, change, &mut json);
    json.close(']');
    json.into_text()
}
