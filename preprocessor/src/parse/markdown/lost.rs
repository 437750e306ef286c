//! Finds what no page shows of a text: cells beyond the last column, and what follows a block of code without an end.
//!
//! In: the spans of code and rows. Out: notes.

use crate::source::{Source, Span};

/// Whether the last line of a block of code closes it: it has no fewer marks than the first, and nothing else.
pub(super) fn is_closed(block: &str) -> bool {
    let mut lines = block.trim_end().lines();
    let (first, last) = (lines.next().unwrap_or_default().trim_start(), lines.next_back());
    let mark = if first.starts_with('~') { '~' } else { '`' };
    let opening = first.len() - first.trim_start_matches(mark).len();
    last.map(str::trim).is_some_and(|last| last.len() >= opening && last.trim_matches(mark).is_empty())
}

/// What a row has after its last cell, which ends at `last`.
pub(super) fn rest_of_row(source: &Source, row: &Span, last: usize) -> Option<Span> {
    let text = &source.text;
    let line_end = text[row.start..].find('\n').map_or(text.len(), |at| row.start + at);
    let line = source.trim(&(last.min(line_end)..line_end));
    let bar = usize::from(source.slice(&line).starts_with('|'));
    let rest = source.trim(&(line.start + bar..line.end));
    (!rest.is_empty()).then_some(rest)
}
