//! The reference: what the pages *Rules* and *Format* and the JSON schemas say.
//!
//! In: the rules, the shapes of tables, the starter book. Out: views for two templates, and schemas. Must not contain
//! any text about a rule or a key: that is next to the rule or the key.

mod example;
mod format;
mod rules;
mod schemas;

pub use example::{in_memory, run_example};
pub use format::{FormatView, format};
pub use rules::{RulesView, rules};
pub use schemas::schemas;
