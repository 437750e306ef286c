//! A heading while it is parsed.
//!
//! In: its start, its inlines and its attributes. Out: a [`Heading`]. Must not know what a heading means.

use pulldown_cmark::HeadingLevel;

use super::notes::Heading;
use crate::source::{Source, Span, Spanned};

pub(super) struct OpenHeading {
    level: u8,
    span: Span,
    /// From the first inline to the last one so far.
    title: Option<Span>,
    plain: Option<String>,
}

impl OpenHeading {
    pub(super) fn new(level: HeadingLevel, span: Span) -> Self {
        Self { level: rank(level), span, title: None, plain: Some(String::new()) }
    }

    /// Extends the title to the end of an inline.
    pub(super) fn reach(&mut self, inline: &Span) {
        let reach = |open: &Span| open.start..open.end.max(inline.end);
        self.title = Some(self.title.as_ref().map_or(inline.clone(), reach));
    }

    pub(super) fn push(&mut self, text: &str) {
        self.plain.iter_mut().for_each(|plain| plain.push_str(text));
    }

    /// Something is in it whose text is not known.
    pub(super) fn lose_text(&mut self) {
        self.plain = None;
    }

    /// The heading, and its attributes if they look like text.
    pub(super) fn finish(self, source: &Source) -> (Heading, Option<Span>) {
        let Self { level, span, title, plain } = self;
        let title = source.trim(&title.unwrap_or(span.end..span.end));
        let value = source.slice(&title).to_owned();
        // All text is in the title: braces after it are attributes. The parser drops those of one letter.
        let after = if value.is_empty() { span.clone() } else { title.end..span.end };
        let attributes = braces(source, &after);
        let words = attributes.clone().filter(|span| has_words(source.slice(span)));
        (Heading { level, span, title: Spanned::new(value, title), attributes, plain }, words)
    }
}

fn braces(source: &Source, span: &Span) -> Option<Span> {
    let text = source.slice(span);
    Some(span.start + text.find('{')?..span.start + text.rfind('}')? + 1)
}

/// Whether there is more in the braces than ids, classes and values, or nothing: `{a, b}` and `{}` are texts.
fn has_words(braces: &str) -> bool {
    let mut parts = braces.trim_matches(['{', '}']).split_ascii_whitespace().peekable();
    let is_attribute = |part: &str| part.len() > 1 && (part.starts_with(['#', '.']) || part.contains('='));
    parts.peek().is_none() || !parts.all(is_attribute)
}

fn rank(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}
