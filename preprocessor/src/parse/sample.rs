//! Parses a sample answer and the author's ticks.
//!
//! In: one source at `<case>/<slug>.md` in the folder of the samples. Out: a [`RawSample`]. Must not know which signals
//! the case has.

use std::sync::Arc;

use super::Parsed;
use super::coverage::Coverage;
use super::embedded::macros::Macros;
use super::markdown::notes::Markdown;
use super::markdown::parse_markdown;
use super::toml::fields::{Fields, Value};
use super::toml::{front_matter, shapes};
use crate::files::stem;
use crate::source::{Source, Span, Spanned};

/// The author's judgment of one signal.
#[derive(Debug, Clone)]
pub struct RawTick {
    /// The id of the signal.
    pub signal: Spanned<String>,
    /// Whether the answer shows it.
    pub shown: bool,
    /// Why it does or does not.
    pub why: String,
}

/// A sample answer as written.
#[derive(Debug, Clone)]
pub struct RawSample {
    pub source: Arc<Source>,
    /// The file name without its extension.
    pub slug: String,
    /// The slug of the case: the name of the folder.
    pub case: String,
    /// The opening `+++`.
    pub fence: Span,
    pub title: Option<Spanned<String>>,
    pub level: Option<Spanned<String>>,
    pub ticks: Vec<RawTick>,
    /// The rules that are not reported in it.
    pub allow: Vec<Spanned<String>>,
    /// Whether the front matter was found; without it nothing else is parsed.
    pub readable: bool,
    /// The answer.
    pub body: Span,
    pub markdown: Markdown,
}

pub fn parse_sample(source: &Arc<Source>, macros: &Macros) -> Parsed<RawSample> {
    let mut diagnostics = Vec::new();
    let front = front_matter::parse_required(source, &shapes::SAMPLE, &mut diagnostics);
    let readable = front.is_some();
    let end = source.text.len();
    let (fields, body) = front.unwrap_or((Fields::default(), end..end));
    let ticks = fields.map("ticks").iter().filter_map(|(signal, value)| {
        let (shown, why) = match value {
            Value::Text(why) => (true, why.value.clone()),
            // `missing-key` reports one without a reason; the signal is judged all the same.
            Value::Table(missed) => (false, missed.text("missed").map(|why| why.value).unwrap_or_default()),
            _ => return None,
        };
        Some(RawTick { signal: signal.clone(), shown, why })
    });
    let mut markdown = parse_markdown(source, &body, macros);
    let mut coverage = Coverage::default();
    let answer = coverage.claim(&source.trim(&body));
    coverage.is_whole([answer.clone()]);
    coverage.keep_addresses(&mut markdown);
    coverage.report(source, &body, &markdown, &mut diagnostics);
    let value = RawSample {
        source: Arc::clone(source),
        slug: stem(&source.path).to_owned(),
        case: source.path.rsplit('/').nth(1).unwrap_or_default().to_owned(),
        fence: fields.span.clone(),
        title: fields.text("title"),
        level: fields.text("level"),
        ticks: ticks.collect(),
        allow: fields.texts("allow"),
        readable,
        body: answer,
        markdown,
    };
    Parsed { value, diagnostics }
}
