//! An estimate: its rows, and the programs with which the browser computes it again.

use serde::Serialize;

use crate::json::script_json;
use crate::lower::model::{BreakAt, Estimate, EstimateRow, LimitRow, NotePiece, QuantityRow, Step, SwingRow};

#[derive(Debug, Serialize)]
pub struct EstimateView<'a> {
    /// A sheet has no ids, no data and no links.
    on_sheet: bool,
    /// The first of a page brings the styles of all.
    is_first: bool,
    rows: Vec<RowView<'a>>,
    load: Option<&'a str>,
    result: Option<&'a str>,
    limits: Vec<LimitView<'a>>,
    swings: Vec<SwingView<'a>>,
    /// Percent of the width of the bars.
    now: String,
    data: String,
}

#[derive(Debug, Serialize)]
struct RowView<'a> {
    /// Of a row that is no quantity.
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    id: &'a str,
    name: &'a str,
    how: &'a str,
    shown: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    limit: Option<&'a str>,
    is_movable: bool,
    from: &'a str,
    note: Vec<PieceView<'a>>,
}

#[derive(Debug, Serialize)]
struct PieceView<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    html: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct LimitView<'a> {
    name: &'a str,
    already: bool,
    /// `2.3×`.
    #[serde(skip_serializing_if = "Option::is_none")]
    factor: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    load: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct SwingView<'a> {
    name: &'a str,
    ends: &'a str,
    /// Percent of the width of the bars.
    start: String,
    width: String,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct EstimateData<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    load: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    result: Option<&'a str>,
    quantities: Vec<QuantityData<'a>>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct QuantityData<'a> {
    index: usize,
    name: &'a str,
    program: &'a [Step],
    look: &'a str,
    unit: &'a str,
    /// The sign of a limit, and its program.
    #[serde(skip_serializing_if = "Option::is_none")]
    limit: Option<(&'static str, &'a [Step])>,
    #[serde(skip_serializing_if = "Option::is_none")]
    range: Option<(f64, f64)>,
}

fn quantities(estimate: &Estimate) -> impl Iterator<Item = &QuantityRow> {
    estimate.rows.iter().filter_map(|row| match row {
        EstimateRow::Quantity(quantity) => Some(&**quantity),
        EstimateRow::Title(_) => None,
    })
}

fn data(estimate: &Estimate) -> String {
    script_json(&EstimateData {
        load: estimate.load.as_deref(),
        result: estimate.result.as_deref(),
        quantities: quantities(estimate).map(quantity_data).collect(),
    })
}

fn quantity_data(row: &QuantityRow) -> QuantityData<'_> {
    QuantityData {
        index: row.index,
        name: &row.name,
        program: &row.program,
        look: &row.look,
        unit: &row.unit,
        limit: row.bound.as_ref().map(|(sign, program)| (*sign, program.as_slice())),
        range: row.range,
    }
}

fn row(row: &EstimateRow) -> RowView<'_> {
    match row {
        EstimateRow::Title(title) => RowView {
            title: Some(title),
            id: "",
            name: "",
            how: "",
            shown: "",
            limit: None,
            is_movable: false,
            from: "",
            note: Vec::new(),
        },
        EstimateRow::Quantity(quantity) => RowView {
            title: None,
            id: &quantity.id,
            name: &quantity.name,
            how: &quantity.how,
            shown: &quantity.shown,
            limit: quantity.limit.as_deref(),
            is_movable: quantity.is_movable,
            from: &quantity.from,
            note: quantity.note.iter().map(piece).collect(),
        },
    }
}

fn piece(piece: &NotePiece) -> PieceView<'_> {
    match piece {
        NotePiece::Text(text) => PieceView { text: Some(text), html: None },
        NotePiece::Citation(html) => PieceView { text: None, html: Some(html) },
    }
}

fn limit(row: &LimitRow) -> LimitView<'_> {
    let (already, factor, load) = match &row.at {
        BreakAt::Already => (true, None, None),
        BreakAt::Factor(factor, load) => (false, Some(factor.as_str()), Some(load.as_str())),
        BreakAt::Never => (false, None, None),
    };
    LimitView { name: &row.name, already, factor, load }
}

fn percent(share: f64) -> String {
    format!("{:.1}", share * 100.0)
}

fn swing(row: &SwingRow) -> SwingView<'_> {
    SwingView {
        name: &row.name,
        ends: &row.ends,
        start: percent(row.start),
        width: percent(row.end - row.start),
    }
}

pub fn estimate(estimate: &Estimate, on_sheet: bool, is_first: bool) -> EstimateView<'_> {
    EstimateView {
        on_sheet,
        is_first,
        rows: estimate.rows.iter().map(row).collect(),
        load: estimate.load.as_deref(),
        result: estimate.result.as_deref(),
        limits: estimate.limits.iter().map(limit).collect(),
        swings: estimate.swings.iter().map(swing).collect(),
        now: percent(estimate.now),
        data: if on_sheet { String::new() } else { data(estimate) },
    }
}
