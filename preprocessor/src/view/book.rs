//! What every page knows of its book.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::files::address;
use crate::lower::model::Book;

#[derive(Debug, Clone, Copy, Serialize)]
pub struct BookView<'a> {
    id: &'a str,
    title: &'a str,
    version: &'a str,
}

/// What every page of this program ends with.
#[derive(Debug, Serialize)]
pub struct PageEndView<'a> {
    id: &'a str,
    /// JSON: the addresses of cases that are not `cases/<slug>.html`; empty if all are.
    paths: String,
}

pub fn page_end(book: &Book) -> PageEndView<'_> {
    let elsewhere = book.cases.iter().filter(|case| case.path != format!("cases/{}.md", case.slug));
    let paths: BTreeMap<&str, String> =
        elsewhere.map(|case| (case.slug.as_str(), address(&case.path))).collect();
    let paths = if paths.is_empty() { String::new() } else { serde_json::json!(paths).to_string() };
    PageEndView { id: &book.id, paths }
}

pub fn book(book: &Book) -> BookView<'_> {
    BookView { id: &book.id, title: &book.title, version: &book.version }
}
