//! The programs and the looks of an estimate, with which the browser computes it again.

use serde::Serialize;

use crate::json::script_json;
use crate::lower::model::{Estimate, EstimateRow, QuantityRow, Step};

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

/// The JSON of an estimate, for its script element.
pub fn estimate_data(estimate: &Estimate) -> String {
    let quantities = estimate.rows.iter().filter_map(|row| match row {
        EstimateRow::Quantity(quantity) => Some(quantity_data(quantity)),
        EstimateRow::Title(_) => None,
    });
    script_json(&EstimateData {
        load: estimate.load.as_deref(),
        result: estimate.result.as_deref(),
        quantities: quantities.collect(),
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
