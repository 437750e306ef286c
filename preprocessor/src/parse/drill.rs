//! Parses a drill: short questions with answers.
//!
//! In: one source. Out: a [`RawDrill`]. Must not know which rubrics exist.

use std::iter;
use std::sync::Arc;

use super::Parsed;
use super::cited::{RawSource, sources_of};
use super::coverage::Coverage;
use super::embedded::macros::Macros;
use super::markdown::notes::Markdown;
use super::markdown::parse_markdown;
use super::toml::fields::Fields;
use super::toml::{front_matter, shapes};
use crate::files::stem;
use crate::slug::short_slug;
use crate::source::{Source, Span, Spanned};

#[derive(Debug, Clone)]
pub struct RawQuestion {
    /// The `##` heading.
    pub question: Spanned<String>,
    /// `{#id .class}` of the heading.
    pub attributes: Option<Span>,
    /// What `{#id}` says, else a slug of the question with the place of the question.
    pub id: Spanned<String>,
    pub id_is_given: bool,
    /// The answer.
    pub body: Span,
}

/// A drill as written.
#[derive(Debug, Clone)]
pub struct RawDrill {
    pub source: Arc<Source>,
    /// The file name without its extension.
    pub slug: String,
    pub title: Option<Spanned<String>>,
    pub summary: Option<Spanned<String>>,
    /// Rounds and `round/criterion`.
    pub trains: Vec<Spanned<String>>,
    /// The rules that are not reported in it.
    pub allow: Vec<Spanned<String>>,
    pub sources: Vec<RawSource>,
    /// Whether the front matter was found; without it nothing else is parsed.
    pub readable: bool,
    /// The text before the first question.
    pub introduction: Span,
    pub questions: Vec<RawQuestion>,
    pub markdown: Markdown,
}

pub fn parse_drill(source: &Arc<Source>, macros: &Macros) -> Parsed<RawDrill> {
    let mut diagnostics = Vec::new();
    let front = front_matter::parse_required(source, &shapes::DRILL, &mut diagnostics);
    let readable = front.is_some();
    let end = source.text.len();
    let (fields, body) = front.unwrap_or((Fields::default(), end..end));
    let mut markdown = parse_markdown(source, &body, macros);
    let mut coverage = Coverage::default();
    let headings: Vec<_> = markdown.headings.iter().filter(|heading| heading.level == 2).collect();
    let first = headings.first().map_or(body.end, |heading| heading.span.start);
    let mut questions = Vec::new();
    for (index, heading) in headings.iter().enumerate() {
        let next = headings.get(index + 1).map_or(body.end, |next| next.span.start);
        coverage.claim(&heading.span);
        let body = coverage.claim(&source.trim(&(heading.span.end..next)));
        coverage.is_whole(iter::once(heading.span.start..body.end.max(heading.span.end)));
        let (question, attributes) = (heading.title.clone(), heading.attributes.clone());
        let given = heading.id(source);
        let id_is_given = given.is_some();
        let id = given.unwrap_or_else(|| Spanned::new(short_slug(&question.value), question.span.clone()));
        questions.push(RawQuestion { question, attributes, id, id_is_given, body });
    }
    let introduction = coverage.claim(&source.trim(&(body.start..first)));
    coverage.is_whole([introduction.clone()]);
    coverage.keep_addresses(&mut markdown);
    coverage.report(source, &body, &markdown, &mut diagnostics);
    let value = RawDrill {
        source: Arc::clone(source),
        slug: stem(&source.path).to_owned(),
        title: fields.text("title"),
        summary: fields.text("summary"),
        trains: fields.texts("trains"),
        allow: fields.texts("allow"),
        sources: sources_of(&fields),
        readable,
        introduction,
        questions,
        markdown,
    };
    Parsed { value, diagnostics }
}
