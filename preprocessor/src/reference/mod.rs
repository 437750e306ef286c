//! The reference: what the pages *Rules* and *Format* and the JSON schemas say.
//!
//! In: the rules, what they report about their examples, the shapes of tables. Out: views for two templates, and schemas. Must not contain
//! any text about a rule or a key: that is next to the rule or the key.

mod format;
mod rules;
mod schemas;

pub use format::{FormatView, format};
pub use rules::{RulesView, rules};
pub use schemas::schemas;
