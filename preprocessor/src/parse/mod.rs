//! From text to raw values, one file at a time.
//!
//! In: one [`Source`]. Out: what the author wrote, with
//! spans, and diagnostics. Parsing cannot fail and never stops at the first
//! problem. Must not look at any other file.

use crate::diagnostic::Diagnostic;
use crate::source::{Source, Span};

mod bare;
pub mod case;
pub mod diagram;
pub mod drill;
pub mod fields;
pub mod front_matter;
mod guard;
mod locate;
pub mod markdown;
pub mod math;
mod notes;
pub mod page;
pub mod rubric;
pub mod sample;
pub mod settings;
pub mod shapes;
pub mod signal;
pub mod summary;
pub mod table;

/// A value and what was wrong on the way to it.
#[derive(Debug, Clone)]
pub struct Parsed<T> {
    /// As much as could be understood.
    pub value: T,
    /// Every problem found.
    pub diagnostics: Vec<Diagnostic>,
}

/// Why a formula or a diagram could not be rendered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// Where in its text, if that is known.
    pub span: Option<Span>,
    /// One fact.
    pub reason: String,
}

impl Failure {
    /// A failure of the whole.
    pub fn new(reason: impl Into<String>) -> Self {
        Self { span: None, reason: reason.into() }
    }
}

/// What a library says, as this program says it: one line, lowercase start, no final dot.
pub fn phrase(reason: &str) -> String {
    let line = reason.lines().next().unwrap_or_default().trim_end_matches('.');
    let mut letters = line.chars();
    let line: String =
        letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect());
    line.replace("invalid", "malformed")
}

/// The bare file name without its last ending: the slug of a case, drill, sample or round.
pub fn slug_of(source: &Source) -> &str {
    let name = source.path.rsplit('/').next().unwrap_or_default();
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}
