//! Parses a plain page: any chapter that is not a case, drill or rubric.
//!
//! In: one source. Out: a [`RawPage`]. Must not check anything that mdBook does.

use std::sync::Arc;

use super::Parsed;
use super::case::{RawSource, sources_of};
use super::coverage::Coverage;
use super::embedded::macros::Macros;
use super::markdown::notes::Markdown;
use super::markdown::parse_markdown;
use super::toml::{front_matter, shapes};
use crate::source::{Source, Span};

/// A page as written.
#[derive(Debug, Clone)]
pub struct RawPage {
    pub source: Arc<Source>,
    pub sources: Vec<RawSource>,
    /// Everything after the front matter.
    pub body: Span,
    pub markdown: Markdown,
}

pub fn parse_page(source: &Arc<Source>, macros: &Macros) -> Parsed<RawPage> {
    let mut diagnostics = Vec::new();
    let (fields, body) = front_matter::parse_optional(source, &shapes::PAGE, &mut diagnostics);
    let markdown = parse_markdown(source, &body, macros);
    let mut coverage = Coverage::default();
    let shown = coverage.claim(&body);
    coverage.report(source, &body, &markdown, &mut diagnostics);
    let value = RawPage { source: Arc::clone(source), sources: sources_of(&fields), body: shown, markdown };
    Parsed { value, diagnostics }
}
