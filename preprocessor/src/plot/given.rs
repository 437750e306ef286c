//! Rows of data.
//!
//! In: the rows as written, and the units of the axes. Out: whether x has categories, and points in those units. Reports
//! cells that are no numbers, and what categories do not go with. Must not look at an expression.

use super::chart::Point;
use super::measure::Measure;
use super::problem::Problem;
use crate::file_rules::{non_positive_value, plot_syntax};
use crate::parse::plot::{Cell, CellValue, Kind, RawAxis, RawPlot, RawRow, RawSeries, RawValues};
use crate::source::Span;

/// The most categories: more bars fit on no screen.
const MOST_CATEGORIES: usize = 40;

/// What the columns of a plot hold.
pub(super) struct Columns {
    /// In the order of the text; none where x is a number.
    pub(super) categories: Vec<String>,
    x_measure: Option<Measure>,
    y_measure: Option<Measure>,
}

fn rows(raw: &RawPlot) -> impl Iterator<Item = (&RawSeries, &RawRow)> {
    raw.series.iter().flat_map(|series| series.rows().iter().map(move |row| (series, row)))
}

fn problem(span: &Span, message: impl Into<String>, help: &str) -> Problem {
    Problem::new(plot_syntax::at, span.clone(), message, help)
}

impl Columns {
    pub(super) fn new(raw: &RawPlot, x: &RawAxis, y: &RawAxis) -> Result<Self, Vec<Problem>> {
        let mut found = Self { categories: Vec::new(), x_measure: None, y_measure: None };
        let mut problems = Vec::new();
        if y.is_log && raw.series.iter().any(|series| series.kind == Kind::Bar) {
            let help = "leave out `log`, or draw `points`";
            problems.push(problem(&y.span, "bars begin at 0, which a logarithmic axis cannot show", help));
        }
        if rows(raw).any(|(_, row)| row.x.is_text()) {
            found.read_categories(raw, x, &mut problems);
        }
        let has_categories = !found.categories.is_empty();
        for (series, row) in rows(raw) {
            let of_x = match &row.x.value {
                CellValue::Amount(amount) => Measure::of_amount(amount),
                _ if has_categories => None,
                _ => {
                    problems.push(not_a_number(&row.x));
                    None
                }
            };
            found.x_measure = found.x_measure.take().or(of_x);
            for cell in row.values.iter().flatten() {
                let of_y = match &cell.value {
                    CellValue::Amount(amount) => Measure::of_amount(amount),
                    CellValue::Range(_, high) if series.kind == Kind::Bar => Measure::of_amount(high),
                    CellValue::Range(..) => {
                        let help = "write one value, or draw a `bar`";
                        problems.push(problem(&cell.span, "only a bar goes from one value to another", help));
                        None
                    }
                    CellValue::Text => {
                        problems.push(not_a_number(cell));
                        None
                    }
                };
                found.y_measure = found.y_measure.take().or(of_y);
            }
        }
        if problems.is_empty() { Ok(found) } else { Err(problems) }
    }

    fn read_categories(&mut self, raw: &RawPlot, x: &RawAxis, problems: &mut Vec<Problem>) {
        for series in &raw.series {
            let is_fit = matches!(series.kind, Kind::Bar | Kind::Points);
            if !is_fit || matches!(series.values, RawValues::Computed(_)) {
                let message = format!("x has names, on which no {} can be drawn", series.kind.name());
                problems.push(problem(
                    &series.keyword,
                    message,
                    "draw a `bar` or `points`, or write numbers for x",
                ));
            }
        }
        let has_ends = x.range.is_some() || x.is_log;
        if has_ends {
            problems.push(problem(&x.span, "x has names, and so no range", "write only the label"));
        }
        if let Some(mark) = raw.marks.iter().find(|mark| mark.on_x) {
            let help = "mark a value of y, or write numbers for x";
            problems.push(problem(&mark.label.span, "x has names, and so no values to mark", help));
        }
        for (_, row) in rows(raw) {
            if !self.categories.contains(&row.x.text) {
                self.categories.push(row.x.text.clone());
                if self.categories.len() == MOST_CATEGORIES + 1 {
                    let message = format!("the plot has more than {MOST_CATEGORIES} bars below each other");
                    problems.push(problem(&row.x.span, message, "combine the smallest ones"));
                }
            }
        }
    }

    /// The first unit that is written for x.
    pub(super) fn x_measure(&self) -> Option<Measure> {
        self.x_measure.clone()
    }

    pub(super) fn y_measure(&self) -> Option<Measure> {
        self.y_measure.clone()
    }
}

fn not_a_number(cell: &Cell) -> Problem {
    problem(
        &cell.span,
        format!("`{}` is not a number with a unit", cell.text),
        "write one such as `53k requests/s`",
    )
}

/// Where on the x axis data is.
pub(super) fn places(raw: &RawPlot, measure: &Measure, is_log: bool) -> Result<Vec<f64>, Problem> {
    let mut found = Vec::new();
    for (_, row) in rows(raw) {
        let CellValue::Amount(amount) = &row.x.value else { continue };
        let place = measure.amount(amount)?;
        if is_log && place <= 0.0 {
            let message = "a logarithmic axis cannot show 0 or less";
            let help = "leave the row out, or leave out `log`";
            return Err(Problem::new(non_positive_value::at, row.x.span.clone(), message, help));
        }
        found.push(place);
    }
    Ok(found)
}

/// The smallest distance of two places; 1 if there is none.
pub(super) fn distance(places: &[f64]) -> f64 {
    let mut sorted = places.to_vec();
    sorted.sort_by(f64::total_cmp);
    let gaps = sorted.windows(2).map(|pair| pair[1] - pair[0]).filter(|gap| *gap > 0.0);
    let least = gaps.fold(f64::INFINITY, f64::min);
    if least.is_finite() { least } else { 1.0 }
}

/// The points of a series, and no divisors.
pub(super) fn points(
    rows: &[RawRow],
    columns: &Columns,
    x: &Measure,
    y: &Measure,
) -> Result<(Vec<Point>, Vec<f64>), Problem> {
    let mut found = Vec::with_capacity(rows.len());
    for row in rows {
        let place = match &row.x.value {
            #[allow(clippy::cast_precision_loss, reason = "there are few categories")]
            _ if !columns.categories.is_empty() => {
                columns.categories.iter().position(|name| *name == row.x.text).unwrap_or(0) as f64
            }
            CellValue::Amount(amount) => x.amount(amount)?,
            CellValue::Range(..) | CellValue::Text => continue,
        };
        let values: Vec<&Cell> = row.values.iter().flatten().collect();
        let point = match values.as_slice() {
            [Cell { value: CellValue::Amount(value), .. }] => {
                Point { x: place, y: y.amount(value)?, from: None }
            }
            [Cell { value: CellValue::Range(low, high), .. }]
            | [Cell { value: CellValue::Amount(low), .. }, Cell { value: CellValue::Amount(high), .. }] => {
                // `30..90 ms`: the unit after the second number is that of both.
                let low = if low.is_bare() && !high.is_bare() {
                    low.number.value * high.look.factor / y.factor
                } else {
                    y.amount(low)?
                };
                Point { x: place, y: y.amount(high)?, from: Some(low) }
            }
            _ => continue,
        };
        if [point.x, point.y].into_iter().chain(point.from).all(f64::is_finite) {
            found.push(point);
        } else {
            return Err(problem(&row.span, "this is too large to be drawn", "check the numbers in it"));
        }
    }
    Ok((found, Vec::new()))
}

/// The place of a point of a series in the text of the plot.
pub(super) fn place_of(series: &RawSeries, point: usize) -> Span {
    match &series.values {
        RawValues::Given(_) => {
            series.drawn().nth(point).map_or(series.keyword.clone(), |row| row.span.clone())
        }
        RawValues::Computed(expressions) => {
            expressions.first().map_or(series.keyword.clone(), |expression| expression.span.clone())
        }
    }
}
