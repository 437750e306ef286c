//! What is wrong with a plot.
//!
//! Must not know where the plot is.

use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::parse::estimate::Flaw;
use crate::source::{Source, Span};

/// What makes a diagnostic of a place, a message and a help.
pub(super) type At = fn(&Arc<Source>, Span, String, String) -> Diagnostic;

/// What is wrong with a plot, at a place in its text.
#[derive(Debug)]
pub(super) struct Problem {
    pub(super) at: At,
    pub(super) flaw: Flaw,
}

impl Problem {
    pub(super) fn new(at: At, span: Span, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { at, flaw: Flaw::new(span, message, help) }
    }
}
