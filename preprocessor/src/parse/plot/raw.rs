//! A plot as written.
//!
//! All places are in the text of the block. Must hold no logic.

use super::axis::RawAxis;
use super::cells::Cell;
use crate::parse::estimate::expression::Expression;
use crate::source::{Span, Spanned};

/// What is drawn of a series.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Line,
    Step,
    Points,
    Bar,
    Band,
}

impl Kind {
    pub const ALL: [(&str, Self); 5] = [
        ("line", Self::Line),
        ("step", Self::Step),
        ("points", Self::Points),
        ("bar", Self::Bar),
        ("band", Self::Band),
    ];

    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, kind)| *kind == self).map_or("", |(name, _)| name)
    }
}

/// A row of data: a place on the x axis, and one value for each series.
#[derive(Debug, Clone, PartialEq)]
pub struct RawRow {
    pub x: Cell,
    /// `None` where nothing is written.
    pub values: Vec<Option<Cell>>,
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq)]
pub enum RawValues {
    /// One expression of `x`; a band has two.
    Computed(Vec<Expression>),
    /// Each row has one value; that of a band has two.
    Given(Vec<RawRow>),
}

/// What is drawn, and what it is called.
#[derive(Debug, Clone, PartialEq)]
pub struct RawSeries {
    pub kind: Kind,
    /// The word that says what it is.
    pub keyword: Span,
    pub name: Option<Spanned<String>>,
    pub values: RawValues,
}

impl RawSeries {
    /// The rows of data; none of what is computed.
    pub fn rows(&self) -> &[RawRow] {
        match &self.values {
            RawValues::Given(rows) => rows,
            RawValues::Computed(_) => &[],
        }
    }

    /// Those with a value, each of which is a point.
    pub fn drawn(&self) -> impl Iterator<Item = &RawRow> {
        self.rows().iter().filter(|row| row.values.iter().any(Option::is_some))
    }
}

/// A value with a label: a line across the plot.
#[derive(Debug, Clone, PartialEq)]
pub struct RawMark {
    /// Whether the value is one of x.
    pub on_x: bool,
    pub label: Spanned<String>,
    pub expression: Expression,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub struct RawPlot {
    pub title: Option<Spanned<String>>,
    pub description: Option<Spanned<String>>,
    pub x: Option<RawAxis>,
    pub y: Option<RawAxis>,
    pub series: Vec<RawSeries>,
    pub marks: Vec<RawMark>,
}

impl RawPlot {
    /// Calls `found` with every expression.
    pub fn expressions<'a>(&'a self, found: &mut impl FnMut(&'a Expression)) {
        for (low, high, _) in self.x.iter().chain(&self.y).filter_map(|axis| axis.range.as_ref()) {
            found(low);
            found(high);
        }
        for series in &self.series {
            if let RawValues::Computed(expressions) = &series.values {
                expressions.iter().for_each(&mut *found);
            }
        }
        self.marks.iter().for_each(|mark| found(&mark.expression));
    }
}

/// The name of the place on the x axis in expressions.
pub const X: &str = "x";
