//! Parses a rubric.
//!
//! In: one TOML source. Out: a [`RawRubric`]. Must not add anything up.

use std::sync::Arc;

use super::fields::{Fields, Value};
use super::{Parsed, shapes, slug_of, table};
use crate::source::{Source, Span, Spanned};

/// A criterion as written.
#[derive(Debug, Clone)]
pub struct RawRubricCriterion {
    /// See [`shapes::CRITERION`].
    pub id: Option<Spanned<String>>,
    /// See [`shapes::CRITERION`].
    pub title: Option<Spanned<String>>,
    /// See [`shapes::CRITERION`].
    pub minutes: Option<Spanned<i64>>,
    /// See [`shapes::CRITERION`].
    pub weight: Option<Spanned<f64>>,
    /// See [`shapes::CRITERION`].
    pub looks_at: Option<Spanned<String>>,
    /// Level → descriptor.
    pub descriptors: Vec<(Spanned<String>, String)>,
    /// Where the criterion begins.
    pub span: Span,
}

/// A rubric as written.
#[derive(Debug, Clone)]
pub struct RawRubric {
    /// The file.
    pub source: Arc<Source>,
    /// The file name without ending: the identity of the round.
    pub slug: String,
    /// See [`shapes::RUBRIC`].
    pub title: Option<Spanned<String>>,
    /// See [`shapes::RUBRIC`].
    pub minutes: Option<Spanned<i64>>,
    /// See [`shapes::RUBRIC`].
    pub levels: Vec<Spanned<String>>,
    /// See [`shapes::RUBRIC`].
    pub summary: Option<Spanned<String>>,
    /// See [`shapes::RUBRIC`].
    pub pass: Option<Spanned<f64>>,
    /// See [`shapes::VERDICTS`].
    pub strong_yes: Option<Spanned<f64>>,
    /// See [`shapes::VERDICTS`].
    pub weak_yes: Option<Spanned<f64>>,
    /// See [`shapes::VERDICTS`].
    pub weak_no: Option<Spanned<f64>>,
    /// In the order of the file.
    pub criteria: Vec<RawRubricCriterion>,
}

/// Parses a rubric.
pub fn parse_rubric(source: &Arc<Source>) -> Parsed<RawRubric> {
    let mut diagnostics = Vec::new();
    let start = source.start();
    let whole = start..source.text.len();
    let fields = table::read(source, whole, start..start, &shapes::RUBRIC, &mut diagnostics);
    let verdict = |name: &str| fields.table("verdicts").and_then(|verdicts| verdicts.number(name));
    let value = RawRubric {
        source: Arc::clone(source),
        slug: slug_of(source).to_owned(),
        title: fields.text("title"),
        minutes: fields.integer("minutes"),
        levels: fields.texts("levels"),
        summary: fields.text("summary"),
        pass: fields.number("pass"),
        strong_yes: verdict("strong-yes"),
        weak_yes: verdict("weak-yes"),
        weak_no: verdict("weak-no"),
        criteria: fields.tables("criteria").iter().map(criterion).collect(),
    };
    Parsed { value, diagnostics }
}

fn criterion(fields: &Fields) -> RawRubricCriterion {
    let descriptors = fields.map("descriptors").iter().filter_map(|(level, value)| match value {
        Value::Text(text) => Some((level.clone(), text.value.clone())),
        _ => None,
    });
    RawRubricCriterion {
        id: fields.text("id"),
        title: fields.text("title"),
        minutes: fields.integer("minutes"),
        weight: fields.number("weight"),
        looks_at: fields.text("looks-at"),
        descriptors: descriptors.collect(),
        span: fields.span.clone(),
    }
}
