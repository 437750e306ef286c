//! Computes the estimates of a book.
//!
//! In: the raw book. Out: every quantity with its value, the numbers in prose that quote them, what breaks first and
//! which assumption matters; and diagnostics. Needs the whole book, because a page may use quantities of another. Must
//! not decide how anything is shown.

mod check;
mod compile;
mod evaluate;
pub mod model;
mod namespace;
mod order;
pub mod outlook;
pub mod program;
mod results;

use self::model::Estimates;
use self::namespace::Namespace;
use crate::diagnostic::Diagnostic;
use crate::parse::book::{RawBook, Text};

/// Evaluates all estimates of a book and reports what is wrong with them.
pub fn evaluate(book: &RawBook) -> (Estimates, Vec<Diagnostic>) {
    let mut found = Vec::new();
    let is_used = |text: &Text<'_>| !text.markdown.estimates.is_empty() || !text.markdown.figures.is_empty();
    if !book.texts().any(|text| is_used(&text)) {
        return (Estimates::default(), found);
    }
    let space = Namespace::new(book, &mut found);
    let models = evaluate::evaluate(&space, &mut found);
    let quoted = check::check(book, &space, &models, &mut found);
    let models = space.paths().zip(models).collect();
    (Estimates { models, quoted }, found)
}
