//! Parses a rubric.
//!
//! In: one TOML source. Out: a [`RawRubric`]. Must not compare its values: rules do.

use std::sync::Arc;

use super::Parsed;
use super::toml::fields::{Fields, Value};
use super::toml::shapes;
use super::toml::table::parse_table;
use crate::files::stem;
use crate::source::{Source, Span, Spanned};

/// The least weighted share of the criteria for each verdict, 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Verdicts {
    pub strong_yes: f64,
    pub weak_yes: f64,
    /// Below it: a definite no.
    pub weak_no: f64,
}

/// The thresholds of a rubric that sets none.
pub const DEFAULT_VERDICTS: Verdicts = Verdicts { strong_yes: 0.85, weak_yes: 0.6, weak_no: 0.35 };

/// The share of a level's signals that attains it, in a rubric that sets none.
pub const DEFAULT_PASS: f64 = 0.6;

/// The most words of `In short` in a rubric that sets none: about a minute of speech.
pub const DEFAULT_IN_SHORT_WORDS: i64 = 160;

/// A criterion as written.
#[derive(Debug, Clone)]
pub struct RawRubricCriterion {
    pub id: Option<Spanned<String>>,
    pub title: Option<Spanned<String>>,
    pub minutes: Option<Spanned<i64>>,
    pub weight: Option<Spanned<f64>>,
    pub looks_at: Option<Spanned<String>>,
    /// Level → descriptor.
    pub descriptors: Vec<(Spanned<String>, String)>,
    /// The start of the criterion.
    pub span: Span,
}

/// A rubric as written.
#[derive(Debug, Clone)]
pub struct RawRubric {
    pub source: Arc<Source>,
    /// The file name without its extension; identifies the round.
    pub slug: String,
    pub title: Option<Spanned<String>>,
    /// The length of the round.
    pub minutes: Option<Spanned<i64>>,
    /// Lowest first.
    pub levels: Vec<Spanned<String>>,
    /// Level → what else it is called.
    pub level_names: Vec<(Spanned<String>, String)>,
    pub summary: Option<Spanned<String>>,
    pub pass: Option<Spanned<f64>>,
    pub strong_yes: Option<Spanned<f64>>,
    pub weak_yes: Option<Spanned<f64>>,
    pub weak_no: Option<Spanned<f64>>,
    pub in_short_words: Option<Spanned<i64>>,
    pub criteria: Vec<RawRubricCriterion>,
}

impl RawRubric {
    /// The most words of `In short`.
    pub fn in_short_limit(&self) -> i64 {
        self.in_short_words.as_ref().map_or(DEFAULT_IN_SHORT_WORDS, |words| words.value)
    }
}

pub fn parse_rubric(source: &Arc<Source>) -> Parsed<RawRubric> {
    let mut diagnostics = Vec::new();
    let start = source.start();
    let whole = start..source.text.len();
    let fields = parse_table(source, whole, start..start, &shapes::RUBRIC, &mut diagnostics);
    let verdict = |name: &str| fields.table("verdicts").and_then(|verdicts| verdicts.number(name));
    let value = RawRubric {
        source: Arc::clone(source),
        slug: stem(&source.path).to_owned(),
        title: fields.text("title"),
        minutes: fields.integer("minutes"),
        levels: fields.texts("levels"),
        level_names: texts_by_level(&fields, "level-names"),
        summary: fields.text("summary"),
        pass: fields.number("pass"),
        strong_yes: verdict("strong-yes"),
        weak_yes: verdict("weak-yes"),
        weak_no: verdict("weak-no"),
        in_short_words: fields.integer("in-short-words"),
        criteria: fields.tables("criteria").iter().map(criterion).collect(),
    };
    Parsed { value, diagnostics }
}

fn texts_by_level(fields: &Fields, name: &str) -> Vec<(Spanned<String>, String)> {
    let texts = fields.map(name).iter().filter_map(|(level, value)| match value {
        Value::Text(text) => Some((level.clone(), text.value.clone())),
        _ => None,
    });
    texts.collect()
}

fn criterion(fields: &Fields) -> RawRubricCriterion {
    RawRubricCriterion {
        id: fields.text("id"),
        title: fields.text("title"),
        minutes: fields.integer("minutes"),
        weight: fields.number("weight"),
        looks_at: fields.text("looks-at"),
        descriptors: texts_by_level(fields, "descriptors"),
        span: fields.span.clone(),
    }
}
