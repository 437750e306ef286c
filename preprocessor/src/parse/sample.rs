//! Parses a sample answer and the author's ticks.
//!
//! In: one source at `samples/<case>/<slug>.md`. Out: a [`RawSample`]. Must not
//! know which signals the case has.

use std::sync::Arc;

use super::Parsed;
use super::markdown;
use super::markdown::notes::Markdown;
use super::toml::fields::{Fields, Value};
use super::toml::{front_matter, shapes};
use crate::files::stem;
use crate::source::{Source, Span, Spanned};

/// What the author says of one signal.
#[derive(Debug, Clone)]
pub struct RawTick {
    /// The signal's id.
    pub signal: Spanned<String>,
    /// Whether the answer shows it.
    pub shown: bool,
    /// Why, or why not.
    pub why: String,
}

/// A sample answer as written.
#[derive(Debug, Clone)]
pub struct RawSample {
    /// The file.
    pub source: Arc<Source>,
    /// The file name without ending.
    pub slug: String,
    /// The folder's name: the slug of the case.
    pub case: String,
    /// Where the front matter begins.
    pub fence: Span,
    pub title: Option<Spanned<String>>,
    pub level: Option<Spanned<String>>,
    pub ticks: Vec<RawTick>,
    /// Whether there was front matter, so that the rest could be read.
    pub readable: bool,
    /// The answer as spoken.
    pub body: Span,
    /// All that was noted in the body.
    pub markdown: Markdown,
}

/// Parses a sample answer.
pub fn parse_sample(source: &Arc<Source>) -> Parsed<RawSample> {
    let mut diagnostics = Vec::new();
    let front = front_matter::read_required(source, &shapes::SAMPLE, &mut diagnostics);
    let readable = front.is_some();
    let end = source.text.len();
    let (fields, body) = front.unwrap_or((Fields::default(), end..end));
    let ticks = fields.map("ticks").iter().filter_map(|(signal, value)| {
        let (shown, why) = match value {
            Value::Text(why) => (true, why.value.clone()),
            // Without its reason it is judged all the same; that has its own diagnostic.
            Value::Table(missed) => (false, missed.text("missed").map(|why| why.value).unwrap_or_default()),
            _ => return None,
        };
        Some(RawTick { signal: signal.clone(), shown, why })
    });
    let value = RawSample {
        source: Arc::clone(source),
        slug: stem(&source.path).to_owned(),
        case: source.path.rsplit('/').nth(1).unwrap_or_default().to_owned(),
        fence: fields.span.clone(),
        title: fields.text("title"),
        level: fields.text("level"),
        ticks: ticks.collect(),
        readable,
        markdown: markdown::read(source, &body),
        body: source.trim(&body),
    };
    Parsed { value, diagnostics }
}
