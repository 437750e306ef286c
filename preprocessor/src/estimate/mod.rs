//! Computes the estimates of a book.
//!
//! In: the raw book. Out: every quantity with its value, the numbers in prose that quote them, what names in plots mean,
//! what breaks first and which assumption matters; and diagnostics. Needs the whole book, because a page may use
//! quantities of another. Must not decide how anything is shown.

mod check;
pub mod compile;
pub mod distributions;
mod evaluate;
pub mod model;
mod namespace;
mod order;
pub mod outlook;
mod plots;
pub mod program;
pub mod results;

use self::model::Estimates;
use self::namespace::Namespace;
use crate::diagnostic::Diagnostic;
use crate::parse::book::{RawBook, Text};

/// Evaluates all estimates of a book and reports what is wrong with them.
pub fn evaluate(book: &RawBook) -> (Estimates, Vec<Diagnostic>) {
    let mut found = Vec::new();
    let is_used = |Text { markdown, .. }: &Text<'_>| {
        !markdown.estimates.is_empty() || !markdown.figures.is_empty() || !markdown.plots.is_empty()
    };
    if !book.texts().any(|text| is_used(&text)) {
        return (Estimates::default(), found);
    }
    let space = Namespace::new(book, &mut found);
    let models = evaluate::evaluate(&space, &mut found);
    let (in_plots, drawn) = plots::names(book, &space, &models, &mut found);
    let quoted = check::check(book, &space, &models, drawn, &mut found);
    let models = space.paths().zip(models).collect();
    (Estimates { models, quoted, in_plots }, found)
}
