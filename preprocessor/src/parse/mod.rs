//! From text to raw values, one file at a time.
//!
//! In: one [`Source`](crate::source::Source). Out: what the author wrote, with
//! spans, and diagnostics. Parsing cannot fail and never stops at the first
//! problem. Must not look at any other file.

use crate::diagnostic::Diagnostic;
use crate::source::Source;

pub mod case;
pub mod diagram;
pub mod drill;
pub mod fields;
pub mod front_matter;
pub mod markdown;
pub mod math;
pub mod page;
pub mod rubric;
pub mod sample;
pub mod settings;
pub mod shapes;
pub mod signal;

/// A value and what was wrong on the way to it.
#[derive(Debug, Clone)]
pub struct Parsed<T> {
    /// As much as could be understood.
    pub value: T,
    /// Every problem found.
    pub diagnostics: Vec<Diagnostic>,
}

/// The bare file name without its last ending: the slug of a case, drill, sample or round.
pub fn slug_of(source: &Source) -> &str {
    let name = source.path.rsplit('/').next().unwrap_or_default();
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}
