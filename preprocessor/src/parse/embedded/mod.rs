//! Languages inside Markdown: formulas to MathML, diagrams to SVG.
//!
//! In: the text of one formula or diagram. Out: markup for the page, or a [`Failure`]. Rendered while parsing, because
//! whether the text is well-formed and what it looks like are one answer of one library. Must not know where it is used.

use crate::source::Span;

mod catch_panic;
pub mod diagram;
pub mod math;

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
