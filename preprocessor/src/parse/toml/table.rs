//! Parses a TOML table by its shape.
//!
//! In: TOML text and a [`Shape`]. Out: [`Fields`], and a diagnostic for every unknown or missing key and every value of
//! the wrong type. Must not know what a field means.

use std::borrow::Cow;
use std::fmt::Display;
use std::ops::RangeInclusive;
use std::sync::Arc;

use toml::de::{DeTable, DeValue};

use super::fields::{FieldKind, Fields, Shape, Value};
use crate::diagnostic::Diagnostic;
use crate::file_rules;
use crate::source::{Source, Span, Spanned};
use crate::suggest;

/// Parses the TOML at `toml` in a source. A missing key is reported at `place`.
pub fn parse_table(
    source: &Arc<Source>,
    toml: Span,
    place: Span,
    shape: &'static Shape,
    diagnostics: &mut Vec<Diagnostic>,
) -> Fields {
    let (table, errors) = DeTable::parse_recoverable(source.slice(&toml));
    let mut parser = TableParser::new(source, toml.start, &errors, diagnostics);
    parser.table(table.get_ref(), place, shape)
}

/// Parses the table at `path` in a source that is all TOML; `None` if it is absent.
pub fn parse_table_at(
    source: &Arc<Source>,
    path: &[&str],
    shape: &'static Shape,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Fields> {
    let start = source.start();
    let (table, errors) = DeTable::parse_recoverable(&source.text[start..]);
    let mut parser = TableParser::new(source, start, &errors, diagnostics);
    let mut current = table.get_ref();
    let mut place = start..start;
    for name in path {
        let (key, value) = current.iter().find(|(key, _)| key.get_ref() == name)?;
        let entry = parser.entry(key, value);
        let DeValue::Table(inner) = entry.value else { return parser.wrong_type(&entry, "a table") };
        (current, place) = (inner, entry.key);
    }
    Some(parser.table(current, place, shape))
}

/// A key and its value, with their places in the file.
struct Entry<'t> {
    name: &'t str,
    key: Span,
    value: &'t DeValue<'t>,
    span: Span,
}

struct TableParser<'a> {
    source: &'a Arc<Source>,
    /// Where the TOML begins in the file.
    offset: usize,
    /// Where the text is not TOML, sorted; values there are the parser's guesses.
    mistakes: Vec<Span>,
    /// Where an array, table or string was opened that never ends: all that follows is a guess.
    lost: usize,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl<'a> TableParser<'a> {
    /// Reports what did not parse: one error per line, and none after an array, inline table or string that is not
    /// closed, because to the parser it is all part of it.
    fn new(
        source: &'a Arc<Source>,
        offset: usize,
        errors: &[toml::de::Error],
        diagnostics: &'a mut Vec<Diagnostic>,
    ) -> Self {
        let mut parser = Self { source, offset, mistakes: Vec::new(), lost: usize::MAX, diagnostics };
        let mut last_line = 0;
        for error in errors {
            let span = error.span().map_or(offset..offset, |span| parser.place(&span));
            parser.mistakes.push(span.clone());
            let line = source.position(span.start).line;
            if line == last_line {
                continue;
            }
            last_line = line;
            let message = error.message();
            parser.diagnostics.push(file_rules::toml_syntax::at(source, span.clone(), message));
            // The error has no kind.
            if ["array", "inline table", "multi-line"].iter().any(|word| message.contains(word)) {
                parser.lost = span.start;
                break;
            }
        }
        parser.mistakes.sort_by_key(|mistake| mistake.start);
        parser
    }

    fn place(&self, span: &Span) -> Span {
        span.start + self.offset..span.end + self.offset
    }

    fn entry<'t>(
        &self,
        key: &'t toml::Spanned<Cow<'t, str>>,
        value: &'t toml::Spanned<DeValue<'t>>,
    ) -> Entry<'t> {
        Entry {
            name: key.get_ref(),
            key: self.place(&key.span()),
            value: value.get_ref(),
            span: self.place(&value.span()),
        }
    }

    /// An item of the array `entry`, under the same key.
    fn item<'t>(&self, entry: &Entry<'t>, value: &'t toml::Spanned<DeValue<'t>>) -> Entry<'t> {
        Entry {
            name: entry.name,
            key: entry.key.clone(),
            value: value.get_ref(),
            span: self.place(&value.span()),
        }
    }

    fn is_guess(&self, span: &Span) -> bool {
        let after = self.mistakes.partition_point(|mistake| mistake.start <= span.end);
        self.mistakes[..after].last().is_some_and(|mistake| span.start <= mistake.end)
    }

    /// `place` is the place of the table, at which a missing key is reported.
    fn table(&mut self, table: &DeTable<'_>, place: Span, shape: &'static Shape) -> Fields {
        let mut values = Vec::with_capacity(shape.fields.len());
        let mut misspelled = Vec::new();
        for (key, value) in table {
            let entry = self.entry(key, value);
            let Some(field) = shape.fields.iter().find(|field| field.name == entry.name) else {
                let known = shape.fields.iter().map(|field| field.name);
                misspelled.extend(suggest::nearest(entry.name, known.clone()));
                let found =
                    file_rules::unknown_key::at(self.source, entry.key, entry.name, shape.name, known);
                self.diagnostics.push(found);
                continue;
            };
            if field.required && is_empty(entry.value) && !self.is_guess(&entry.span) {
                self.diagnostics.push(file_rules::empty_value::no_entries(
                    self.source,
                    entry.key,
                    field.name,
                ));
                continue;
            }
            values.extend(self.value(&entry, &field.kind).map(|value| (field.name, value)));
        }
        for field in shape.fields {
            // A line that does not parse may be the missing key.
            let absent = !table.contains_key(field.name) && !misspelled.contains(&field.name);
            if field.required && absent && self.mistakes.is_empty() {
                self.diagnostics.push(file_rules::missing_key::at(
                    self.source,
                    place.clone(),
                    field.name,
                    shape.name,
                ));
            }
        }
        Fields { values, span: place }
    }

    fn value(&mut self, entry: &Entry<'_>, kind: &'static FieldKind) -> Option<Value> {
        match kind {
            FieldKind::Text | FieldKind::Id => self.text(entry).map(Value::Text),
            FieldKind::Integer(range) => {
                let DeValue::Integer(number) = entry.value else {
                    return self.wrong_type(entry, "a whole number");
                };
                let number = i64::from_str_radix(number.as_str(), number.radix()).ok();
                self.in_range(entry, number, range).map(Value::Integer)
            }
            FieldKind::Number(range) => {
                let number = match entry.value {
                    DeValue::Integer(number) => number.as_str(),
                    DeValue::Float(number) => number.as_str(),
                    _ => return self.wrong_type(entry, "a number"),
                };
                self.in_range(entry, number.parse().ok(), range).map(Value::Number)
            }
            FieldKind::Flag => {
                let DeValue::Boolean(flag) = entry.value else {
                    return self.wrong_type(entry, "`true` or `false`");
                };
                Some(Value::Flag(Spanned::new(*flag, entry.span.clone())))
            }
            FieldKind::Texts | FieldKind::Ids => {
                let DeValue::Array(items) = entry.value else {
                    return self.wrong_type(entry, "an array of strings");
                };
                let texts = items.iter().filter_map(|item| self.text(&self.item(entry, item)));
                Some(Value::Texts(texts.collect()))
            }
            FieldKind::Tables(shape) => {
                let wanted = "an array of tables";
                let DeValue::Array(items) = entry.value else { return self.wrong_type(entry, wanted) };
                let tables = items.iter().filter_map(|item| {
                    let item = self.item(entry, item);
                    let DeValue::Table(table) = item.value else { return self.wrong_type(&item, wanted) };
                    Some(self.table(table, item.span, shape))
                });
                Some(Value::Tables(tables.collect()))
            }
            FieldKind::Table(shape) => {
                let DeValue::Table(table) = entry.value else { return self.wrong_type(entry, "a table") };
                Some(Value::Table(self.table(table, entry.key.clone(), shape)))
            }
            FieldKind::Map(kind) => {
                let DeValue::Table(table) = entry.value else { return self.wrong_type(entry, "a table") };
                let mut entries = Vec::with_capacity(table.len());
                for (key, value) in table {
                    let inner = self.entry(key, value);
                    let id = Spanned::new(inner.name.to_owned(), inner.key.clone());
                    entries.extend(self.value(&inner, kind).map(|value| (id, value)));
                }
                entries.sort_by_key(|(id, _)| id.span.start);
                Some(Value::Map(entries))
            }
            FieldKind::TextOr(shape) => match entry.value {
                DeValue::Table(table) => Some(Value::Table(self.table(table, entry.key.clone(), shape))),
                DeValue::String(_) => self.text(entry).map(Value::Text),
                _ => self.wrong_type(entry, "a string or a table"),
            },
        }
    }

    fn text(&mut self, entry: &Entry<'_>) -> Option<Spanned<String>> {
        let DeValue::String(text) = entry.value else { return self.wrong_type(entry, "a string") };
        if text.trim().is_empty() {
            self.diagnostics.push(file_rules::empty_value::at(self.source, entry.span.clone(), entry.name));
            return None;
        }
        // Titles and summaries go into HTML blocks, which a blank line would end.
        let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let line: String = line.chars().filter(|c| !c.is_control()).collect();
        Some(Spanned::new(line, entry.span.clone()))
    }

    /// A number with its place; `None`, with a diagnostic, if it is absent or outside `range`.
    fn in_range<T: PartialOrd + Display>(
        &mut self,
        entry: &Entry<'_>,
        number: Option<T>,
        range: &RangeInclusive<T>,
    ) -> Option<Spanned<T>> {
        if let Some(number) = number.filter(|number| range.contains(number)) {
            return Some(Spanned::new(number, entry.span.clone()));
        }
        let (low, high) = (range.start().to_string(), range.end().to_string());
        let found = file_rules::out_of_range::at(self.source, entry.span.clone(), entry.name, &low, &high);
        self.diagnostics.push(found);
        None
    }

    /// Reports a value of another type than `wanted`, unless the parser guessed it; always `None`.
    fn wrong_type<T>(&mut self, entry: &Entry<'_>, wanted: &str) -> Option<T> {
        if entry.span.end <= self.lost && !self.is_guess(&entry.span) {
            let found = entry.value.type_str();
            let span = entry.span.clone();
            self.diagnostics.push(file_rules::wrong_type::at(self.source, span, entry.name, wanted, found));
        }
        None
    }
}

/// Whether an array or a table has no entries.
fn is_empty(value: &DeValue<'_>) -> bool {
    match value {
        DeValue::Array(items) => items.is_empty(),
        DeValue::Table(table) => table.is_empty(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::toml::shapes::RUBRIC;

    fn messages(text: &str) -> Vec<(String, String)> {
        let source = Arc::new(Source::new("f.toml", text));
        let mut diagnostics = Vec::new();
        parse_table(&source, 0..text.len(), 0..0, &RUBRIC, &mut diagnostics);
        diagnostics.into_iter().map(|found| (found.message, found.help.unwrap_or_default())).collect()
    }

    /// `toml` has no error kinds: a new version may say this in other words.
    #[test]
    fn after_an_open_array_table_or_string_nothing_else_is_reported() {
        for open in ["title = [1,", "title = {", "title = \"\"\"x", "title = '''x"] {
            let found = messages(&format!("{open}\n[x]\nminutes = x\n=\nlevels = 3\n"));
            assert_eq!(found.len(), 1, "{open}: {found:?}");
        }
    }

    #[test]
    fn the_help_for_toml_that_does_not_parse_says_what_to_write() {
        let quotes = "write it in quotes: `\"…\"`";
        for (text, message, help) in [
            ("title = T", "string values must be quoted", quotes),
            ("title = t", "string values must be quoted", quotes),
            ("title = true", "`title` is a boolean, not a string", "write a string"),
            ("title = \"a\"\ntitle = \"b\"", "duplicate key", "merge the two or rename one"),
            ("levels = [\"a\" \"b\"]", "missing comma between array elements", "write `,`"),
        ] {
            let found = messages(text);
            let expected = (message.to_owned(), help.to_owned());
            assert!(found.contains(&expected), "{text}: {found:?}");
        }
    }
}
