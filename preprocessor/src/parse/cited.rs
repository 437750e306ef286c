//! The sources that a case, a drill or a page cites.
//!
//! In: the fields of its front matter. Out: each source as written. Must not know which of them are cited.

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
