//! The fields of a TOML table: which it can have ([`Shape`]) and which it has ([`Fields`]).
//!
//! [`table`](super::table) parses by a shape; the JSON schemas and the format reference are made from it. [`Fields`]
//! hold only values of the right type. Must not know what a field means.

use std::ops::RangeInclusive;

use crate::source::{Span, Spanned};

/// The type of a field.
#[derive(Debug)]
pub enum FieldKind {
    /// A text that is not blank.
    Text,
    /// An id, which a rule judges; to the parser it is a text.
    Id,
    /// A whole number in a range.
    Integer(RangeInclusive<i64>),
    /// A number in a range.
    Number(RangeInclusive<f64>),
    /// `true` or `false`.
    Flag,
    /// An array of texts, none blank.
    Texts,
    /// The same of ids.
    Ids,
    /// An array of tables.
    Tables(&'static Shape),
    /// One table.
    Table(&'static Shape),
    /// A table whose keys are ids, all values of one kind.
    Map(&'static FieldKind),
    /// A text, or a table that says more.
    TextOr(&'static Shape),
}

/// One key of a table.
#[derive(Debug)]
pub struct Field {
    /// The key, in kebab case.
    pub name: &'static str,
    pub kind: FieldKind,
    pub required: bool,
    /// What it means: a sentence for the format reference and the schema.
    pub doc: &'static str,
}

/// The keys that a table can have.
#[derive(Debug)]
pub struct Shape {
    /// The name of the table in messages and the format reference: `case front matter`.
    pub name: &'static str,
    pub fields: &'static [Field],
}

/// A value of the type of its field.
#[derive(Debug, Clone)]
pub enum Value {
    Text(Spanned<String>),
    Integer(Spanned<i64>),
    Number(Spanned<f64>),
    Flag(Spanned<bool>),
    Texts(Vec<Spanned<String>>),
    Tables(Vec<Fields>),
    Table(Fields),
    Map(Vec<(Spanned<String>, Value)>),
}

/// The values of a table that have the right type.
#[derive(Debug, Clone, Default)]
pub struct Fields {
    pub(super) values: Vec<(&'static str, Value)>,
    /// The place of the table, at which a missing key is reported.
    pub span: Span,
}

impl Fields {
    fn get(&self, name: &str) -> Option<&Value> {
        self.values.iter().find(|(key, _)| *key == name).map(|(_, value)| value)
    }

    pub fn flag(&self, name: &str) -> Option<Spanned<bool>> {
        if let Some(Value::Flag(flag)) = self.get(name) { Some(flag.clone()) } else { None }
    }

    pub fn text(&self, name: &str) -> Option<Spanned<String>> {
        if let Some(Value::Text(text)) = self.get(name) { Some(text.clone()) } else { None }
    }

    pub fn integer(&self, name: &str) -> Option<Spanned<i64>> {
        if let Some(Value::Integer(number)) = self.get(name) { Some(number.clone()) } else { None }
    }

    pub fn number(&self, name: &str) -> Option<Spanned<f64>> {
        if let Some(Value::Number(number)) = self.get(name) { Some(number.clone()) } else { None }
    }

    /// Empty if the key is absent, as for [`Self::tables`] and [`Self::map`].
    pub fn texts(&self, name: &str) -> Vec<Spanned<String>> {
        if let Some(Value::Texts(texts)) = self.get(name) { texts.clone() } else { Vec::new() }
    }

    pub fn tables(&self, name: &str) -> &[Fields] {
        if let Some(Value::Tables(tables)) = self.get(name) { tables } else { &[] }
    }

    pub fn table(&self, name: &str) -> Option<&Fields> {
        if let Some(Value::Table(table)) = self.get(name) { Some(table) } else { None }
    }

    pub fn map(&self, name: &str) -> &[(Spanned<String>, Value)] {
        if let Some(Value::Map(entries)) = self.get(name) { entries } else { &[] }
    }
}
