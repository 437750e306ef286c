//! Where things are in a drawing.
//!
//! In: a chart. Out: the places of its axes and texts. A drawing is 400 units wide, and its text is sized for a phone, on
//! which a unit is less than a pixel; where it is wider the style sheet makes the text smaller in units. Must not write
//! SVG.

use super::chart::{Axis, Chart, Point, Series};
use crate::parse::plot::Kind;

pub(super) const WIDTH: f64 = 400.0;
/// The height of what is between the axes.
const HEIGHT: f64 = 190.0;
/// The width of a character at the size of a phone, 15 units; most are narrower.
const CHARACTER: f64 = 8.2;
/// The same of the widest: per cent, and letters like an M.
const WIDE_CHARACTER: f64 = 13.5;
/// The same of a bold one.
const BOLD_CHARACTER: f64 = 9.7;
/// The height of a line of text.
pub(super) const LINE: f64 = 18.0;
/// What is below the x axis: the ticks and the label.
const FOOT: f64 = 42.0;
/// The longest name that is written next to its line, in characters.
const LONGEST_DIRECT: usize = 12;
/// How far such a name may be from the end of its line.
const FAR: f64 = 12.0;
/// The height of a bar that lies, and what is between two groups of them.
pub(super) const BAR: f64 = 12.0;
pub(super) const GAP: f64 = 8.0;

pub(super) fn width_of(text: &str) -> f64 {
    let width =
        |character| if matches!(character, '%' | 'm' | 'M' | 'w' | 'W') { WIDE_CHARACTER } else { CHARACTER };
    text.chars().map(width).sum()
}

/// The place of the axes: what is between them is `left` to `right` and `top` to `bottom`.
#[derive(Debug, Clone)]
pub(super) struct Frame {
    pub left: f64,
    pub right: f64,
    pub top: f64,
    pub bottom: f64,
    /// Of the whole drawing.
    pub height: f64,
    /// The names at the ends of their lines, with their heights; none if they do not fit there.
    pub direct: Vec<(usize, f64)>,
}

impl Frame {
    pub(super) fn new(chart: &Chart) -> Self {
        if !chart.categories.is_empty() {
            return Self::lying(chart);
        }
        #[allow(clippy::cast_precision_loss, reason = "there are few marks")]
        let labels = chart.marks.iter().filter(|mark| mark.on_x).count() as f64 * LINE;
        let (top, left) = (LINE + 8.0 + labels, widest_tick(&chart.y) + 8.0);
        let bottom = top + HEIGHT;
        let mut frame =
            Self { left, right: WIDTH - 10.0, top, bottom, height: bottom + FOOT, direct: Vec::new() };
        if let Some(direct) = frame.direct(chart) {
            let names = direct.iter().filter_map(|(series, _)| chart.series[*series].name.as_deref());
            let widest = names.map(|name| width_of(name) * BOLD_CHARACTER / CHARACTER).fold(0.0, f64::max);
            frame.right = WIDTH - widest - 8.0;
            frame.direct = direct;
        }
        frame
    }

    /// Bars that lie below each other, each under its name.
    fn lying(chart: &Chart) -> Self {
        let top = LINE + 6.0;
        #[allow(clippy::cast_precision_loss, reason = "there are few categories")]
        let rows = chart.categories.len() as f64;
        let bottom = top + rows * group_height(chart);
        Self { left: 4.0, right: WIDTH - 16.0, top, bottom, height: bottom + FOOT, direct: Vec::new() }
    }

    pub(super) fn x(&self, axis: &Axis, value: f64) -> f64 {
        self.left + axis.scale.place(value) * (self.right - self.left)
    }

    pub(super) fn y(&self, axis: &Axis, value: f64) -> f64 {
        self.bottom - axis.scale.place(value) * (self.bottom - self.top)
    }

    /// The heights of names at the ends of their lines; `None` if one does not fit there.
    fn direct(&self, chart: &Chart) -> Option<Vec<(usize, f64)>> {
        if chart.series.len() < 2 {
            return None;
        }
        let mut ends: Vec<(usize, f64)> = Vec::new();
        for (index, series) in chart.series.iter().enumerate() {
            let name = series.name.as_deref()?;
            let is_line = matches!(series.kind, Kind::Line | Kind::Step);
            let last = last(series)?;
            let is_at_end = chart.x.scale.place(last.x) > 0.97 && chart.y.scale.has(last.y);
            if !is_line || !is_at_end || name.chars().count() > LONGEST_DIRECT {
                return None;
            }
            ends.push((index, self.y(&chart.y, last.y)));
        }
        ends.sort_by(|a, b| a.1.total_cmp(&b.1));
        let mut placed: Vec<(usize, f64)> = Vec::new();
        for (index, end) in &ends {
            let least = placed.last().map_or(self.top, |(_, above)| above + LINE);
            placed.push((*index, end.max(least)));
        }
        let is_near = placed.iter().zip(&ends).all(|((_, at), (_, end))| (at - end).abs() <= FAR);
        (is_near && placed.last().is_some_and(|(_, at)| *at <= self.bottom + 4.0)).then_some(placed)
    }
}

fn last(series: &Series) -> Option<&Point> {
    series.points.iter().max_by(|a, b| a.x.total_cmp(&b.x))
}

fn widest_tick(axis: &Axis) -> f64 {
    axis.scale.ticks().into_iter().map(|tick| width_of(&axis.scale.text(tick))).fold(0.0, f64::max)
}

/// The height of one category: its name and a bar for each series.
pub(super) fn group_height(chart: &Chart) -> f64 {
    #[allow(clippy::cast_precision_loss, reason = "there are few series")]
    let bars = chart.series.len() as f64;
    LINE + bars * BAR + GAP
}
