//! Reads a TOML table against the list of its fields.
//!
//! In: TOML text and a [`Shape`]. Out: [`Fields`], and a diagnostic for everything
//! that is no value of the right type under a known key. Must not know what a
//! field means.

use std::sync::Arc;

use toml::de::{DeTable, DeValue};

use super::fields::{Fields, Kind, Shape, Value};
use crate::diagnostic::Diagnostic;
use crate::file_rules;
use crate::source::{Source, Span, Spanned};
use crate::suggest;

/// Reads `toml`, a piece of `source` that begins at `offset`.
///
/// `place` is where the whole table is said to be when a key is missing.
pub fn read(
    source: &Arc<Source>,
    toml: Span,
    place: Span,
    shape: &'static Shape,
    diagnostics: &mut Vec<Diagnostic>,
) -> Fields {
    let (table, errors) = DeTable::parse_recoverable(source.slice(&toml));
    let mut reader = Reader::new(source, toml.start, &errors, diagnostics);
    reader.table(table.get_ref(), place, shape)
}

/// Reads the table at `path` inside `toml`; `None` if it is absent.
pub fn read_inside(
    source: &Arc<Source>,
    path: &[&str],
    shape: &'static Shape,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Fields> {
    let start = source.start();
    let (table, errors) = DeTable::parse_recoverable(&source.text[start..]);
    let mut reader = Reader::new(source, start, &errors, diagnostics);
    let mut current = table.get_ref();
    let mut place = start..start;
    for name in path {
        let (key, value) = current.iter().find(|(key, _)| key.get_ref() == name)?;
        place = reader.place(&key.span());
        match value.get_ref() {
            DeValue::Table(inner) => current = inner,
            other => {
                let span = reader.place(&value.span());
                let found = file_rules::wrong_type::at(source, span, name, "a table", other.type_str());
                reader.diagnostics.push(found);
                return None;
            }
        }
    }
    Some(reader.table(current, place, shape))
}

struct Reader<'a> {
    source: &'a Arc<Source>,
    offset: usize,
    /// Where the text is no TOML: what was understood there is a guess.
    mistakes: Vec<Span>,
    /// From here on the parser was lost in an array or a text that never ends.
    lost: usize,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl<'a> Reader<'a> {
    /// Reports what did not parse: one error a line, and none behind an array, inline
    /// table or text that was left open, because the parser takes all the rest for it.
    fn new(
        source: &'a Arc<Source>,
        offset: usize,
        errors: &[toml::de::Error],
        diagnostics: &'a mut Vec<Diagnostic>,
    ) -> Self {
        let mut reader = Self { source, offset, mistakes: Vec::new(), lost: usize::MAX, diagnostics };
        let mut last_line = 0;
        for error in errors {
            let span = error.span().map_or(offset..offset, |span| reader.place(&span));
            reader.mistakes.push(span.clone());
            let line = source.position(span.start).line;
            if line == last_line {
                continue;
            }
            last_line = line;
            reader.diagnostics.push(file_rules::toml_syntax::at(source, span.clone(), error.message()));
            let message = error.message();
            if ["array", "inline table", "multi-line"].iter().any(|word| message.contains(word)) {
                reader.lost = span.start;
                break;
            }
        }
        reader.mistakes.sort_by_key(|mistake| mistake.start);
        reader
    }

    fn place(&self, span: &Span) -> Span {
        span.start + self.offset..span.end + self.offset
    }

    fn is_guess(&self, span: &Span) -> bool {
        let after = self.mistakes.partition_point(|mistake| mistake.start <= span.end);
        self.mistakes[..after].last().is_some_and(|mistake| span.start <= mistake.end)
    }

    fn table(&mut self, table: &DeTable<'_>, place: Span, shape: &'static Shape) -> Fields {
        let mut values = Vec::with_capacity(shape.fields.len());
        let mut misspelled = Vec::new();
        for (key, value) in table {
            let key_span = self.place(&key.span());
            let Some(field) = shape.fields.iter().find(|field| field.name == key.get_ref()) else {
                let known = shape.fields.iter().map(|field| field.name);
                misspelled.extend(suggest::nearest(key.get_ref(), known.clone()));
                let found =
                    file_rules::unknown_key::at(self.source, key_span, key.get_ref(), shape.name, known);
                self.diagnostics.push(found);
                continue;
            };
            let span = self.place(&value.span());
            if field.required && is_empty(value.get_ref()) && !self.is_guess(&span) {
                self.diagnostics.push(file_rules::empty_value::nothing_in(self.source, key_span, field.name));
                continue;
            }
            if let Some(value) = self.value(field.name, value.get_ref(), span, key_span, &field.kind) {
                values.push((field.name, value));
            }
        }
        for field in shape.fields {
            // A line that does not parse may be the very key that seems to be missing.
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

    fn wrong_type(&mut self, span: Span, name: &str, wanted: &str, value: &DeValue<'_>) {
        if span.end > self.lost || self.is_guess(&span) {
            return;
        }
        let found = file_rules::wrong_type::at(self.source, span, name, wanted, value.type_str());
        self.diagnostics.push(found);
    }

    fn text(&mut self, name: &str, value: &DeValue<'_>, span: Span) -> Option<Spanned<String>> {
        let DeValue::String(text) = value else {
            self.wrong_type(span, name, "a string", value);
            return None;
        };
        if text.trim().is_empty() {
            self.diagnostics.push(file_rules::empty_value::at(self.source, span, name));
            return None;
        }
        // One line, whatever was written: titles and summaries stand inside HTML blocks,
        // which a blank line would end.
        let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let line: String = line.chars().filter(|c| !c.is_control()).collect();
        Some(Spanned::new(line, span))
    }

    fn value(
        &mut self,
        name: &str,
        value: &DeValue<'_>,
        span: Span,
        key: Span,
        kind: &'static Kind,
    ) -> Option<Value> {
        match kind {
            Kind::Text => self.text(name, value, span).map(Value::Text),
            Kind::Integer(range) => {
                let DeValue::Integer(number) = value else {
                    self.wrong_type(span, name, "a whole number", value);
                    return None;
                };
                let parsed = i64::from_str_radix(number.as_str(), number.radix()).ok();
                match parsed.filter(|parsed| range.contains(parsed)) {
                    Some(parsed) => Some(Value::Integer(Spanned::new(parsed, span))),
                    None => {
                        let (low, high) = (range.start().to_string(), range.end().to_string());
                        let found = file_rules::out_of_range::at(self.source, span, name, &low, &high);
                        self.diagnostics.push(found);
                        None
                    }
                }
            }
            Kind::Number(range) => {
                let parsed = match value {
                    DeValue::Integer(number) => number.as_str().parse::<f64>().ok(),
                    DeValue::Float(number) => number.as_str().parse::<f64>().ok(),
                    _ => {
                        self.wrong_type(span, name, "a number", value);
                        return None;
                    }
                };
                match parsed.filter(|parsed| range.contains(parsed)) {
                    Some(parsed) => Some(Value::Number(Spanned::new(parsed, span))),
                    None => {
                        let (low, high) = (range.start().to_string(), range.end().to_string());
                        let found = file_rules::out_of_range::at(self.source, span, name, &low, &high);
                        self.diagnostics.push(found);
                        None
                    }
                }
            }
            Kind::Texts => {
                let DeValue::Array(items) = value else {
                    self.wrong_type(span, name, "an array of strings", value);
                    return None;
                };
                let mut texts = Vec::with_capacity(items.len());
                for item in items {
                    let span = self.place(&item.span());
                    texts.extend(self.text(name, item.get_ref(), span));
                }
                Some(Value::Texts(texts))
            }
            Kind::Table(shape) => {
                let DeValue::Table(table) = value else {
                    self.wrong_type(span, name, "a table", value);
                    return None;
                };
                Some(Value::Table(self.table(table, key, shape)))
            }
            Kind::Tables(shape) => {
                let DeValue::Array(items) = value else {
                    self.wrong_type(span, name, "an array of tables", value);
                    return None;
                };
                let mut tables = Vec::with_capacity(items.len());
                for item in items {
                    let span = self.place(&item.span());
                    match item.get_ref() {
                        DeValue::Table(table) => {
                            tables.push(self.table(table, span, shape));
                        }
                        other => self.wrong_type(span, name, "an array of tables", other),
                    }
                }
                Some(Value::Tables(tables))
            }
            Kind::Map(kind) => {
                let DeValue::Table(table) = value else {
                    self.wrong_type(span, name, "a table", value);
                    return None;
                };
                let mut entries = Vec::with_capacity(table.len());
                for (key, value) in table {
                    let key_span = self.place(&key.span());
                    let span = self.place(&value.span());
                    let id = Spanned::new(key.get_ref().clone().into_owned(), key_span.clone());
                    if let Some(value) = self.value(&id.value.clone(), value.get_ref(), span, key_span, kind)
                    {
                        entries.push((id, value));
                    }
                }
                entries.sort_by_key(|(id, _)| id.span.start);
                Some(Value::Map(entries))
            }
            Kind::TextOr(shape) => match value {
                DeValue::Table(table) => Some(Value::Table(self.table(table, key, shape))),
                DeValue::String(_) => self.text(name, value, span).map(Value::Text),
                _ => {
                    self.wrong_type(span, name, "a string or a table", value);
                    None
                }
            },
        }
    }
}

/// Whether a list or a table holds nothing.
fn is_empty(value: &DeValue<'_>) -> bool {
    match value {
        DeValue::Array(items) => items.is_empty(),
        DeValue::Table(table) => table.is_empty(),
        _ => false,
    }
}
