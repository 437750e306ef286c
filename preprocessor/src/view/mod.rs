//! What the templates and the browser get.
//!
//! In: the [`model`](crate::lower::model). Out: borrowed structs to be serialized. Decides what is shown; the templates
//! decide where. Must not write HTML.

use serde::Serialize;

use crate::lower::model::{Book, CitedSource, Signal};

mod card;
mod case;
mod data;
mod drill;
mod points;
mod rubric;
mod sheet;

pub use card::{CaseCardView, DrillCardView, case_card, case_cards, drill_cards};
pub use case::{CaseView, CriterionView, DescriptorView, ProbeView, RoundView, SampleView, TickView, case};
pub use data::{card_data, progress_data};
pub use drill::{DrillView, QuestionView, TrainsView, drill};
pub use points::key_points;
pub use rubric::{RubricView, VerdictView, rubric};
pub use sheet::{SheetView, sheet_of_case, sheet_of_rubric};

/// What every page knows of its book.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct BookView<'a> {
    id: &'a str,
    title: &'a str,
    version: &'a str,
}

#[derive(Debug, Serialize)]
pub struct SourceView<'a> {
    id: &'a str,
    number: usize,
    title: &'a str,
    authors: &'a str,
    year: Option<i64>,
    venue: &'a str,
    url: Option<&'a str>,
}

#[derive(Debug, Serialize)]
pub struct SignalView<'a> {
    id: &'a str,
    level: &'a str,
    must: bool,
    html: &'a str,
}

/// A share, 0 to 1, in whole percent. Halves are rounded up, as `Math.round` does in the browser.
fn percent(share: f64) -> String {
    format!("{}", (share * 100.0 + 0.5).floor())
}

fn signal(signal: &Signal) -> SignalView<'_> {
    SignalView { id: &signal.id, level: &signal.level, must: signal.must, html: &signal.html }
}

pub fn sources(sources: &[CitedSource]) -> Vec<SourceView<'_>> {
    let views = sources.iter().map(|source| SourceView {
        id: &source.id,
        number: source.number,
        title: &source.title,
        authors: &source.authors,
        year: source.year,
        venue: &source.venue,
        url: source.url.as_deref(),
    });
    views.collect()
}

pub fn book(book: &Book) -> BookView<'_> {
    BookView { id: &book.id, title: &book.title, version: &book.version }
}

/// The round of what a drill trains: `round` or `round/criterion`.
fn round_of(target: &str) -> &str {
    target.split('/').next().unwrap_or_default()
}
