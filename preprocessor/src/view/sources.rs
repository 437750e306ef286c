//! The list of sources at the end of a chapter.

use serde::Serialize;

use crate::lower::model::CitedSource;

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
