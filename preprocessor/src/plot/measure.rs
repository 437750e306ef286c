//! Units of axes.
//!
//! In: what the author says of an axis, and what is drawn on it. Out: its unit, and values in it. Reports values of
//! another unit. Must not know which axis it is.

use super::problem::Problem;
use crate::estimate::compile::{Compiled, is_count, named};
use crate::estimate::results::look_of;
use crate::file_rules::unit_mismatch;
use crate::parse::estimate::Flaw;
use crate::parse::estimate::dimension::Dimension;
use crate::parse::estimate::expression::{Expression, Node};
use crate::parse::estimate::lexer::Amount;
use crate::parse::estimate::units::Unit;
use crate::parse::plot::RawAxis;
use crate::source::Span;

/// The unit of an axis, and where it is written.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Measure {
    pub(super) factor: f64,
    pub(super) dimension: Dimension,
    /// In the label; may be empty.
    in_label: String,
    /// At each tick.
    pub(super) before: String,
    pub(super) behind: String,
}

impl Measure {
    /// What the author writes into the label.
    pub(super) fn written(axis: &RawAxis) -> Option<Self> {
        let (Unit { factor, dimension }, written) = axis.unit.clone()?;
        let (before, behind) = (String::new(), String::new());
        Some(Self { factor, dimension, in_label: written, before, behind })
    }

    /// The unit of a number; `None` if it has none.
    pub(super) fn of_amount(amount: &Amount) -> Option<Self> {
        let look = &amount.look;
        let unit = look.unit.trim();
        let (in_label, before, behind) = match (look.before.as_str(), unit) {
            ("", "") => return None,
            (before, "") => (String::new(), before.to_owned(), String::new()),
            ("", "%") => (String::new(), String::new(), "%".to_owned()),
            (before, unit) => (format!("{before}{unit}"), String::new(), String::new()),
        };
        Some(Self { factor: look.factor, dimension: amount.dimension.clone(), in_label, before, behind })
    }

    /// The first unit that is written in an expression that is a number.
    pub(super) fn of_expression(expression: &Expression) -> Option<Self> {
        match &expression.node {
            Node::Amount(amount) => Self::of_amount(amount),
            Node::Negative(inner) => Self::of_expression(inner),
            _ => None,
        }
    }

    /// A unit in which a value of this size is easy to read.
    pub(super) fn fitting(dimension: &Dimension, largest: f64) -> Self {
        let look = look_of(dimension, largest);
        Self {
            factor: look.factor,
            dimension: dimension.clone(),
            in_label: look.unit.trim().to_owned(),
            before: String::new(),
            behind: String::new(),
        }
    }

    pub(super) fn label(&self, label: &str) -> String {
        if self.in_label.is_empty() { label.to_owned() } else { format!("{label} ({})", self.in_label) }
    }

    /// A number of a row, in this unit.
    pub(super) fn amount(&self, amount: &Amount) -> Result<f64, Problem> {
        if amount.is_bare() {
            return Ok(amount.number.value);
        }
        self.same(&amount.dimension, &amount.span).map(|factor| amount.value / factor)
    }

    /// What the values of an expression are divided by to be in this unit. A plain number without a name in it is in
    /// this unit already, and one that is computed counts.
    pub(super) fn divisor(&self, expression: &Expression, compiled: &Compiled) -> Result<f64, Problem> {
        if is_bare(expression) {
            return Ok(1.0);
        }
        if compiled.dimension.is_none() && is_count(&self.dimension) && !self.dimension.is_none() {
            return Ok(1.0);
        }
        self.same(&compiled.dimension, &expression.span)
    }

    fn same(&self, dimension: &Dimension, place: &Span) -> Result<f64, Problem> {
        if *dimension == self.dimension {
            return Ok(self.factor);
        }
        let message =
            format!("the axis is in {}, but this is in {}", named(&self.dimension), named(dimension));
        let help = "give both the same unit: that of an axis is in parentheses at the end of its label";
        Err(Problem { at: unit_mismatch::at, flaw: Flaw::new(place.clone(), message, help) })
    }
}

/// Whether an expression is a number without a unit.
fn is_bare(expression: &Expression) -> bool {
    match &expression.node {
        Node::Amount(amount) => amount.is_bare(),
        Node::Negative(inner) => is_bare(inner),
        _ => false,
    }
}
