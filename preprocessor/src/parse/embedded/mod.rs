//! Renders the languages inside Markdown: formulas to MathML, diagrams to SVG.
//!
//! In: the text of one formula or diagram. Out: markup for the page, or a [`Failure`]. Parsing renders, because the same
//! call of a library says whether the text is well-formed. Must not know where the text is.

use crate::source::Span;

mod catch_panic;
pub mod diagram;
pub mod macros;
pub mod math;

/// Why a formula or a diagram could not be rendered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The place in the text that was to be rendered, if known.
    pub span: Option<Span>,
    /// One fact, for the end of a message: lowercase start, no final dot.
    pub reason: String,
}

impl Failure {
    /// A failure without a place.
    pub fn new(reason: impl Into<String>) -> Self {
        Self { span: None, reason: reason.into() }
    }
}
