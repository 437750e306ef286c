//! The page of keys: every table that an author can write.

use serde::Serialize;

use crate::parse::toml::fields::{Field, FieldKind, Shape};
use crate::parse::toml::shapes;

#[derive(Debug, Serialize)]
struct FieldView {
    name: &'static str,
    holds: String,
    required: bool,
    doc: &'static str,
}

#[derive(Debug, Serialize)]
struct ShapeView {
    name: &'static str,
    fields: Vec<FieldView>,
}

#[derive(Debug, Serialize)]
pub struct FormatView {
    shapes: Vec<ShapeView>,
}

static SHAPES: [&Shape; 9] = [
    &shapes::CASE,
    &shapes::SOURCE,
    &shapes::RUBRIC,
    &shapes::CRITERION,
    &shapes::VERDICTS,
    &shapes::DRILL,
    &shapes::SAMPLE,
    &shapes::PAGE,
    &shapes::SETTINGS,
];

pub fn format() -> FormatView {
    let field = |field: &Field| FieldView {
        name: field.name,
        holds: describe(&field.kind),
        required: field.required,
        doc: field.doc,
    };
    let shape =
        |shape: &&Shape| ShapeView { name: shape.name, fields: shape.fields.iter().map(field).collect() };
    FormatView { shapes: SHAPES.iter().map(shape).collect() }
}

fn describe(kind: &FieldKind) -> String {
    match kind {
        FieldKind::Text => "text".to_owned(),
        FieldKind::Id => "id".to_owned(),
        FieldKind::Integer(range) => {
            format!("whole number, {} to {}", range.start(), range.end())
        }
        FieldKind::Number(range) => format!("number, {} to {}", range.start(), range.end()),
        FieldKind::Flag => "true or false".to_owned(),
        FieldKind::Texts => "array of texts".to_owned(),
        FieldKind::Ids => "array of ids".to_owned(),
        FieldKind::Tables(shape) => format!("array of tables: {}", shape.name),
        FieldKind::Table(shape) => format!("table: {}", shape.name),
        FieldKind::Map(kind) => format!("table of ids, each {}", describe(kind)),
        FieldKind::TextOr(shape) => format!("text, or table: {}", shape.name),
    }
}
