//! Parses one file at a time into raw values.
//!
//! In: one [`Source`](crate::source::Source). Out: what the author wrote, with spans, and diagnostics. Parsing cannot
//! fail and does not stop at the first problem. Must not look at another file: only [`book`] brings them together.

use crate::diagnostic::Diagnostic;

mod balance;
pub mod book;
pub mod case;
pub mod cited;
pub mod cover;
pub mod coverage;
pub mod directive;
pub mod drill;
pub mod embedded;
pub mod estimate;
pub mod markdown;
pub mod page;
pub mod plot;
pub mod rubric;
pub mod sample;
pub mod settings;
pub mod signal;
pub mod summary;
pub mod toml;

/// A value and the problems found while making it.
#[derive(Debug, Clone)]
pub struct Parsed<T> {
    /// Whatever could be parsed.
    pub value: T,
    /// Every problem found.
    pub diagnostics: Vec<Diagnostic>,
}
