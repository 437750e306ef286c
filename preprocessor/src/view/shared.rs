//! What several views have in common: the book, signals, sources.

use serde::Serialize;

use crate::lower::model::{Book, CitedSource, Signal};

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
pub(super) struct SignalView<'a> {
    id: &'a str,
    level: &'a str,
    must: bool,
    html: &'a str,
}

/// A share, 0 to 1, in whole percent. Halves are rounded up, as `Math.round` does in the browser.
pub(super) fn percent(share: f64) -> String {
    format!("{}", (share * 100.0 + 0.5).floor())
}

pub(super) fn signal(signal: &Signal) -> SignalView<'_> {
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
pub(super) fn round_of(target: &str) -> &str {
    target.split('/').next().unwrap_or_default()
}
