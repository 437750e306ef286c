//! Which text of a file is shown.
//!
//! In: the spans that a parser puts somewhere or reports, and what Markdown lets vanish. Out: a diagnostic at every
//! other text. So a text is shown or reported, whatever a parser does not think of. Must not know what a place is.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::balance;
use super::markdown::notes::Markdown;
use crate::diagnostic::Diagnostic;
use crate::file_rules;
use crate::source::{Source, Span, Spans};

#[derive(Debug, Default)]
pub struct Coverage {
    claimed: Vec<Span>,
    lines: Vec<Span>,
    wholes: Vec<Vec<Span>>,
}

impl Coverage {
    /// Takes a span for whoever shows or reports it.
    pub fn claim(&mut self, span: &Span) -> Span {
        self.claimed.push(span.clone());
        span.clone()
    }

    /// The same for a text that becomes one line of HTML, in which an author's tags are shown as they are written.
    pub fn claim_line(&mut self, span: &Span) {
        let line = self.claim(span);
        self.lines.push(line);
    }

    /// Notes the spans of a text that is hidden and printed as a whole: its HTML must be balanced.
    pub fn is_whole(&mut self, spans: impl IntoIterator<Item = Span>) {
        self.wholes.push(spans.into_iter().collect());
    }

    /// Counts the addresses in HTML among the links, except where HTML is a text.
    pub fn keep_addresses(&self, markdown: &mut Markdown) {
        let addresses = std::mem::take(&mut markdown.addresses).into_iter();
        let lines = Spans::new(self.lines.iter().cloned());
        markdown.links.extend(addresses.filter(|address| !lines.contain(address.span.start)));
    }

    /// Reports the text of the body that is shown nowhere. White space and comments need no place.
    pub fn report(
        mut self,
        source: &Arc<Source>,
        body: &Span,
        markdown: &Markdown,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let mut claims = std::mem::take(&mut self.claimed);
        claims.extend(markdown.comments.iter().cloned());
        claims.push(body.end..body.end);
        claims.sort_by_key(|span| span.start);
        let mut unplaced = Vec::new();
        let mut at = body.start;
        for claimed in claims {
            let text = source.trim(&(at..claimed.start.max(at)));
            if !text.is_empty() {
                unplaced.push(text);
            }
            at = at.max(claimed.end);
        }
        let unbalanced = balance::check(source, &self.wholes, markdown);
        let is_unbalanced: BTreeSet<usize> = unbalanced.iter().map(|found| found.span.start).collect();
        diagnostics.extend(unbalanced);
        let lines = Spans::new(self.lines);
        let in_line = |span: &Span| lines.contain(span.start);
        let swallowed =
            markdown.swallowed.iter().filter(|span| !in_line(span) && !is_unbalanced.contains(&span.start));
        diagnostics.extend(swallowed.map(|span| file_rules::swallowed_text::at(source, span.clone())));
        let unclosed = markdown.unclosed.iter().filter(|span| !in_line(span));
        diagnostics.extend(unclosed.map(|span| file_rules::unclosed_block::at(source, span.clone())));
        let texts = Spans::new(unplaced.iter().cloned());
        let known = |span: &Span| texts.contain(span.start);
        let definitions = markdown.unused_definitions.iter().filter(|span| !known(span));
        diagnostics.extend(definitions.map(|span| file_rules::unused_definition::at(source, span.clone())));
        let undefined = markdown.undefined.iter().cloned();
        diagnostics.extend(undefined.map(|span| file_rules::undefined_link::at(source, span)));
        let undefined = markdown.undefined_footnotes.iter().filter(|span| !in_line(span) && !known(span));
        diagnostics.extend(undefined.map(|span| file_rules::unknown_footnote::at(source, span.clone())));
        diagnostics.extend(unused_footnotes(source, markdown));
        let cells = markdown.lost_cells.iter();
        diagnostics.extend(cells.map(|span| file_rules::too_many_cells::at(source, span.clone())));
        diagnostics.extend(unplaced.into_iter().map(|text| file_rules::unplaced_text::at(source, text)));
    }
}

/// A footnote that is defined twice is the first one.
fn unused_footnotes<'a>(
    source: &'a Arc<Source>,
    markdown: &'a Markdown,
) -> impl Iterator<Item = Diagnostic> + 'a {
    let mut used: BTreeSet<&str> =
        markdown.footnote_references.iter().map(|reference| reference.label.as_str()).collect();
    let footnotes = markdown.footnotes.iter().filter(move |footnote| !used.remove(footnote.label.as_str()));
    footnotes.map(|footnote| file_rules::unused_definition::footnote(source, footnote.marker.clone()))
}
