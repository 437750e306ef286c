//! What every page knows of its book.

use serde::Serialize;

use crate::lower::model::Book;

#[derive(Debug, Clone, Copy, Serialize)]
pub struct BookView<'a> {
    id: &'a str,
    title: &'a str,
    version: &'a str,
}

pub fn book(book: &Book) -> BookView<'_> {
    BookView { id: &book.id, title: &book.title, version: &book.version }
}
