//! The decision in vendors' words and for the page: pure data out, spoken by the shell in the order given.

mod google;
mod page;

pub use google::google;
pub use page::{record, standing, standing_before};
