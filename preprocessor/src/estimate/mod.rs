//! Computes the estimates of a book.
//!
//! In: the raw book. Out: every quantity with its value, the numbers in prose that quote them, what breaks first and
//! which assumption matters; and diagnostics. Needs the whole book, because a page may use quantities of another. Must
//! not decide how anything is shown.

mod check;
mod compile;
mod evaluate;
mod namespace;
pub mod outlook;
pub mod program;

use std::collections::BTreeMap;
use std::sync::Arc;

use self::namespace::Namespace;
use self::program::Program;
use crate::diagnostic::Diagnostic;
use crate::parse::book::{RawBook, Text};
use crate::parse::estimate::Flaw;
use crate::parse::estimate::dimension::Dimension;
use crate::parse::estimate::figure::Look;
use crate::parse::markdown::notes::Markdown;
use crate::source::{Source, Span};

/// A bound of a quantity.
#[derive(Debug, Clone)]
pub struct Limit {
    /// Whether the quantity must not be less, rather than not more.
    pub at_least: bool,
    pub program: Program,
}

impl Limit {
    pub fn sign(&self) -> &'static str {
        if self.at_least { ">=" } else { "<=" }
    }

    /// Whether a value is within the bound, but for rounding errors.
    pub fn holds(&self, value: f64, bound: f64) -> bool {
        let slack = 1e-9 * bound.abs();
        if self.at_least { value >= bound - slack } else { value <= bound + slack }
    }
}

/// A quantity without a mistake.
#[derive(Debug, Clone)]
pub struct Quantity {
    pub program: Program,
    /// In base units.
    pub value: f64,
    pub dimension: Dimension,
    pub look: Look,
    /// Whether it is computed from nothing.
    pub is_input: bool,
    pub limit: Option<Limit>,
    /// From the lowest to the highest value that is assumed, in base units.
    pub range: Option<(f64, f64)>,
}

/// Where a quantity is on its page: the number of the estimate and of its line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct At {
    pub estimate: usize,
    pub line: usize,
}

/// The quantities of one page.
#[derive(Debug, Clone, Default)]
pub struct Model {
    /// Those without a mistake, in the order of the page; programs refer to them by index.
    pub names: Vec<String>,
    pub places: Vec<At>,
    /// `None` for one with a mistake.
    pub quantities: Vec<Option<Quantity>>,
    /// By index, in an order in which each comes after those it uses.
    pub order: Vec<usize>,
}

impl Model {
    pub fn find(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|known| known == name)
    }
}

/// What a link to a quantity quotes.
#[derive(Debug, Clone)]
pub struct Quoted {
    /// The path of the page of the quantity, relative to `src`.
    pub page: String,
    pub name: String,
    /// The number in the file, and how it is written; `None` for a link without a number.
    pub number: Option<(Span, Look)>,
}

/// The estimates of a book.
#[derive(Debug, Clone, Default)]
pub struct Estimates {
    /// By the path of the page, relative to `src`.
    pub models: BTreeMap<String, Model>,
    /// By the path of the file and the place of the link.
    pub quoted: BTreeMap<(String, usize), Quoted>,
}

/// A file and what is in it.
#[derive(Debug, Clone, Copy)]
struct File<'a> {
    source: &'a Arc<Source>,
    markdown: &'a Markdown,
}

/// A flaw as a diagnostic of a rule.
fn report(
    at: fn(&Arc<Source>, Span, String, String) -> Diagnostic,
    source: &Arc<Source>,
    flaw: Flaw,
) -> Diagnostic {
    at(source, flaw.span, flaw.message, flaw.help)
}

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
