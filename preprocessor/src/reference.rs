//! The reference chapters: every rule with its example, every key of every table.
//!
//! In: the rules, the shapes and the starter book. Out: views for two templates
//! and JSON schemas. The examples are run, not quoted: what a page says is what
//! the program says. Must not hold any text of its own about a rule or a key.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::check::{Cache, check_files};
use crate::diagnostic::Diagnostic;
use crate::discover::decode;
use crate::files::{Files, Kind, kind_of};
use crate::parse::summary::parse_summary;
use crate::parse::toml::fields::{self, Shape};
use crate::parse::toml::shapes;
use crate::report::{self, Format};
use crate::rule::{Edit, Rule};
use crate::rules::RULES;
use crate::source::Source;
use crate::starter;

/// A rule for its page.
#[derive(Debug, Serialize)]
pub struct RuleView {
    id: &'static str,
    severity: &'static str,
    summary: &'static str,
    sentence: String,
    reason: &'static str,
    report: String,
}

/// All rules.
#[derive(Debug, Serialize)]
pub struct RulesView {
    rules: Vec<RuleView>,
}

/// Every rule with what it reports about its example.
pub fn rules() -> RulesView {
    // The examples differ in one file each: the others are parsed once.
    let cache = Cache::default();
    let view = |rule: &&'static Rule| {
        let found = run_example_after(rule, Some(&cache));
        let reported: Vec<Diagnostic> = found.into_iter().filter(|found| found.rule.id == rule.id).collect();
        RuleView {
            id: rule.id,
            severity: rule.severity.name(),
            summary: rule.summary,
            sentence: sentence(rule.summary),
            reason: rule.reason,
            report: report::render(&reported, Format::Full, false).trim_end().to_owned(),
        }
    };
    RulesView { rules: RULES.iter().map(view).collect() }
}

/// A phrase as a sentence.
fn sentence(phrase: &str) -> String {
    let mut letters = phrase.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect()) + "."
}

/// All that is wrong with the book of a rule's example.
pub fn run_example(rule: &Rule) -> Vec<Diagnostic> {
    run_example_after(rule, None)
}

fn run_example_after(rule: &Rule, last: Option<&Cache>) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let mut files: Vec<(String, Vec<u8>)> =
        starter::BOOK.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect();
    let old = |files: &[(String, Vec<u8>)], path: &str| {
        let found = files.iter().find(|(name, _)| name == path);
        found.map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned()).unwrap_or_default()
    };
    let path = rule.example.file;
    let new = match rule.example.edit {
        Edit::None => None,
        Edit::Whole(bytes) => Some(bytes.to_vec()),
        Edit::CopyOf(other) => Some(old(&files, other).into_bytes()),
        Edit::Replace { find, with } => Some(old(&files, path).replacen(find, with, 1).into_bytes()),
        Edit::Swap { first, second } => {
            let text = old(&files, path);
            let at = |needle: &str| text.find(needle).unwrap_or(text.len());
            let (one, two) = (at(first), at(second));
            Some([&text[..one], &text[two..], "\n", &text[one..two]].concat().into_bytes())
        }
    };
    if let Some(new) = new {
        files.retain(|(name, _)| name != path);
        files.push((path.to_owned(), new));
    }
    let files = in_memory(files, &mut diagnostics);
    check_files(&files, diagnostics, last).diagnostics
}

/// A book whose files are not on disk. Paths are relative to its root.
pub fn in_memory(files: Vec<(String, Vec<u8>)>, diagnostics: &mut Vec<Diagnostic>) -> Files {
    let mut book = Files { src: "src".to_owned(), ..Files::default() };
    let mut texts = Vec::new();
    for (path, bytes) in files {
        let Some(inside) = path.strip_prefix("src/") else {
            book.settings = Arc::new(Source::new(path, String::from_utf8_lossy(&bytes)));
            continue;
        };
        book.paths.insert(inside.to_owned());
        if inside == "SUMMARY.md" {
            book.summary = Arc::new(Source::new(path, String::from_utf8_lossy(&bytes)));
            book.listed = parse_summary(&book.summary).value.listed;
        } else {
            texts.push((inside.to_owned(), path, bytes));
        }
    }
    let listed: BTreeSet<&String> = book.listed.iter().collect();
    for (inside, path, bytes) in texts {
        let kind = kind_of(&inside).or(listed.contains(&inside).then_some(Kind::Page));
        if let Some(kind) = kind {
            book.sources.extend(decode(kind, &path, bytes, diagnostics).map(|source| (kind, source)));
        }
    }
    book.sources.sort_by(|a, b| a.1.path.cmp(&b.1.path));
    book
}

/// A key for the format reference.
#[derive(Debug, Serialize)]
pub struct FieldView {
    name: &'static str,
    holds: String,
    required: bool,
    doc: &'static str,
}

/// A table for the format reference.
#[derive(Debug, Serialize)]
pub struct ShapeView {
    name: &'static str,
    fields: Vec<FieldView>,
}

/// All tables an author can write.
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

/// Every key of every table.
pub fn format() -> FormatView {
    let field = |field: &fields::Field| FieldView {
        name: field.name,
        holds: holds(&field.kind),
        required: field.required,
        doc: field.doc,
    };
    let shape =
        |shape: &&Shape| ShapeView { name: shape.name, fields: shape.fields.iter().map(field).collect() };
    FormatView { shapes: SHAPES.iter().map(shape).collect() }
}

fn holds(kind: &fields::Kind) -> String {
    match kind {
        fields::Kind::Text => "text".to_owned(),
        fields::Kind::Integer(range) => {
            format!("whole number, {} to {}", range.start(), range.end())
        }
        fields::Kind::Number(range) => format!("number, {} to {}", range.start(), range.end()),
        fields::Kind::Texts => "array of texts".to_owned(),
        fields::Kind::Tables(shape) => format!("array of tables: {}", shape.name),
        fields::Kind::Table(shape) => format!("table: {}", shape.name),
        fields::Kind::Map(kind) => format!("table of ids, each {}", holds(kind)),
        fields::Kind::TextOr(shape) => format!("text, or table: {}", shape.name),
    }
}

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
                fields::Kind::Texts | fields::Kind::Tables(_) if field.required => {
                    schema.insert("minItems".to_owned(), json!(1));
                }
                fields::Kind::Map(_) if field.required => {
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

fn schema_of(kind: &fields::Kind) -> Map<String, Value> {
    let value = match kind {
        fields::Kind::Text => json!({ "type": "string", "pattern": "\\S" }),
        fields::Kind::Integer(range) => {
            json!({ "type": "integer", "minimum": range.start(), "maximum": range.end() })
        }
        fields::Kind::Number(range) => {
            json!({ "type": "number", "minimum": range.start(), "maximum": range.end() })
        }
        fields::Kind::Texts => {
            json!({ "type": "array", "items": { "type": "string", "pattern": "\\S" } })
        }
        fields::Kind::Tables(shape) => json!({ "type": "array", "items": object(shape) }),
        fields::Kind::Table(shape) => Value::Object(object(shape)),
        fields::Kind::Map(kind) => {
            json!({ "type": "object", "additionalProperties": schema_of(kind) })
        }
        fields::Kind::TextOr(shape) => {
            json!({ "anyOf": [{ "type": "string", "pattern": "\\S" }, object(shape)] })
        }
    };
    if let Value::Object(map) = value { map } else { Map::new() }
}
