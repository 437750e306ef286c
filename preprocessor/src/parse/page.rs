//! Parses a plain page: any chapter that is no case, drill or rubric.
//!
//! In: one source. Out: a [`RawPage`]. Must not touch what mdBook already does.

use std::sync::Arc;

use super::Parsed;
use super::case::{RawSource, sources_of};
use super::markdown;
use super::markdown::notes::Markdown;
use super::toml::{front_matter, shapes};
use crate::source::{Source, Span};

/// A page as written.
#[derive(Debug, Clone)]
pub struct RawPage {
    /// The file.
    pub source: Arc<Source>,
    pub sources: Vec<RawSource>,
    /// All after the front matter.
    pub body: Span,
    /// All that was noted in the body.
    pub markdown: Markdown,
}

/// Parses a page.
pub fn parse_page(source: &Arc<Source>) -> Parsed<RawPage> {
    let mut diagnostics = Vec::new();
    let (fields, body) = front_matter::read_optional(source, &shapes::PAGE, &mut diagnostics);
    let value = RawPage {
        source: Arc::clone(source),
        sources: sources_of(&fields),
        markdown: markdown::read(source, &body),
        body,
    };
    Parsed { value, diagnostics }
}
