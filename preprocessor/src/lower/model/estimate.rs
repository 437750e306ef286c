//! An estimate in the model: what its table says, and the programs with which the browser computes it again.

pub use crate::estimate::program::Step;

/// A small model of quantities.
#[derive(Debug, Clone)]
pub struct Estimate {
    pub rows: Vec<EstimateRow>,
    /// The name of the quantity that grows; `None` if every line is a title.
    pub load: Option<String>,
    /// The name of the quantity that the estimate is about.
    pub result: Option<String>,
    /// What breaks as the load grows, the first first.
    pub limits: Vec<LimitRow>,
    /// How far the result moves with each assumption, the furthest first.
    pub swings: Vec<SwingRow>,
    /// Where the result is now between the ends of all these, 0 to 1.
    pub now: f64,
}

/// What is in Markdown in the place of an estimate: a comment, so that nothing is seen where it stays.
pub fn estimate_mark(number: usize, on_sheet: bool) -> String {
    format!("{ESTIMATE_MARK}{}{number}-->", if on_sheet { "on-sheet " } else { "" })
}

/// How each of these begins.
pub const ESTIMATE_MARK: &str = "<!--cb-estimate ";

#[derive(Debug, Clone)]
pub enum EstimateRow {
    Title(String),
    Quantity(Box<QuantityRow>),
}

#[derive(Debug, Clone)]
pub struct QuantityRow {
    /// Of the element.
    pub id: String,
    /// Programs of the page refer to it by this number.
    pub index: usize,
    pub name: String,
    /// The expression as written; empty for a number that is only given.
    pub how: String,
    /// The result as written.
    pub shown: String,
    /// `≤ 200 GPUs`.
    pub limit: Option<String>,
    /// `assumed 20% to 60%; `: where it comes from, and what is between that and the note.
    pub from: String,
    pub note: Vec<NotePiece>,
    pub program: Vec<Step>,
    /// How its number is written.
    pub look: String,
    /// The unit behind it, with the space before it.
    pub unit: String,
    /// `<=` or `>=`, and the program of what is behind it.
    pub bound: Option<(&'static str, Vec<Step>)>,
    /// Whether a range is written.
    pub is_movable: bool,
    /// In base units.
    pub range: Option<(f64, f64)>,
}

#[derive(Debug, Clone)]
pub enum NotePiece {
    Text(String),
    /// HTML.
    Citation(String),
}

/// When a limit breaks.
#[derive(Debug, Clone)]
pub struct LimitRow {
    /// Of the quantity.
    pub name: String,
    pub at: BreakAt,
}

#[derive(Debug, Clone)]
pub enum BreakAt {
    Already,
    /// At so many times the load, `2.3×`, and the load then.
    Factor(String, String),
    Never,
}

/// How far a result moves with one assumption.
#[derive(Debug, Clone)]
pub struct SwingRow {
    /// Of the assumption.
    pub name: String,
    /// The result at the ends of its range.
    pub ends: String,
    /// Where its bar begins and ends, 0 to 1.
    pub start: f64,
    pub end: f64,
}
