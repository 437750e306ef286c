//! The sources that a case, a drill or a page cites.
//!
//! In: the fields of its front matter, and citations. Out: each source as written, and the ids of a citation. Must not
//! know which sources are cited.

use super::toml::fields::Fields;
use crate::source::Spanned;

/// A cited work as written: one entry of `[[sources]]`.
#[derive(Debug, Clone)]
pub struct RawSource {
    pub id: Option<Spanned<String>>,
    pub title: Option<Spanned<String>>,
    pub authors: Option<Spanned<String>>,
    pub year: Option<Spanned<i64>>,
    pub venue: Option<Spanned<String>>,
    pub url: Option<Spanned<String>>,
}

/// The `[[sources]]` of any front matter.
pub fn sources_of(fields: &Fields) -> Vec<RawSource> {
    let raw = |source: &Fields| RawSource {
        id: source.text("id"),
        title: source.text("title"),
        authors: source.text("authors"),
        year: source.integer("year"),
        venue: source.text("venue"),
        url: source.text("url"),
    };
    fields.tables("sources").iter().map(raw).collect()
}

/// The ids of `@a; @b`, which begins at `start` of its text; `None` if it is anything else.
pub fn citation_ids(text: &str, mut start: usize) -> Option<Vec<Spanned<String>>> {
    let mut ids = Vec::new();
    for part in text.split(';') {
        let id = part.trim().strip_prefix('@')?;
        if id.is_empty() || id.contains(char::is_whitespace) {
            return None;
        }
        let at = start + part.len() - part.trim_start().len() + 1;
        ids.push(Spanned::new(id.to_owned(), at..at + id.len()));
        start += part.len() + 1;
    }
    Some(ids)
}
