//! Expressions of x, from one end of its axis to the other.
//!
//! In: compiled expressions. Out: points in the units of the axes. Reports values that are not finite. Must not know how a
//! line is drawn.

use super::chart::Point;
use super::measure::Measure;
use super::names::Names;
use super::problem::Problem;
use super::scale::Scale;
use crate::estimate::compile::Compiled;
use crate::estimate::program::{Program, run};
use crate::file_rules::non_finite_plot;
use crate::parse::estimate::dimension::Dimension;
use crate::parse::estimate::expression::Expression;
use crate::parse::plot::Kind;

/// The steps of a line: finer than a screen needs, so that a narrow peak is met.
pub(super) const STEPS: u32 = 320;
/// The steps that are enough to choose a unit.
const FEW_STEPS: u32 = 16;

/// The x axis, and what expressions of it mean.
pub(super) struct Across<'a> {
    pub(super) scale: &'a Scale,
    /// The size of the unit of x.
    pub(super) factor: f64,
    pub(super) names: &'a Names<'a>,
}

impl Across<'_> {
    /// The values of a program at these places of x, in base units.
    pub(super) fn values(&self, program: &Program, places: impl Iterator<Item = f64>) -> Vec<f64> {
        let mut values: Vec<[f64; 1]> = self.names.of_page.values.iter().map(|value| [*value]).collect();
        values.push([f64::NAN]);
        let (x, mut stack) = (self.names.x_index(), Vec::new());
        let value = |place: f64| {
            values[x] = [place * self.factor];
            let [value] = run(program, &values, &mut stack);
            value
        };
        places.map(value).collect()
    }

    fn places(&self, steps: u32) -> impl Iterator<Item = f64> {
        (0..=steps).map(move |step| self.scale.at(f64::from(step) / f64::from(steps)))
    }
}

/// A unit in which the values of the first expression are easy to read.
pub(super) fn fitting(computed: &[Vec<Compiled>], across: &Across<'_>) -> Measure {
    let Some(first) = computed.iter().flatten().next() else {
        return Measure::fitting(&Dimension::default(), 1.0);
    };
    let values = across.values(&first.program, across.places(FEW_STEPS));
    let largest = values
        .into_iter()
        .filter(|value| value.is_finite())
        .fold(0.0, |most: f64, value| most.max(value.abs()));
    Measure::fitting(&first.dimension, largest)
}

/// The points of a line, or of a band with its two edges; and what its values are divided by.
pub(super) fn points(
    kind: Kind,
    expressions: &[Expression],
    programs: &[Compiled],
    y: &Measure,
    across: &Across<'_>,
) -> Result<(Vec<Point>, Vec<f64>), Problem> {
    let places: Vec<f64> = across.places(STEPS).collect();
    let (mut edges, mut divisors) = (Vec::new(), Vec::new());
    for (expression, compiled) in expressions.iter().zip(programs) {
        let divisor = y.divisor(expression, compiled)?;
        let mut values = across.values(&compiled.program, places.iter().copied());
        for value in &mut values {
            *value /= divisor;
        }
        if let Some(at) = values.iter().position(|value| !value.is_finite()) {
            let where_x = across.scale.precise(places[at]);
            let verb = if values[at].is_nan() { "has no value" } else { "is infinite" };
            let help = "begin or end the range of x elsewhere, or keep the expression finite there";
            let message = format!("this {verb} at x = {where_x}");
            return Err(Problem::new(non_finite_plot::at, expression.span.clone(), message, help));
        }
        edges.push(values);
        divisors.push(divisor);
    }
    let points = match (kind, edges.as_slice()) {
        (Kind::Band, [low, high]) => {
            let edges = low.iter().zip(high);
            places
                .iter()
                .zip(edges)
                .map(|(x, (low, high))| Point { x: *x, y: *high, from: Some(*low) })
                .collect()
        }
        (_, [values, ..]) => {
            places.iter().zip(values).map(|(x, y)| Point { x: *x, y: *y, from: None }).collect()
        }
        _ => Vec::new(),
    };
    Ok((points, divisors))
}
