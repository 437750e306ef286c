//! The data of a plot as a table.
//!
//! In: the plot as written and as drawn. Out: rows of texts, the first of which is the head, and where on x the others are:
//! data as written, what is computed at the ticks of x. Must not write HTML.

use super::chart::{Chart, Point, Series};
use super::curve::Across;
use super::scale::Scale;
use crate::estimate::program::Program;
use crate::parse::plot::{Kind, RawPlot, RawRow, RawSeries};

/// The most rows: nobody reads more.
const MOST_ROWS: usize = 200;

pub(super) fn table(raw: &RawPlot, chart: &Chart, across: &Across<'_>) -> (Vec<Vec<String>>, Vec<f64>) {
    let mut head = vec![chart.x.label.clone()];
    for series in &chart.series {
        let name = series.name.clone().unwrap_or_else(|| chart.y.label.clone());
        match series.kind {
            Kind::Band => head.extend([format!("{name}, lower"), format!("{name}, upper")]),
            _ => head.push(name),
        }
    }
    let mut places: Vec<(f64, String)> = Vec::new();
    if chart.categories.is_empty() {
        let of_rows =
            chart.series.iter().zip(&raw.series).flat_map(|(series, written)| texts(series, written));
        places.extend(of_rows.map(|(point, row)| (point.x, row.x.text.clone())));
        if raw.series.iter().all(|series| series.rows().is_empty()) {
            let scale = &chart.x.scale;
            places.extend(scale.ticks().into_iter().map(|tick| (tick, scale.text(tick))));
        }
        places.sort_by(|a, b| a.0.total_cmp(&b.0));
        places.dedup_by(|a, b| a.0.to_bits() == b.0.to_bits());
        places.truncate(MOST_ROWS);
    } else {
        #[allow(clippy::cast_precision_loss, reason = "there are few categories")]
        let number = |(at, name): (usize, &String)| (at as f64, name.clone());
        places.extend(chart.categories.iter().enumerate().map(number));
    }
    let at = places.iter().map(|(place, _)| *place).collect();
    let mut rows = vec![head];
    for (place, text) in places {
        let mut row = vec![text];
        for (series, written) in chart.series.iter().zip(&raw.series) {
            row.extend(cells(series, written, place, &chart.y.scale, across));
        }
        rows.push(row);
    }
    (rows, at)
}

/// The points of a series with their rows; none of what is computed.
fn texts<'a>(series: &'a Series, written: &'a RawSeries) -> impl Iterator<Item = (&'a Point, &'a RawRow)> {
    series.points.iter().zip(written.drawn())
}

/// The cells of a series at a place of x: one, or two of a band.
fn cells(series: &Series, written: &RawSeries, place: f64, y: &Scale, across: &Across<'_>) -> Vec<String> {
    if !series.programs.is_empty() {
        let value = |(program, divisor): &(Program, f64)| {
            across.values(program, std::iter::once(place)).first().map(|value| y.precise(value / divisor))
        };
        return series.programs.iter().map(|program| value(program).unwrap_or_default()).collect();
    }
    let width = if series.kind == Kind::Band { 2 } else { 1 };
    let row = texts(series, written).find(|(point, _)| point.x.to_bits() == place.to_bits());
    let cells = row.map(|(_, row)| row.values.as_slice()).unwrap_or_default();
    let text = |at: usize| cells.get(at).and_then(Option::as_ref).map(|cell| cell.text.clone());
    (0..width).map(|at| text(at).unwrap_or_default()).collect()
}
