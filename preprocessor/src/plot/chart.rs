//! A plot that is ready to be drawn.
//!
//! All values are in the units of their axes. Must hold no logic.

use super::scale::Scale;
use crate::estimate::program::Program;
use crate::parse::plot::Kind;

/// A value, and what a band or a bar begins at.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Point {
    /// The number of the category, where x has categories.
    pub x: f64,
    pub y: f64,
    /// `None` for a line, and for a bar that begins at 0.
    pub from: Option<f64>,
}

#[derive(Debug, Clone)]
pub(super) struct Series {
    pub kind: Kind,
    pub name: Option<String>,
    pub points: Vec<Point>,
    /// The programs of what is computed, the lower edge of a band before the upper one, and the size of the unit of
    /// their values; empty for data.
    pub programs: Vec<(Program, f64)>,
}

/// A value with a label.
#[derive(Debug, Clone)]
pub(super) struct Mark {
    pub on_x: bool,
    pub label: String,
    pub value: f64,
    pub program: (Program, f64),
}

#[derive(Debug, Clone)]
pub(super) struct Axis {
    /// With its unit.
    pub label: String,
    pub scale: Scale,
}

#[derive(Debug, Clone)]
pub(super) struct Chart {
    pub title: String,
    pub description: String,
    pub x: Axis,
    pub y: Axis,
    /// Whether the author gives the range of y.
    pub y_is_given: bool,
    /// The size of the unit of x, in base units.
    pub x_factor: f64,
    /// The number of x in the programs: that of a quantity behind those of the page.
    pub x_index: usize,
    /// What the bars are of, if x has categories.
    pub categories: Vec<String>,
    pub series: Vec<Series>,
    pub marks: Vec<Mark>,
    /// The first row is the head.
    pub table: Vec<Vec<String>>,
    /// Where on x its other rows are.
    pub rows: Vec<f64>,
}
