//! The decision in vendors' words and for the page: pure data out, spoken by the shell in the order given.

mod commands;
mod google;
mod gpp;
mod held;
mod page;
mod platforms;

pub use commands::commands;
pub use google::GOOGLE_TYPES;
pub use gpp::gpp;
pub use held::held;
pub use page::{named, outcome, record, standing};
pub use platforms::adopt;
