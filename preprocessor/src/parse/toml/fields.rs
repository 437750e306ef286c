//! The fields of a TOML table: which there can be, and which were written.
//!
//! A [`Shape`] is the one place that says which keys exist: it makes the JSON
//! schemas and the format reference, and [`table`](super::table) reads by it.
//! [`Fields`] hold only values of the right type. Must not know what a field means.

use std::ops::RangeInclusive;

use crate::source::{Span, Spanned};

/// What a field holds.
#[derive(Debug)]
pub enum Kind {
    /// A text that is not blank.
    Text,
    /// A whole number in a range.
    Integer(RangeInclusive<i64>),
    /// A number in a range.
    Number(RangeInclusive<f64>),
    /// An array of texts, none blank.
    Texts,
    /// An array of tables.
    Tables(&'static Shape),
    /// One table.
    Table(&'static Shape),
    /// A table whose keys are ids, all values of one kind.
    Map(&'static Kind),
    /// A text, or a table: the short and the long way to say it.
    TextOr(&'static Shape),
}

/// One key of a table.
#[derive(Debug)]
pub struct Field {
    /// The key, in kebab case.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Whether it must be there.
    pub required: bool,
    /// What it means, one sentence, for the reference and the schema.
    pub doc: &'static str,
}

/// A table: its name and its keys.
#[derive(Debug)]
pub struct Shape {
    /// What the table is, for messages and the reference: `case front matter`.
    pub name: &'static str,
    /// Its keys.
    pub fields: &'static [Field],
}

/// A value of the kind its field asks for.
#[derive(Debug, Clone)]
pub enum Value {
    /// See [`Kind::Text`].
    Text(Spanned<String>),
    /// See [`Kind::Integer`].
    Integer(Spanned<i64>),
    /// See [`Kind::Number`].
    Number(Spanned<f64>),
    /// See [`Kind::Texts`].
    Texts(Vec<Spanned<String>>),
    /// See [`Kind::Tables`].
    Tables(Vec<Fields>),
    /// See [`Kind::Table`].
    Table(Fields),
    /// See [`Kind::Map`].
    Map(Vec<(Spanned<String>, Value)>),
}

/// The values of a table that are of the right kind.
#[derive(Debug, Clone, Default)]
pub struct Fields {
    pub(super) values: Vec<(&'static str, Value)>,
    /// The table, or where it would have been.
    pub span: Span,
}

impl Fields {
    fn get(&self, name: &str) -> Option<&Value> {
        self.values.iter().find(|(key, _)| *key == name).map(|(_, value)| value)
    }

    /// The text under a key.
    pub fn text(&self, name: &str) -> Option<Spanned<String>> {
        if let Some(Value::Text(text)) = self.get(name) { Some(text.clone()) } else { None }
    }

    /// The whole number under a key.
    pub fn integer(&self, name: &str) -> Option<Spanned<i64>> {
        if let Some(Value::Integer(number)) = self.get(name) { Some(number.clone()) } else { None }
    }

    /// The number under a key.
    pub fn number(&self, name: &str) -> Option<Spanned<f64>> {
        if let Some(Value::Number(number)) = self.get(name) { Some(number.clone()) } else { None }
    }

    /// The texts under a key; none if it is absent.
    pub fn texts(&self, name: &str) -> Vec<Spanned<String>> {
        if let Some(Value::Texts(texts)) = self.get(name) { texts.clone() } else { Vec::new() }
    }

    /// The tables under a key; none if it is absent.
    pub fn tables(&self, name: &str) -> &[Fields] {
        if let Some(Value::Tables(tables)) = self.get(name) { tables } else { &[] }
    }

    /// The table under a key.
    pub fn table(&self, name: &str) -> Option<&Fields> {
        if let Some(Value::Table(table)) = self.get(name) { Some(table) } else { None }
    }

    /// The entries under a key whose keys are ids; none if it is absent.
    pub fn map(&self, name: &str) -> &[(Spanned<String>, Value)] {
        if let Some(Value::Map(entries)) = self.get(name) { entries } else { &[] }
    }
}
