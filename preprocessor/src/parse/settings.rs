//! Parses the settings in `book.toml`.
//!
//! In: the text of `book.toml`. Out: [`RawSettings`]. Must not read any table but `[preprocessor.casebook]`: the rest
//! of the file is mdBook's.

use std::sync::Arc;

use super::Parsed;
use super::embedded::macros::Macros;
use super::toml::fields::{Fields, Value};
use super::toml::shapes;
use super::toml::table::parse_table_at;
use crate::source::{Source, Span, Spanned};

/// mdBook's own preprocessors. They must run after this one: an include that is expanded first shifts every place in
/// the diagnostics.
pub const BUILT_IN: [&str; 2] = ["links", "index"];

/// `[preprocessor.casebook]` as written.
#[derive(Debug, Clone, Default)]
pub struct RawSettings {
    pub id: Option<Spanned<String>>,
    pub version: Option<Spanned<String>>,
    pub before: Vec<Spanned<String>>,
    pub after: Vec<Spanned<String>>,
    /// Names of LaTeX commands, and what they expand to.
    pub macros: Vec<(Spanned<String>, Spanned<String>)>,
    /// The name of the table, if there is one.
    pub place: Option<Span>,
}

impl RawSettings {
    /// The macros for formulas. A name can have its backslash.
    pub fn macros(&self) -> Macros {
        let mut macros = Macros::default();
        for (name, body) in &self.macros {
            macros.define(name.value.strip_prefix('\\').unwrap_or(&name.value), &body.value);
        }
        macros
    }
}

pub fn parse_settings(source: &Arc<Source>) -> Parsed<RawSettings> {
    let mut diagnostics = Vec::new();
    let path = ["preprocessor", "casebook"];
    let fields = parse_table_at(source, &path, &shapes::SETTINGS, &mut diagnostics);
    let place = fields.as_ref().map(|fields| fields.span.clone());
    let fields: Fields = fields.unwrap_or_default();
    let value = RawSettings {
        id: fields.text("id"),
        version: fields.text("version"),
        before: fields.texts("before"),
        after: fields.texts("after"),
        macros: fields.map("macros").iter().filter_map(text).collect(),
        place,
    };
    Parsed { value, diagnostics }
}

fn text((name, value): &(Spanned<String>, Value)) -> Option<(Spanned<String>, Spanned<String>)> {
    if let Value::Text(text) = value { Some((name.clone(), text.clone())) } else { None }
}
