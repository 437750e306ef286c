//! Parses the settings in `book.toml`.
//!
//! In: the text of `book.toml`. Out: [`RawSettings`]. The rest of the file is
//! mdBook's business. Must not read anything but `[preprocessor.casebook]`,
//! `[book]` and what the output needs to know.

use std::sync::Arc;

use super::Parsed;
use super::toml::fields::Fields;
use super::toml::{shapes, table};
use crate::source::{Source, Span, Spanned};

/// mdBook's own preprocessors, which must run after this one: an include expanded earlier would shift every place in
/// every message.
pub const BUILT_IN: [&str; 2] = ["links", "index"];

/// The settings as written.
#[derive(Debug, Clone, Default)]
pub struct RawSettings {
    pub id: Option<Spanned<String>>,
    pub version: Option<Spanned<String>>,
    pub before: Vec<Spanned<String>>,
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
