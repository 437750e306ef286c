//! From a plot as written to one that can be drawn.
//!
//! In: a plot without a line that does not parse, and what its names mean. Out: axes with their ends, series with their
//! points, marks; or everything that is wrong. Must not know how anything looks.

use super::chart::{Axis, Chart, Mark, Series};
use super::curve::{self, Across};
use super::given::{self, Columns};
use super::measure::Measure;
use super::names::Names;
use super::problem::Problem;
use super::scale::{Scale, around};
use super::table::table;
use crate::estimate::compile::{Compiled, Meaning};
use crate::estimate::model::PlotNames;
use crate::estimate::program::Operation;
use crate::file_rules::{empty_range, non_finite_plot, non_positive_value, plot_syntax, too_many_series};
use crate::parse::estimate::dimension::Dimension;
use crate::parse::estimate::expression::Expression;
use crate::parse::plot::{Kind, RawAxis, RawPlot, RawSeries, RawValues};
use crate::source::Span;

/// The most series: more lines than this cannot be told apart.
const MOST_SERIES: usize = 6;

/// Without a problem of its own, a plot cannot be drawn for a reason that is reported elsewhere.
type Found<T> = Result<T, Vec<Problem>>;

pub(super) fn chart(raw: &RawPlot, of_page: &PlotNames) -> Found<Chart> {
    let (x, y) = (raw_axis(raw.x.as_ref(), "x")?, raw_axis(raw.y.as_ref(), "y")?);
    check_series(raw)?;
    let columns = Columns::new(raw, x, y)?;
    let plain = Names { of_page, x: None };
    let x_measure = Measure::written(x)
        .or_else(|| of_range(x))
        .or_else(|| columns.x_measure())
        .map_or_else(|| range_measure(x, &plain), Ok)?;
    let given_x = ends(x, &x_measure, &plain)?;
    let on_x = x_scale(raw, x, &columns, given_x, &x_measure, &plain)?;
    let of_x = Meaning {
        value: on_x.at(0.5) * x_measure.factor,
        dimension: x_measure.dimension.clone(),
        operation: Operation::Quantity(plain.x_index()),
    };
    let names = Names { of_page, x: Some(of_x) };
    let computed = compiled(raw, &names)?;
    let across = Across { scale: &on_x, factor: x_measure.factor, names: &names };
    let y_measure = Measure::written(y)
        .or_else(|| of_range(y))
        .or_else(|| columns.y_measure())
        .unwrap_or_else(|| curve::fitting(&computed, &across));
    let given_y = ends(y, &y_measure, &plain)?;
    let mut problems = Vec::new();
    let mut series = Vec::new();
    for (written, programs) in raw.series.iter().zip(&computed) {
        let points = match &written.values {
            RawValues::Computed(expressions) => {
                curve::points(written.kind, expressions, programs, &y_measure, &across)
            }
            RawValues::Given(rows) => given::points(rows, &columns, &x_measure, &y_measure),
        };
        match points {
            Ok((points, divisors)) => series.push(Series {
                kind: written.kind,
                name: written.name.as_ref().map(|name| name.value.clone()),
                points,
                programs: programs.iter().map(|found| found.program.clone()).zip(divisors).collect(),
            }),
            Err(problem) => problems.push(problem),
        }
    }
    let marks = marks(raw, &plain, &x_measure, &y_measure).map_err(|more| {
        problems.extend(more);
        std::mem::take(&mut problems)
    })?;
    refuse(problems)?;
    let y_axis = Axis {
        label: y_measure.label(&y.label),
        scale: y_scale(raw, y, &series, &marks, given_y, &y_measure)?,
    };
    check_marks(raw, &marks, &on_x, &y_axis.scale)?;
    let text = |text: Option<&crate::source::Spanned<String>>| {
        text.map(|text| text.value.clone()).unwrap_or_default()
    };
    let mut chart = Chart {
        title: text(raw.title.as_ref()),
        description: text(raw.description.as_ref()),
        x: Axis { label: x_measure.label(&x.label), scale: on_x.clone() },
        y: y_axis,
        y_is_given: given_y.is_some(),
        x_factor: x_measure.factor,
        x_index: plain.x_index(),
        categories: columns.categories.clone(),
        series,
        marks,
        table: Vec::new(),
        rows: Vec::new(),
    };
    (chart.table, chart.rows) = table(raw, &chart, &across);
    Ok(chart)
}

fn refuse(problems: Vec<Problem>) -> Found<()> {
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

fn raw_axis<'a>(axis: Option<&'a RawAxis>, name: &str) -> Found<&'a RawAxis> {
    axis.ok_or_else(|| {
        let help = format!("add a line such as `{name}: load (requests/s)`");
        // Without a place of its own it is the plot's.
        vec![Problem::new(plot_syntax::at, 0..0, format!("the plot has no `{name}`"), help)]
    })
}

fn check_series(raw: &RawPlot) -> Found<()> {
    let mut problems = Vec::new();
    if raw.series.is_empty() {
        let help = "add a series, such as `line = x × 2`, or `points` with rows of data below";
        problems.push(Problem::new(plot_syntax::at, 0..0, "the plot shows no data", help));
    }
    if let Some(series) = raw.series.get(MOST_SERIES) {
        let message = format!("the plot has {} series", raw.series.len());
        let help = format!("keep at most {MOST_SERIES}, or make two plots");
        problems.push(Problem::new(too_many_series::at, series.keyword.clone(), message, help));
    }
    if raw.series.len() > 1 {
        let nameless = raw.series.iter().filter(|series| series.name.is_none());
        problems.extend(nameless.map(|series: &RawSeries| {
            let message = format!("this {} has no name, and is not the only series", series.kind.name());
            let help = format!("write one after it: `{} \"measured\"`", series.kind.name());
            Problem::new(plot_syntax::at, series.keyword.clone(), message, help)
        }));
    }
    refuse(problems)
}

/// The unit that is written at an end of a range.
fn of_range(axis: &RawAxis) -> Option<Measure> {
    let (low, high, _) = axis.range.as_ref()?;
    Measure::of_expression(high).or_else(|| Measure::of_expression(low))
}

/// The unit of a computed end of a range.
fn range_measure(axis: &RawAxis, names: &Names<'_>) -> Found<Measure> {
    let Some((low, high, _)) = &axis.range else { return Ok(Measure::fitting(&Dimension::default(), 1.0)) };
    let (low, high) = (end(low, names)?, end(high, names)?);
    let unit = if high.dimension.is_none() { &low } else { &high };
    Ok(Measure::fitting(&unit.dimension, high.value))
}

fn end(expression: &Expression, names: &Names<'_>) -> Found<Compiled> {
    names.compile(expression).map_err(|problem| problem.into_iter().collect())
}

/// The ends of a range, in the unit of its axis.
fn ends(axis: &RawAxis, measure: &Measure, names: &Names<'_>) -> Found<Option<(f64, f64)>> {
    let Some((low, high, span)) = &axis.range else { return Ok(None) };
    let mut values = [0.0; 2];
    for (expression, value) in [low, high].into_iter().zip(&mut values) {
        let compiled = end(expression, names)?;
        let divisor = measure.divisor(expression, &compiled).map_err(|problem| vec![problem])?;
        *value = compiled.value / divisor;
    }
    let [from, to] = values;
    if from >= to {
        let help = "write the lower end first";
        return Err(vec![Problem::new(
            empty_range::at,
            span.clone(),
            "this range ends where it begins or before",
            help,
        )]);
    }
    if !(to - from).is_finite() {
        return Err(vec![too_large(span.clone())]);
    }
    if axis.is_log && from <= 0.0 {
        let help = "begin above 0, or leave out `log`";
        let message = "a logarithmic axis cannot show 0 or less";
        return Err(vec![Problem::new(non_positive_value::at, low.span.clone(), message, help)]);
    }
    Ok(Some((from, to)))
}

fn too_large(span: Span) -> Problem {
    Problem::new(non_finite_plot::at, span, "this is too large to be drawn", "check the numbers in it")
}

fn scale(axis: &RawAxis, (low, high): (f64, f64), measure: &Measure) -> Scale {
    Scale { low, high, is_log: axis.is_log, before: measure.before.clone(), behind: measure.behind.clone() }
}

fn x_scale(
    raw: &RawPlot,
    axis: &RawAxis,
    columns: &Columns,
    given: Option<(f64, f64)>,
    measure: &Measure,
    names: &Names<'_>,
) -> Found<Scale> {
    if let Some(ends) = given {
        return Ok(scale(axis, ends, measure));
    }
    if !columns.categories.is_empty() {
        #[allow(clippy::cast_precision_loss, reason = "there are few categories")]
        return Ok(scale(axis, (-0.5, columns.categories.len() as f64 - 0.5), measure));
    }
    let mut places = given::places(raw, measure, axis.is_log).map_err(|problem| vec![problem])?;
    if places.is_empty() {
        let help = format!("write a range after the label: `x: {}, 0..1`", axis.label);
        let message = "the plot does not say from where to where x goes";
        return Err(vec![Problem::new(plot_syntax::at, axis.span.clone(), message, help)]);
    }
    for mark in raw.marks.iter().filter(|mark| mark.on_x) {
        let compiled = end(&mark.expression, names)?;
        let divisor = measure.divisor(&mark.expression, &compiled).map_err(|problem| vec![problem])?;
        places.push(compiled.value / divisor);
    }
    places.retain(|place| !axis.is_log || *place > 0.0);
    let low = places.iter().copied().fold(f64::INFINITY, f64::min);
    let high = places.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let has = |kind: Kind| raw.series.iter().any(|series| series.kind == kind);
    let ends = if has(Kind::Bar) && !axis.is_log {
        let half = given::distance(&places) / 2.0;
        (low - half, high + half)
    } else if low < high && !has(Kind::Points) {
        (low, high)
    } else {
        around(low, high, axis.is_log, false)
    };
    Ok(scale(axis, ends, measure))
}

fn compiled(raw: &RawPlot, names: &Names<'_>) -> Found<Vec<Vec<Compiled>>> {
    let (mut found, mut problems) = (Vec::new(), Vec::new());
    let mut is_whole = true;
    for series in &raw.series {
        let mut programs = Vec::new();
        if let RawValues::Computed(expressions) = &series.values {
            for expression in expressions {
                match names.compile(expression) {
                    Ok(compiled) => programs.push(compiled),
                    Err(problem) => {
                        is_whole = false;
                        problems.extend(problem);
                    }
                }
            }
        }
        found.push(programs);
    }
    if is_whole { Ok(found) } else { Err(problems) }
}

fn marks(raw: &RawPlot, names: &Names<'_>, x: &Measure, y: &Measure) -> Found<Vec<Mark>> {
    let (mut found, mut problems) = (Vec::new(), Vec::new());
    for mark in &raw.marks {
        let measure = if mark.on_x { x } else { y };
        let place = names.compile(&mark.expression).and_then(|compiled| {
            let divisor = measure.divisor(&mark.expression, &compiled).map_err(Some)?;
            Ok((compiled.value / divisor, (compiled.program, divisor)))
        });
        match place {
            Ok((value, program)) => {
                let label = mark.label.value.clone();
                found.push(Mark { on_x: mark.on_x, label, value, program });
            }
            Err(problem) => problems.extend(problem),
        }
    }
    if found.len() == raw.marks.len() { Ok(found) } else { Err(problems) }
}

fn y_scale(
    raw: &RawPlot,
    axis: &RawAxis,
    series: &[Series],
    marks: &[Mark],
    given: Option<(f64, f64)>,
    measure: &Measure,
) -> Found<Scale> {
    if axis.is_log {
        let mut problems = Vec::new();
        for (series, written) in series.iter().zip(&raw.series) {
            let is_low =
                |point: &super::chart::Point| point.y <= 0.0 || point.from.is_some_and(|from| from <= 0.0);
            if let Some(at) = series.points.iter().position(is_low) {
                let place = given::place_of(written, at);
                let message = "a logarithmic axis cannot show 0 or less";
                let help = "leave the value out, or leave out `log`";
                problems.push(Problem::new(non_positive_value::at, place, message, help));
            }
        }
        for (mark, written) in
            marks.iter().zip(&raw.marks).filter(|(mark, _)| !mark.on_x && mark.value <= 0.0)
        {
            let message = format!("a logarithmic axis cannot show `{}`", mark.label);
            let help = "mark a value above 0, or leave out `log`";
            problems.push(Problem::new(
                non_positive_value::at,
                written.expression.span.clone(),
                message,
                help,
            ));
        }
        refuse(problems)?;
    }
    if let Some(ends) = given {
        return Ok(scale(axis, ends, measure));
    }
    let of_series = series
        .iter()
        .flat_map(|series| &series.points)
        .flat_map(|point| point.from.into_iter().chain([point.y]));
    let of_marks = marks.iter().filter(|mark| !mark.on_x).map(|mark| mark.value);
    let (low, high) = of_series
        .chain(of_marks)
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
    if !(high - low).is_finite() {
        return Err(vec![too_large(axis.span.clone())]);
    }
    let has_bars = series.iter().any(|series| series.kind == Kind::Bar);
    Ok(scale(axis, around(low, high, axis.is_log, has_bars && !axis.is_log), measure))
}

/// A mark that nobody sees marks nothing.
fn check_marks(raw: &RawPlot, marks: &[Mark], x: &Scale, y: &Scale) -> Found<()> {
    let is_off = |mark: &Mark| !if mark.on_x { x } else { y }.has(mark.value);
    let off = marks.iter().zip(&raw.marks).filter(|(mark, _)| is_off(mark));
    refuse(
        off.map(|(mark, written)| {
            let axis = if mark.on_x { "x" } else { "y" };
            let message = format!("`{}` is outside of the range of {axis}", mark.label);
            let help = "widen the range, or leave the mark out";
            Problem::new(plot_syntax::at, written.expression.span.clone(), message, help)
        })
        .collect(),
    )
}
