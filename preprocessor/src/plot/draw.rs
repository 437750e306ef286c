//! Draws a chart as SVG.
//!
//! In: a chart and its frame. Out: what is inside the `<svg>`: axes, series and marks, whose colors and sizes of text are
//! the style sheet's (`theme/src/styles/plots.css`). Must not choose a color.

use std::fmt::Write as _;

use super::chart::{Chart, Mark, Point, Series};
use super::frame::{BAR, Frame, GAP, LINE, WIDTH, group_height, width_of};
use super::given::distance;
use crate::html::escaped;
use crate::parse::plot::Kind;

/// How lines are dashed, so that no color is needed to tell them apart.
pub(super) const DASHES: [&str; 6] = ["", "8 5", "2 4", "12 4 2 4", "16 5", "5 3 1 3"];
/// The most points of a line that are drawn as points too.
const FEW_POINTS: usize = 30;
/// How far a line may be from its points, in units.
const NEAR: f64 = 0.15;

/// A coordinate.
fn at(value: f64) -> String {
    let text = format!("{:.1}", if value.is_finite() { value.clamp(-1e4, 1e4) } else { 0.0 });
    text.strip_suffix(".0").unwrap_or(&text).to_owned()
}

/// A text with its anchor: `start`, `middle` or `end`.
fn text(out: &mut String, class: &str, anchor: &str, x: f64, y: f64, words: &str) {
    let (x, y, words) = (at(x), at(y), escaped(words));
    let _ =
        write!(out, "<text class=\"{class}\" text-anchor=\"{anchor}\" x=\"{x}\" y=\"{y}\">{words}</text>");
}

fn rule(out: &mut String, class: &str, from: (f64, f64), to: (f64, f64)) {
    let _ = write!(
        out,
        "<path class=\"{class}\" d=\"M{} {}L{} {}\"></path>",
        at(from.0),
        at(from.1),
        at(to.0),
        at(to.1)
    );
}

pub(super) fn draw(chart: &Chart, frame: &Frame) -> String {
    let mut out = String::new();
    if chart.categories.is_empty() {
        axes(chart, frame, &mut out);
        inside(chart, frame, &mut out);
        marks(chart, frame, &mut out);
        for (series, height) in &frame.direct {
            let name = chart.series[*series].name.as_deref().unwrap_or_default();
            let class = format!("cb-plot-name cb-plot-{}", series + 1);
            text(&mut out, &class, "start", frame.right + 6.0, height + 5.0, name);
        }
    } else {
        lying(chart, frame, &mut out);
    }
    out
}

fn axes(chart: &Chart, frame: &Frame, out: &mut String) {
    let Frame { left, right, bottom, .. } = *frame;
    out.push_str("<g class=\"cb-plot-y\">");
    for tick in chart.y.scale.ticks() {
        let y = frame.y(&chart.y, tick);
        rule(out, "cb-plot-grid", (left, y), (right, y));
        text(out, "cb-plot-tick", "end", left - 6.0, y + 5.0, &chart.y.scale.text(tick));
    }
    out.push_str("</g>");
    let label = format!("↑ {}", chart.y.label);
    text(out, "cb-plot-label", "start", 0.0, LINE - 4.0, &label);
    rule(out, "cb-plot-axis", (left, bottom), (right, bottom));
    x_ticks(frame, out, |tick| (frame.x(&chart.x, tick), chart.x.scale.text(tick)), &chart.x.scale.ticks());
    text(
        out,
        "cb-plot-label",
        "end",
        right.max(WIDTH - 10.0),
        bottom + 38.0,
        &format!("{} →", chart.x.label),
    );
}

/// The ticks below the drawing; those are left out whose texts would touch.
fn x_ticks(frame: &Frame, out: &mut String, place: impl Fn(f64) -> (f64, String), ticks: &[f64]) {
    let texts: Vec<(f64, String)> = ticks.iter().map(|tick| place(*tick)).collect();
    let widest = texts.iter().map(|(_, words)| width_of(words)).fold(0.0, f64::max);
    let gap = match texts.as_slice() {
        [first, .., last] => {
            #[allow(clippy::cast_precision_loss, reason = "there are few ticks")]
            let count = (texts.len() - 1) as f64;
            (last.0 - first.0) / count
        }
        _ => f64::INFINITY,
    };
    let every = if gap < widest + 6.0 { 2 } else { 1 };
    for (x, words) in texts.iter().step_by(every) {
        rule(out, "cb-plot-axis", (*x, frame.bottom), (*x, frame.bottom + 4.0));
        // The last text may end where the drawing does.
        let half = width_of(words) / 2.0;
        let x = x.min(WIDTH - half).max(half);
        text(out, "cb-plot-tick", "middle", x, frame.bottom + 18.0, words);
    }
}

/// The series. What goes beyond the axes is cut off by an `<svg>` of its own, which needs no id to do so.
fn inside(chart: &Chart, frame: &Frame, out: &mut String) {
    let Frame { left, right, top, bottom, .. } = *frame;
    let _ = write!(
        out,
        "<svg class=\"cb-plot-inside\" x=\"{0}\" y=\"{1}\" width=\"{2}\" height=\"{3}\" viewBox=\"{0} {1} {2} {3}\">",
        at(left - 5.0),
        at(top - 5.0),
        at(right - left + 10.0),
        at(bottom - top + 10.0)
    );
    for (index, one) in chart.series.iter().enumerate() {
        let _ = write!(out, "<g class=\"cb-plot-{}\">", index + 1);
        match one.kind {
            Kind::Line | Kind::Step => line(one, index, chart, frame, out),
            Kind::Band => band(one, chart, frame, out),
            Kind::Points => dots(one, index, chart, frame, out),
            Kind::Bar => bars(one, index, chart, frame, out),
        }
        out.push_str("</g>");
    }
    out.push_str("</svg>");
}

fn spots<'a>(
    series: &'a Series,
    chart: &'a Chart,
    frame: &'a Frame,
) -> impl Iterator<Item = (f64, f64)> + 'a {
    series.points.iter().map(|point| (frame.x(&chart.x, point.x), frame.y(&chart.y, point.y)))
}

fn line(series: &Series, index: usize, chart: &Chart, frame: &Frame, out: &mut String) {
    let mut spots: Vec<(f64, f64)> = spots(series, chart, frame).collect();
    if series.kind == Kind::Step {
        let corners = spots.windows(2).flat_map(|pair| [pair[0], (pair[1].0, pair[0].1)]);
        spots = corners.chain(spots.last().copied()).collect();
    }
    let dash = match DASHES[index % DASHES.len()] {
        "" => String::new(),
        dash => format!(" stroke-dasharray=\"{dash}\""),
    };
    let _ = write!(out, "<path class=\"cb-plot-line\"{dash} d=\"{}\"></path>", path(&simplified(&spots)));
    if series.programs.is_empty() && series.kind == Kind::Line && series.points.len() <= FEW_POINTS {
        dots(series, index, chart, frame, out);
    }
}

fn band(series: &Series, chart: &Chart, frame: &Frame, out: &mut String) {
    let edge = |of: fn(&Point) -> f64| -> Vec<(f64, f64)> {
        let spots =
            series.points.iter().map(|point| (frame.x(&chart.x, point.x), frame.y(&chart.y, of(point))));
        simplified(&spots.collect::<Vec<_>>())
    };
    let mut around = edge(|point| point.y);
    around.extend(edge(|point| point.from.unwrap_or(point.y)).into_iter().rev());
    let _ = write!(out, "<path class=\"cb-plot-band\" d=\"{}Z\"></path>", path(&around));
}

fn dots(series: &Series, index: usize, chart: &Chart, frame: &Frame, out: &mut String) {
    let mut d = String::new();
    spots(series, chart, frame).for_each(|spot| d.push_str(&dot(index, spot)));
    let _ = write!(out, "<path class=\"cb-plot-dots\" d=\"{d}\"></path>");
}

/// The outline of a point of a series, each of its own shape.
pub(super) fn dot(series: usize, (x, y): (f64, f64)) -> String {
    let start = |dx: f64, dy: f64| format!("M{} {}", at(x + dx), at(y + dy));
    match series % 6 {
        0 => start(-3.5, 0.0) + "a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0z",
        1 => start(-3.0, -3.0) + "h6v6h-6z",
        2 => start(0.0, -4.5) + "l4.5 8h-9z",
        3 => start(-4.5, 0.0) + "l4.5-4.5 4.5 4.5-4.5 4.5z",
        4 => start(-4.5, -1.2) + "h3.3v-3.3h2.4v3.3h3.3v2.4h-3.3v3.3h-2.4v-3.3h-3.3z",
        _ => start(0.0, 4.5) + "l4.5-8h-9z",
    }
}

fn bars(series: &Series, index: usize, chart: &Chart, frame: &Frame, out: &mut String) {
    let of_bars = |series: &&Series| series.kind == Kind::Bar;
    #[allow(clippy::cast_precision_loss, reason = "there are few series")]
    let (count, nth) = (
        chart.series.iter().filter(of_bars).count() as f64,
        chart.series[..index].iter().filter(of_bars).count() as f64,
    );
    let places: Vec<f64> =
        chart.series.iter().filter(of_bars).flat_map(|one| &one.points).map(|p| p.x).collect();
    let whole = chart.x.scale.place(chart.x.scale.low + distance(&places)) * (frame.right - frame.left) * 0.8;
    for point in &series.points {
        let x = frame.x(&chart.x, point.x) - whole / 2.0 + nth * whole / count;
        let (top, bottom) = (frame.y(&chart.y, point.y), frame.y(&chart.y, point.from.unwrap_or(0.0)));
        bar(out, (x, top.min(bottom)), (whole / count, (top - bottom).abs()));
    }
}

fn bar(out: &mut String, (x, y): (f64, f64), (width, height): (f64, f64)) {
    let _ = write!(
        out,
        "<rect class=\"cb-plot-bar\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"></rect>",
        at(x),
        at(y),
        at(width),
        at(height)
    );
}

fn marks(chart: &Chart, frame: &Frame, out: &mut String) {
    let mut row = LINE - 2.0;
    for Mark { on_x, label, value, .. } in &chart.marks {
        if *on_x {
            row += LINE;
            let x = frame.x(&chart.x, *value);
            rule(out, "cb-plot-mark", (x, row - 12.0), (x, frame.bottom));
            let is_left = x < WIDTH / 2.0;
            let (anchor, x) = if is_left { ("start", x + 5.0) } else { ("end", x - 5.0) };
            text(out, "cb-plot-mark-label", anchor, x, row, label);
        } else {
            let y = frame.y(&chart.y, *value);
            rule(out, "cb-plot-mark", (frame.left, y), (frame.right, y));
            let below = if y - LINE < frame.top { y + 15.0 } else { y - 5.0 };
            text(out, "cb-plot-mark-label", "end", frame.right, below, label);
        }
    }
}

/// Bars below each other, each under its name with its value.
fn lying(chart: &Chart, frame: &Frame, out: &mut String) {
    let place = |value: f64| frame.left + chart.y.scale.place(value) * (frame.right - frame.left);
    let ticks = chart.y.scale.ticks();
    text(out, "cb-plot-label", "start", 0.0, LINE - 4.0, &format!("↓ {}", chart.x.label));
    for tick in &ticks {
        rule(out, "cb-plot-grid", (place(*tick), frame.top), (place(*tick), frame.bottom));
    }
    for (category, name) in chart.categories.iter().enumerate() {
        #[allow(clippy::cast_precision_loss, reason = "there are few categories")]
        let number = category as f64;
        let top = frame.top + number * group_height(chart);
        let value = match chart.series.as_slice() {
            [_] => chart.table.get(category + 1).and_then(|row| row.get(1)).map_or("", String::as_str),
            _ => "",
        };
        let _ = write!(
            out,
            "<text class=\"cb-plot-category\" x=\"{}\" y=\"{}\">{} <tspan class=\"cb-plot-value\">{}</tspan></text>",
            at(frame.left),
            at(top + LINE - 4.0),
            escaped(name),
            escaped(&value.replace("..", "–"))
        );
        for (index, series) in chart.series.iter().enumerate() {
            let Some(point) = series.points.iter().find(|point| (point.x - number).abs() < 0.5) else {
                continue;
            };
            #[allow(clippy::cast_precision_loss, reason = "there are few series")]
            let y = top + LINE + index as f64 * BAR;
            let _ = write!(out, "<g class=\"cb-plot-{}\">", index + 1);
            let (from, to) = (place(point.from.unwrap_or(0.0)), place(point.y));
            if series.kind == Kind::Bar {
                bar(out, (from.min(to), y), ((to - from).abs().max(1.0), BAR - 1.0));
            } else {
                rule(out, "cb-plot-grid", (frame.left, y + BAR / 2.0), (to, y + BAR / 2.0));
                let _ = write!(
                    out,
                    "<path class=\"cb-plot-dots\" d=\"{}\"></path>",
                    dot(index, (to, y + BAR / 2.0))
                );
            }
            out.push_str("</g>");
        }
    }
    for Mark { label, value, .. } in &chart.marks {
        let x = place(*value);
        rule(out, "cb-plot-mark", (x, LINE - 12.0), (x, frame.bottom - GAP / 2.0));
        let (anchor, x) = if x < WIDTH / 2.0 { ("start", x + 5.0) } else { ("end", x - 5.0) };
        text(out, "cb-plot-mark-label", anchor, x, LINE - 4.0, label);
    }
    x_ticks(frame, out, |tick| (place(tick), chart.y.scale.text(tick)), &ticks);
    text(out, "cb-plot-label", "end", frame.right, frame.bottom + 38.0, &format!("{} →", chart.y.label));
}

fn path(spots: &[(f64, f64)]) -> String {
    let mut out = String::with_capacity(spots.len() * 11);
    for (index, (x, y)) in spots.iter().enumerate() {
        let _ = write!(out, "{}{} {}", if index == 0 { "M" } else { "L" }, at(*x), at(*y));
    }
    out
}

/// A line through fewer points, which is nowhere farther than [`NEAR`] from the others (Douglas and Peucker 1973).
fn simplified(spots: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let mut kept = vec![false; spots.len()];
    let mut open = Vec::new();
    if let Some(last) = spots.len().checked_sub(1) {
        (kept[0], kept[last]) = (true, true);
        open.push((0, last));
    }
    while let Some((first, last)) = open.pop() {
        let ((x0, y0), (x1, y1)) = (spots[first], spots[last]);
        let length = (x1 - x0).hypot(y1 - y0).max(1e-9);
        let off = |(x, y): (f64, f64)| ((x - x0) * (y1 - y0) - (y - y0) * (x1 - x0)).abs() / length;
        let farthest = (first + 1..last).map(|at| (at, off(spots[at]))).max_by(|a, b| a.1.total_cmp(&b.1));
        if let Some((middle, _)) = farthest.filter(|(_, far)| *far > NEAR) {
            kept[middle] = true;
            open.extend([(first, middle), (middle, last)]);
        }
    }
    spots.iter().zip(kept).filter(|(_, kept)| *kept).map(|(spot, _)| *spot).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_keeps_only_the_points_that_shape_it() {
        let straight: Vec<(f64, f64)> = (0..100).map(|x| (f64::from(x), f64::from(x) * 2.0)).collect();
        assert_eq!(simplified(&straight), [(0.0, 0.0), (99.0, 198.0)]);
        let corner = [(0.0, 0.0), (5.0, 0.0), (10.0, 0.0), (10.0, 8.0)];
        assert_eq!(simplified(&corner), [(0.0, 0.0), (10.0, 0.0), (10.0, 8.0)]);
        assert_eq!(simplified(&[]), []);
    }

    #[test]
    fn a_coordinate_is_short_and_always_a_number() {
        assert_eq!([at(1.0), at(2.25), at(f64::NAN), at(1e300)], ["1", "2.2", "0", "10000"]);
    }
}
