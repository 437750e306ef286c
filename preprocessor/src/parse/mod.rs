//! From text to raw values, one file at a time.
//!
//! In: one [`Source`](crate::source::Source). Out: what the author wrote, with spans, and diagnostics. Parsing cannot
//! fail and never stops at the first problem. Must not look at any other file: only [`book`] puts them side by side.

use crate::diagnostic::Diagnostic;

pub mod book;
pub mod case;
pub mod directive;
pub mod drill;
pub mod embedded;
pub mod markdown;
pub mod page;
pub mod rubric;
pub mod sample;
pub mod settings;
pub mod signal;
pub mod summary;
pub mod toml;

/// A value and what was wrong on the way to it.
#[derive(Debug, Clone)]
pub struct Parsed<T> {
    /// As much as could be understood.
    pub value: T,
    /// Every problem found.
    pub diagnostics: Vec<Diagnostic>,
}
