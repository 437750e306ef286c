//! Parses the settings in `book.toml`.
//!
//! In: the text of `book.toml`. Out: [`RawSettings`]. The rest of the file is
//! mdBook's business. Must not read anything but `[preprocessor.casebook]`,
//! `[book]` and what the output needs to know.

use std::sync::Arc;

use super::fields::Fields;
use super::{Parsed, shapes, table};
use crate::source::{Source, Span, Spanned};

/// The settings as written.
#[derive(Debug, Clone, Default)]
pub struct RawSettings {
    /// See [`shapes::SETTINGS`].
    pub id: Option<Spanned<String>>,
    /// See [`shapes::SETTINGS`].
    pub version: Option<Spanned<String>>,
    /// See [`shapes::SETTINGS`].
    pub before: Vec<Spanned<String>>,
    /// See [`shapes::SETTINGS`].
    pub after: Vec<Spanned<String>>,
    /// Where the table is named, if it is there.
    pub place: Option<Span>,
}

/// Parses the settings.
pub fn parse_settings(source: &Arc<Source>) -> Parsed<RawSettings> {
    let mut diagnostics = Vec::new();
    let path = ["preprocessor", "casebook"];
    let fields = table::read_inside(source, &path, &shapes::SETTINGS, &mut diagnostics);
    let place = fields.as_ref().map(|fields| fields.span.clone());
    let fields: Fields = fields.unwrap_or_default();
    let value = RawSettings {
        id: fields.text("id"),
        version: fields.text("version"),
        before: fields.texts("before"),
        after: fields.texts("after"),
        place,
    };
    Parsed { value, diagnostics }
}
