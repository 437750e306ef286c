//! Reads single values of tables that are mdBook's.
//!
//! In: TOML text and the path of a key. Out: what is there. Must not report anything: mdBook does.

use toml::de::{DeTable, DeValue};

use crate::source::{Source, Spanned};

/// The keys of the table at `path` in a source that is all TOML; none if it is absent or does not parse.
pub fn keys_at(source: &Source, path: &[&str]) -> Vec<String> {
    let (table, _) = DeTable::parse_recoverable(&source.text[source.start()..]);
    match value_at(table.get_ref(), path) {
        Some(DeValue::Table(table)) => table.keys().map(|key| key.get_ref().clone().into_owned()).collect(),
        _ => Vec::new(),
    }
}

/// The texts of the array at `path` in a source that is all TOML; none if it is absent or does not parse.
pub fn texts_at(source: &Source, path: &[&str]) -> Vec<Spanned<String>> {
    let start = source.start();
    let (table, _) = DeTable::parse_recoverable(&source.text[start..]);
    let Some(DeValue::Array(items)) = value_at(table.get_ref(), path) else { return Vec::new() };
    let text = |item: &toml::Spanned<DeValue<'_>>| match item.get_ref() {
        DeValue::String(text) => {
            let span = item.span();
            Some(Spanned::new(text.clone().into_owned(), span.start + start..span.end + start))
        }
        _ => None,
    };
    items.iter().filter_map(text).collect()
}

fn value_at<'t>(table: &'t DeTable<'t>, path: &[&str]) -> Option<&'t DeValue<'t>> {
    let (name, rest) = path.split_first()?;
    let (_, value) = table.iter().find(|(key, _)| key.get_ref() == name)?;
    match value.get_ref() {
        value if rest.is_empty() => Some(value),
        DeValue::Table(inner) => value_at(inner, rest),
        _ => None,
    }
}
