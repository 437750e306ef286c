//! JSON schemas for editors, from the shapes that the parser reads by.

use serde_json::{Map, Value, json};

use crate::parse::toml::fields::{FieldKind, Shape};
use crate::parse::toml::shapes;
use crate::slug;

/// The JSON schemas of the front matters, the rubric and `book.toml`, by file name.
pub fn schemas() -> Vec<(&'static str, Value)> {
    let named = [
        ("case.json", &shapes::CASE),
        ("drill.json", &shapes::DRILL),
        ("page.json", &shapes::PAGE),
        ("rubric.json", &shapes::RUBRIC),
        ("sample.json", &shapes::SAMPLE),
    ];
    let document = |title: &str, mut schema: Map<String, Value>| {
        schema.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
        schema.insert("title".to_owned(), json!(title));
        Value::Object(schema)
    };
    // The rest of `book.toml` is mdBook's.
    let around = |name: &str, inner: Value| json!({ "type": "object", "properties": { name: inner } });
    let settings = around("preprocessor", around("casebook", Value::Object(object(&shapes::SETTINGS))));
    let settings = settings.as_object().cloned().unwrap_or_default();
    let mut schemas: Vec<_> = named.map(|(file, shape)| (file, document(shape.name, object(shape)))).into();
    schemas.push(("book.json", document("book.toml of a casebook", settings)));
    schemas
}

fn object(shape: &Shape) -> Map<String, Value> {
    let properties: Map<String, Value> = shape
        .fields
        .iter()
        .map(|field| {
            let mut schema = schema_of(&field.kind);
            // A key that must be there says something.
            match &field.kind {
                FieldKind::Texts | FieldKind::Ids | FieldKind::Tables(_) if field.required => {
                    schema.insert("minItems".to_owned(), json!(1));
                }
                FieldKind::Map(_) if field.required => {
                    schema.insert("minProperties".to_owned(), json!(1));
                }
                _ => {}
            }
            schema.insert("description".to_owned(), json!(field.doc));
            (field.name.to_owned(), Value::Object(schema))
        })
        .collect();
    let required: Vec<&str> =
        shape.fields.iter().filter(|field| field.required).map(|field| field.name).collect();
    let mut schema = Map::new();
    schema.insert("type".to_owned(), json!("object"));
    schema.insert("properties".to_owned(), Value::Object(properties));
    schema.insert("required".to_owned(), json!(required));
    schema.insert("additionalProperties".to_owned(), json!(false));
    schema
}

fn text() -> Value {
    json!({ "type": "string", "pattern": "\\S" })
}

/// The characters are left to the rule: engines of regular expressions disagree about letters.
fn id() -> Value {
    json!({
        "type": "string",
        "pattern": "\\S",
        "maxLength": slug::LONGEST,
        "not": { "enum": slug::RESERVED },
    })
}

fn schema_of(kind: &FieldKind) -> Map<String, Value> {
    let value = match kind {
        FieldKind::Text => text(),
        FieldKind::Id => id(),
        FieldKind::Integer(range) => {
            json!({ "type": "integer", "minimum": range.start(), "maximum": range.end() })
        }
        FieldKind::Number(range) => {
            json!({ "type": "number", "minimum": range.start(), "maximum": range.end() })
        }
        FieldKind::Flag => json!({ "type": "boolean" }),
        FieldKind::Texts => json!({ "type": "array", "items": text() }),
        FieldKind::Ids => json!({ "type": "array", "items": id() }),
        FieldKind::Tables(shape) => json!({ "type": "array", "items": object(shape) }),
        FieldKind::Table(shape) => Value::Object(object(shape)),
        FieldKind::Map(kind) => {
            json!({ "type": "object", "additionalProperties": schema_of(kind) })
        }
        FieldKind::TextOr(shape) => {
            json!({ "anyOf": [text(), object(shape)] })
        }
    };
    if let Value::Object(map) = value { map } else { Map::new() }
}
