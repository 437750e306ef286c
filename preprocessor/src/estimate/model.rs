//! The estimates of a book, evaluated: values, programs, and what links quote.

use std::collections::BTreeMap;

use super::compile::Meaning;
use super::program::Program;
use crate::parse::estimate::dimension::Dimension;
use crate::parse::estimate::figure::Look;
use crate::source::Span;

/// How far a value may be beyond a bound, relative to it.
const SLACK: f64 = 1e-9;

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
        let slack = SLACK * bound.abs();
        if self.at_least { value >= bound - slack } else { value <= bound + slack }
    }

    /// How far a value is beyond the bound.
    pub fn excess(&self, value: f64, bound: f64) -> f64 {
        (if self.at_least { bound - value } else { value - bound }) - SLACK * bound.abs()
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct At {
    pub estimate: usize,
    pub line: usize,
}

/// The quantities of one page.
#[derive(Debug, Clone, Default)]
pub struct Model {
    /// In the order of the page; programs refer to them by index.
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

/// What the names in the plots of a file mean.
#[derive(Debug, Clone, Default)]
pub struct PlotNames {
    pub meanings: BTreeMap<String, Meaning>,
    /// The values of the quantities of its page, by index, in base units.
    pub values: Vec<f64>,
}

/// The estimates of a book.
#[derive(Debug, Clone, Default)]
pub struct Estimates {
    /// By the path of the page, relative to `src`.
    pub models: BTreeMap<String, Model>,
    /// By the path of the file and the place of the link.
    pub quoted: BTreeMap<(String, usize), Quoted>,
    /// By the path of the file; only those with plots.
    pub in_plots: BTreeMap<String, PlotNames>,
}
