//! What the templates and the browser see.
//!
//! In: the checked [`model`](crate::lower::model). Out: borrowed structs that can be
//! serialized. Decides what is shown; the templates decide where. Must not write
//! HTML.

use serde::Serialize;

use crate::lower::model::{Book, Signal, Source};

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

/// The book around a page.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct BookView<'a> {
    id: &'a str,
    title: &'a str,
    version: &'a str,
}

/// A cited work.
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

/// A signal.
#[derive(Debug, Serialize)]
pub struct SignalView<'a> {
    id: &'a str,
    level: &'a str,
    must: bool,
    html: &'a str,
}

/// A share from 0 to 1 in whole percent; halves go up, as in the browser.
fn percent(share: f64) -> String {
    format!("{}", (share * 100.0 + 0.5).floor())
}

fn signal(signal: &Signal) -> SignalView<'_> {
    SignalView { id: &signal.id, level: &signal.level, must: signal.must, html: &signal.html }
}

/// The sources of a file.
pub fn sources(sources: &[Source]) -> Vec<SourceView<'_>> {
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

/// The book around a page.
pub fn book(book: &Book) -> BookView<'_> {
    BookView { id: &book.id, title: &book.title, version: &book.version }
}

fn round_of(target: &str) -> &str {
    target.split('/').next().unwrap_or_default()
}
