//! A problem in content, as a value and not as a Rust error.
//!
//! In: what reading, parsing or a rule found. Out: the type that every report format prints. Must not know any rule or
//! decide how a report looks.

use std::collections::HashMap;
use std::sync::Arc;

use crate::rule::{Rule, Severity};
use crate::source::{Position, Source, Span};

#[derive(Debug, Clone)]
pub struct Diagnostic {
    pub rule: &'static Rule,
    /// The rule's, unless the author says otherwise.
    pub severity: Severity,
    pub source: Arc<Source>,
    /// The smallest thing that is wrong; on character boundaries inside the file.
    pub span: Span,
    /// One fact: lowercase start, no final dot, names in backticks.
    pub message: String,
    /// The next step: starts with a verb.
    pub help: Option<String>,
    /// What `check --fix` does about it.
    pub fix: Option<Box<Fix>>,
}

/// A passage of the file and what replaces it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    pub span: Span,
    pub with: String,
}

impl Diagnostic {
    /// A span that ends inside a character is widened to whole ones. Control characters in `message` are replaced.
    pub fn new(rule: &'static Rule, source: &Arc<Source>, span: Span, message: impl Into<String>) -> Self {
        let text = &source.text;
        let start = text.floor_char_boundary(span.start);
        let end = text.ceil_char_boundary(span.end).max(start);
        Self {
            rule,
            severity: rule.severity,
            source: Arc::clone(source),
            span: start..end,
            message: one_line(message),
            help: None,
            fix: None,
        }
    }

    /// `span` is replaced by `with`.
    #[must_use]
    pub fn fix(mut self, span: Span, with: String) -> Self {
        self.fix = Some(Box::new(Fix { span, with }));
        self
    }

    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(one_line(help));
        self
    }

    /// Says that the place is not one in the file.
    pub fn note_changed_text(&mut self) {
        let note = "look in the text that another preprocessor made of the file";
        let help = self.help.as_ref().map_or(note.to_owned(), |help| format!("{help}; {note}"));
        self.help = Some(one_line(help));
    }

    pub fn position(&self) -> Position {
        self.source.position(self.span.start)
    }

    /// Line and column after the last character. Line breaks at the end of the span are not counted.
    pub fn end_position(&self) -> Position {
        let text = self.source.slice(&self.span).trim_end_matches(['\r', '\n']);
        self.source.position(self.span.start + text.len())
    }
}

/// The most diagnostics of one rule in one file. Nobody fixes more at a time, and printing all mistakes of a broken file
/// could take minutes.
pub const MOST_PER_RULE: usize = 1_000;

/// The longest message or help, in characters: they quote the author's text.
const LONGEST: usize = 400;

/// A library's message in the style of this program: one line, lowercase start, no final dot, never `invalid`.
pub fn phrase(reason: &str) -> String {
    let line = reason.lines().next().unwrap_or_default().trim_end_matches('.');
    let mut letters = line.chars();
    let line: String =
        letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect());
    line.replace("invalid", "malformed")
}

/// Makes a text safe for a terminal: one line, no control characters, at most [`LONGEST`] characters and `…`.
fn one_line(text: impl Into<String>) -> String {
    let text: String = text.into();
    if text.len() <= LONGEST && !text.contains(char::is_control) {
        return text;
    }
    let plain = |c: char| match c {
        c if c.is_whitespace() => ' ',
        c if c.is_control() => char::REPLACEMENT_CHARACTER,
        c => c,
    };
    let mut line: String = text.chars().take(LONGEST).map(plain).collect();
    if text.chars().nth(LONGEST).is_some() {
        line.push('…');
    }
    line
}

/// Sorts diagnostics by file, place and rule, and removes repeats. Of those of one rule in one file, it keeps
/// [`MOST_PER_RULE`] and one more that says how many were left out.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by(|a, b| {
        (&a.source.path, a.span.start, a.span.end, a.rule.id, &a.message).cmp(&(
            &b.source.path,
            b.span.start,
            b.span.end,
            b.rule.id,
            &b.message,
        ))
    });
    diagnostics.dedup_by(|a, b| {
        a.source.path == b.source.path && a.span == b.span && a.rule.id == b.rule.id && a.message == b.message
    });
    shorten(diagnostics);
}

fn shorten(diagnostics: &mut Vec<Diagnostic>) {
    let mut counts: HashMap<(String, &'static str), usize> = HashMap::new();
    let key = |diagnostic: &Diagnostic| (diagnostic.source.path.clone(), diagnostic.rule.id);
    if diagnostics.len() <= MOST_PER_RULE {
        return;
    }
    diagnostics.retain(|diagnostic| {
        let count = counts.entry(key(diagnostic)).or_default();
        *count += 1;
        *count <= MOST_PER_RULE + 1
    });
    let mut seen: HashMap<(String, &'static str), usize> = HashMap::new();
    for diagnostic in diagnostics {
        let seen = seen.entry(key(diagnostic)).or_default();
        *seen += 1;
        if *seen > MOST_PER_RULE {
            let more = counts[&key(diagnostic)] - MOST_PER_RULE;
            diagnostic.message = format!("and {more} more like this in the file");
            diagnostic.help = Some(format!("fix the first {MOST_PER_RULE} and check again"));
        }
    }
}

/// Whether any of them stops the build.
pub fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|d| d.severity == Severity::Error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_one_short_line_whatever_it_quotes() {
        let long = "x".repeat(1_000);
        let message = one_line(format!("unknown `a\nb\u{1b}[31m{long}`"));
        assert!(message.starts_with("unknown `a b\u{fffd}[31mxxx") && message.ends_with("xxx…"), "{message}");
        assert_eq!(message.chars().count(), LONGEST + 1);
        assert_eq!(one_line("é🦀"), "é🦀");
    }
}
