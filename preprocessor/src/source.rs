//! A text file of the book: its path, its text, and places in it.
//!
//! In: a path and a text. Out: lines and columns for byte spans. Must not touch the disk.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// A range of bytes in one [`Source`], on character boundaries.
pub type Span = Range<usize>;

/// How many words a text has; words without a letter or digit do not count, such as an operator or the rule of a table.
pub fn words(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count()
}

/// A value and where it was written.
#[derive(Debug, Clone, PartialEq)]
pub struct Spanned<T> {
    pub value: T,
    pub span: Span,
}

impl<T> Spanned<T> {
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}

/// A value and where it was written, where that can be one of several sources.
#[derive(Debug, Clone)]
pub struct Placed<T> {
    pub source: Arc<Source>,
    pub written: Spanned<T>,
}

/// Spans, to be asked whether a place is in one of them.
#[derive(Debug, Default)]
pub struct Spans(Vec<Span>);

impl Spans {
    pub fn new(spans: impl IntoIterator<Item = Span>) -> Self {
        let mut spans: Vec<Span> = spans.into_iter().collect();
        spans.sort_by_key(|span| span.start);
        spans.dedup_by(|next, last| {
            let inside = next.start < last.end;
            if inside {
                last.end = last.end.max(next.end);
            }
            inside
        });
        Self(spans)
    }

    pub fn contain(&self, at: usize) -> bool {
        let after = self.0.partition_point(|span| span.start <= at);
        after > 0 && self.0[after - 1].contains(&at)
    }
}

/// Those of `notes`, which are in text order, that begin inside `span`.
pub fn between<'a, T>(notes: &'a [T], span: &Span, start: impl Fn(&T) -> usize) -> &'a [T] {
    let from = notes.partition_point(|note| start(note) < span.start);
    let to = notes.partition_point(|note| start(note) < span.end);
    &notes[from..to.max(from)]
}

/// A place as an editor shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in Unicode scalar values; a byte order mark does not count.
    pub column: usize,
}

/// A text file.
#[derive(Debug, Clone, Default)]
pub struct Source {
    /// The path relative to the book's root, with forward slashes.
    pub path: String,
    /// The whole text, with a byte order mark if there was one.
    pub text: String,
    /// The offset of the first byte of each line, once it is asked for.
    lines: OnceLock<Vec<usize>>,
}

/// The lines follow from the text.
impl PartialEq for Source {
    fn eq(&self, other: &Self) -> bool {
        self.path == other.path && self.text == other.text
    }
}

impl Eq for Source {}

const BYTE_ORDER_MARK: char = '\u{feff}';

impl Source {
    /// `path` is relative to the book's root.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self { path: path.into(), text: text.into(), lines: OnceLock::new() }
    }

    /// Where the text begins: after a byte order mark, if there is one.
    pub fn start(&self) -> usize {
        if self.text.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len_utf8() } else { 0 }
    }

    /// The line and column of a byte offset. An offset past the end means the end.
    pub fn position(&self, offset: usize) -> Position {
        let offset = self.text.floor_char_boundary(offset);
        let lines = self.lines.get_or_init(|| {
            let ends = self.text.match_indices('\n').map(|(at, _)| at + 1);
            std::iter::once(self.start()).chain(ends).collect()
        });
        let line = lines.partition_point(|start| *start <= offset).max(1);
        let start = lines[line - 1].min(offset);
        Position { line, column: self.text[start..offset].chars().count() + 1 }
    }

    /// The text of a span; empty if the span is not inside the file.
    pub fn slice(&self, span: &Span) -> &str {
        self.text.get(span.clone()).unwrap_or_default()
    }

    /// The span without leading and trailing white space.
    pub fn trim(&self, span: &Span) -> Span {
        let text = self.slice(span);
        let start = span.start + (text.len() - text.trim_start().len());
        start..start + text.trim().len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str, needle: &str) -> (usize, usize) {
        let source = Source::new("f", text);
        let found = source.position(text.find(needle).expect("the needle is in the text"));
        (found.line, found.column)
    }

    #[test]
    fn columns_count_characters_and_lines_count_line_feeds() {
        assert_eq!(at("ab\ncd", "d"), (2, 2));
        assert_eq!(at("ab\r\ncd", "d"), (2, 2));
        assert_eq!(at("\tx", "x"), (1, 2));
        assert_eq!(at("🦀é x", "x"), (1, 4));
        assert_eq!(at("e\u{301}x", "x"), (1, 3));
    }

    #[test]
    fn a_byte_order_mark_takes_no_column() {
        assert_eq!(at("\u{feff}x", "x"), (1, 1));
        assert_eq!(at("\u{feff}a\nx", "x"), (2, 1));
    }

    #[test]
    fn positions_equal_those_counted_from_the_start() {
        let text = "ab é\r\n🦀\n\n".repeat(200) + &"é🦀".repeat(500);
        for text in [text.clone(), format!("\u{feff}{text}")] {
            let source = Source::new("f", text.clone());
            for (offset, _) in text.char_indices().chain([(text.len(), ' ')]) {
                let before = &text[..offset];
                let line_start = before.rfind('\n').map_or(source.start().min(offset), |at| at + 1);
                let counted = Position {
                    line: before.matches('\n').count() + 1,
                    column: before[line_start..].chars().count() + 1,
                };
                assert_eq!(source.position(offset), counted, "at {offset}");
            }
        }
    }

    #[test]
    fn an_offset_outside_the_text_or_inside_a_character_moves_to_a_boundary() {
        let source = Source::new("f", "é");
        assert_eq!(source.position(1), Position { line: 1, column: 1 });
        assert_eq!(source.position(99), Position { line: 1, column: 2 });
    }
}
