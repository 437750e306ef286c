//! Finds what is not Markdown's: citations, directives, includes and placeholders.
//!
//! In: a text and its opaque parts. Out: each with its place. Must not look further from an opening than to the next
//! one, so that a file full of openings is scanned once.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use memchr::{memchr2_iter, memmem};
use regex::Regex;

use super::notes::{Citation, Include, Markdown, RawDirective};
use crate::files::DIRECTIVE;
use crate::parse::cited::citation_ids;
use crate::parse::directive::Directive;
use crate::source::{Source, Span, Spanned, Spans};

/// Adds citations `[@id]`, directives `{{#casebook name}}` and footnotes `[^label]` that are not defined.
pub(super) fn scan(source: &Source, body: &Span, opaque: &Spans, found: &mut Markdown) {
    let text = source.slice(body);
    for at in memmem::find_iter(text.as_bytes(), "[@") {
        let start = body.start + at;
        if is_escaped(text, at) || opaque.contain(start) {
            continue;
        }
        let Some(length) = closed_by(&text[at + 1..], "]") else {
            continue;
        };
        let inner = start + 1..start + 1 + length;
        if let Some(ids) = citation_ids(source.slice(&inner), inner.start) {
            found.citations.push(Citation { span: start..inner.end + 1, ids });
        }
    }
    let known: BTreeSet<usize> = (found.footnote_references.iter().map(|reference| reference.span.start))
        .chain(found.footnotes.iter().map(|footnote| footnote.span.start))
        .collect();
    for at in memmem::find_iter(text.as_bytes(), "[^") {
        let start = body.start + at;
        if is_escaped(text, at) || opaque.contain(start) || known.contains(&start) {
            continue;
        }
        if let Some(length) = closed_by(&text[at + 1..], "]").filter(|length| *length > 1) {
            found.undefined_footnotes.push(start..start + length + "[]".len());
        }
    }
    for at in memmem::find_iter(text.as_bytes(), DIRECTIVE) {
        let start = body.start + at;
        if text[..at].ends_with('\\') || opaque.contain(start) {
            continue;
        }
        let Some(length) = closed_by(&text[at + DIRECTIVE.len()..], "}}") else {
            continue;
        };
        let end = start + DIRECTIVE.len() + length;
        let name = source.trim(&(start + DIRECTIVE.len()..end));
        let text = source.slice(&name).to_owned();
        found.directives.push(RawDirective {
            span: start..end + 2,
            directive: Directive::from_name(&text),
            name: Spanned::new(text, name),
        });
    }
}

/// The includes in a text, found as mdBook finds them, whatever Markdown says about their place.
pub(super) fn includes(source: &Source, body: &Span, code: &Spans) -> Vec<Include> {
    // mdBook's own pattern.
    static PATTERN: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"\\\{\{\#.*\}\}|\{\{\s*\#([a-zA-Z0-9_]+)\s+([^}]+)\}\}").ok());
    const KINDS: [&str; 4] = ["include", "rustdoc_include", "playground", "playpen"];
    let text = source.slice(body);
    if !text.contains("{{") {
        return Vec::new();
    }
    let captures = PATTERN.iter().flat_map(|pattern| pattern.captures_iter(text));
    let include = |found: regex::Captures<'_>| {
        let (whole, kind, rest) = (found.get(0)?, found.get(1)?, found.get(2)?);
        if !KINDS.contains(&kind.as_str()) {
            return None;
        }
        let path = rest.as_str().split_whitespace().next()?;
        let start = body.start + rest.start() + rest.as_str().find(path)?;
        // What is after a colon are lines or an anchor; a playground has neither.
        let path = if kind.as_str().starts_with("play") { path } else { path.split(':').next()? };
        let span = body.start + whole.start()..body.start + whole.end();
        let in_code = code.contain(span.start);
        Some(Include { span, path: Spanned::new(path.to_owned(), start..start + path.len()), in_code })
    };
    captures.filter_map(include).collect()
}

fn is_escaped(text: &str, at: usize) -> bool {
    text[..at].bytes().rev().take_while(|&byte| byte == b'\\').count() % 2 == 1
}

/// Where `close` is, if it comes before any other bracket and the end of the line.
fn closed_by(text: &str, close: &str) -> Option<usize> {
    let at = text.find(['[', ']', '{', '}', '\n'])?;
    text[at..].starts_with(close).then_some(at)
}

const PLACEHOLDERS: [&str; 3] = ["TODO", "TBD", "FIXME"];

/// Whether [`placeholders`] can find anything in a part of a text; costs less.
pub(super) fn may_have_placeholders(text: &str) -> bool {
    PLACEHOLDERS.iter().any(|word| text.contains(word))
}

/// The whole words in a span that mark unfinished text.
pub fn placeholders(source: &Source, span: &Span) -> impl Iterator<Item = Span> {
    let text = source.slice(span);
    let start = span.start;
    // The first letters of the words.
    memchr2_iter(b'T', b'F', text.as_bytes()).filter_map(move |at| {
        let word = PLACEHOLDERS.into_iter().find(|word| text[at..].starts_with(word))?;
        let in_word = |c: char| c.is_alphanumeric() || c == '_';
        let whole = !text[..at].ends_with(in_word) && !text[at + word.len()..].starts_with(in_word);
        whole.then(|| start + at..start + at + word.len())
    })
}

#[cfg(test)]
mod tests {
    use super::placeholders;
    use crate::source::Source;

    #[test]
    fn placeholders_are_whole_words() {
        let source = Source::new("f.md", "éTODO TODO TODOS TO_TODO (TBD) FIXME: T");
        let whole = 0..source.text.len();
        let words: Vec<&str> = placeholders(&source, &whole).map(|span| &source.text[span]).collect();
        assert_eq!(words, ["TODO", "TBD", "FIXME"]);
    }
}
