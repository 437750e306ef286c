//! What the browser needs to draw a plot again when a slider moves.
//!
//! In: a chart and its frame. Out: JSON (`PlotData` in `theme/src/core/plot.ts`); none for a plot in which no quantity of
//! its page occurs. Must not compute anything.

use serde::Serialize;

use super::chart::{Chart, Series};
use super::frame::Frame;
use super::scale::Scale;
use crate::estimate::program::{Operation, Program, Step, steps};
use crate::json::script_json;
use crate::parse::plot::Kind;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PlotData<'a> {
    x: XData<'a>,
    y: YData<'a>,
    frame: FrameData,
    series: Vec<SeriesData>,
    marks: Vec<MarkData>,
    rows: &'a [f64],
}

#[derive(Serialize)]
struct ScaleData<'a> {
    low: f64,
    high: f64,
    log: bool,
    before: &'a str,
    behind: &'a str,
}

#[derive(Serialize)]
struct XData<'a> {
    #[serde(flatten)]
    scale: ScaleData<'a>,
    factor: f64,
    index: usize,
}

#[derive(Serialize)]
struct YData<'a> {
    #[serde(flatten)]
    scale: ScaleData<'a>,
    /// Whether its ends stay where they are: the author gives them, or data is drawn between them.
    fixed: bool,
}

#[derive(Serialize)]
struct FrameData {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
}

type ProgramData = (Vec<Step>, f64);

#[derive(Serialize)]
struct SeriesData {
    /// From 1.
    series: usize,
    /// The first of its columns in the table.
    column: usize,
    kind: &'static str,
    programs: Vec<ProgramData>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct MarkData {
    on_x: bool,
    program: ProgramData,
}

pub(super) fn data(chart: &Chart, frame: &Frame) -> Option<String> {
    let of_series = chart.series.iter().flat_map(|series| &series.programs);
    let mut programs = of_series.chain(chart.marks.iter().map(|mark| &mark.program));
    let moves = |(program, _): &(Program, f64)| {
        program.iter().any(|one| matches!(one, Operation::Quantity(index) if *index != chart.x_index))
    };
    if !chart.categories.is_empty() || !programs.any(moves) {
        return None;
    }
    let compiled = |(program, divisor): &(Program, f64)| (steps(program), *divisor);
    let mut column = 1;
    let mut series = Vec::new();
    for (index, one) in chart.series.iter().enumerate() {
        let programs: Vec<ProgramData> = one.programs.iter().map(compiled).collect();
        if !programs.is_empty() {
            series.push(SeriesData { series: index + 1, column, kind: one.kind.name(), programs });
        }
        column += if one.kind == Kind::Band { 2 } else { 1 };
    }
    let is_data = |series: &Series| series.programs.is_empty();
    Some(script_json(&PlotData {
        x: XData { scale: scale(&chart.x.scale), factor: chart.x_factor, index: chart.x_index },
        y: YData {
            scale: scale(&chart.y.scale),
            fixed: chart.y_is_given || chart.series.iter().any(is_data),
        },
        frame: FrameData { left: frame.left, right: frame.right, top: frame.top, bottom: frame.bottom },
        series,
        marks: chart
            .marks
            .iter()
            .map(|mark| MarkData { on_x: mark.on_x, program: compiled(&mark.program) })
            .collect(),
        rows: &chart.rows,
    }))
}

fn scale(scale: &Scale) -> ScaleData<'_> {
    let Scale { low, high, is_log, before, behind } = scale;
    ScaleData { low: *low, high: *high, log: *is_log, before, behind }
}
