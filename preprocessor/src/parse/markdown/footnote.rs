//! Footnotes while they are parsed.
//!
//! In: their starts and ends. Out: [`Footnote`]s. Must not know who refers to them.

use super::notes::Footnote;
use crate::source::{Source, Span};

#[derive(Debug, Default)]
pub(super) struct Footnotes {
    open: Vec<Footnote>,
    /// Where the last paragraph ends.
    last_paragraph: usize,
}

impl Footnotes {
    pub(super) fn start(&mut self, source: &Source, label: &str, span: &Span, nested: bool) {
        let mut span = source.trim(span);
        // The last lines can be empty but for the marks of a quote.
        while let Some((before, line)) = source.slice(&span).rsplit_once('\n')
            && line.trim_matches(['>', ' ', '\t', '\r']).is_empty()
        {
            span.end = span.start + before.trim_end().len();
        }
        let text = source.slice(&span);
        let marker = text.find("]:").map_or(text, |at| &text[..at + "]:".len()]);
        let rest = &text[marker.len()..];
        let spaces = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        let marker = span.start..span.start + marker.len() + spaces;
        let label = label.to_lowercase();
        self.open.push(Footnote { span, label, marker, ends_in_paragraph: false, nested });
    }

    pub(super) fn end_paragraph(&mut self, at: usize) {
        self.last_paragraph = at;
    }

    pub(super) fn end(&mut self) -> Option<Footnote> {
        let mut footnote = self.open.pop()?;
        footnote.ends_in_paragraph = self.last_paragraph == footnote.span.end;
        Some(footnote)
    }
}
