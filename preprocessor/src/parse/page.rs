//! Parses a plain page: any chapter that is not a case, drill or rubric.
//!
//! In: one source. Out: a [`RawPage`] if the page asks for this program, by front matter or a directive; every other
//! page is its author's and mdBook's. Must not check anything that mdBook does.

use std::sync::Arc;

use super::Parsed;
use super::cited::{RawSource, sources_of};
use super::coverage::Coverage;
use super::embedded::macros::Macros;
use super::markdown::notes::Markdown;
use super::markdown::parse_markdown;
use super::toml::{front_matter, shapes};
use crate::file_rules;
use crate::files::{DIRECTIVE, has_fence};
use crate::source::{Source, Span, Spanned};

/// A page as written.
#[derive(Debug, Clone)]
pub struct RawPage {
    pub source: Arc<Source>,
    pub sources: Vec<RawSource>,
    /// The rules that are not reported in it.
    pub allow: Vec<Spanned<String>>,
    /// Everything after the front matter.
    pub body: Span,
    pub markdown: Markdown,
}

/// `None`, without any diagnostic, for a page that is not for this program.
pub fn parse_page(source: &Arc<Source>, macros: &Macros) -> Parsed<Option<RawPage>> {
    let mut diagnostics = Vec::new();
    let (fields, body) = front_matter::parse_optional(source, &shapes::PAGE, &mut diagnostics);
    let mut markdown = parse_markdown(source, &body, macros);
    // One that a block without an end swallows was meant.
    let has_lost_directive = !markdown.unclosed.is_empty() && source.text.contains(DIRECTIVE);
    if !has_fence(&source.text) && markdown.directives.is_empty() && !has_lost_directive {
        return Parsed { value: None, diagnostics };
    }
    if source.start() > 0 {
        diagnostics.push(file_rules::byte_order_mark::at(source));
    }
    let mut coverage = Coverage::default();
    let shown = coverage.claim(&body);
    coverage.keep_addresses(&mut markdown);
    coverage.report(source, &body, &markdown, &mut diagnostics);
    let sources = sources_of(&fields);
    let allow = fields.texts("allow");
    let value = RawPage { source: Arc::clone(source), sources, allow, body: shown, markdown };
    Parsed { value: Some(value), diagnostics }
}
