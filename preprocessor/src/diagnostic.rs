//! One problem in content: a value, never a Rust error.
//!
//! In: what reading, parsing or a rule found. Out: the one type that all report formats print. Must not know any rule,
//! nor decide how anything looks.

use std::collections::HashMap;
use std::sync::Arc;

use crate::rule::{Rule, Severity};
use crate::source::{Position, Source, Span};

/// A problem, its place, and the next step.
#[derive(Debug, Clone)]
pub struct Diagnostic {
    /// The rule that was broken.
    pub rule: &'static Rule,
    /// The file it was broken in.
    pub source: Arc<Source>,
    /// The smallest thing that is wrong.
    pub span: Span,
    /// One fact: lowercase start, no final dot, names in backticks.
    pub message: String,
    /// The next step: starts with a verb.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A problem at a place.
    pub fn new(rule: &'static Rule, source: &Arc<Source>, span: Span, message: impl Into<String>) -> Self {
        let text = &source.text;
        let start = text.floor_char_boundary(span.start);
        let end = text.ceil_char_boundary(span.end).max(start);
        Self { rule, source: Arc::clone(source), span: start..end, message: one_line(message), help: None }
    }

    /// The same problem with its next step.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(one_line(help));
        self
    }

    /// Line and column of the first character.
    pub fn position(&self) -> Position {
        self.source.position(self.span.start)
    }

    /// Line and column after the last character. Line breaks at the end of the span are not counted.
    pub fn end_position(&self) -> Position {
        let text = self.source.slice(&self.span).trim_end_matches(['\r', '\n']);
        self.source.position(self.span.start + text.len())
    }
}

/// The most diagnostics of one rule in one file. Nobody fixes more at a time, and a file full of mistakes would fill
/// the terminal for minutes.
pub const MOST_OF_A_RULE: usize = 1_000;

/// The longest message and help, in characters: they name what was written, however long it is.
const LONGEST: usize = 400;

/// What a library says, as this program says it: one line, lowercase start, no final dot.
pub fn phrase(reason: &str) -> String {
    let line = reason.lines().next().unwrap_or_default().trim_end_matches('.');
    let mut letters = line.chars();
    let line: String =
        letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect());
    line.replace("invalid", "malformed")
}

/// A text for a terminal: one line without control characters.
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

/// Puts diagnostics in the order of files, then places, then rules, drops repeats, and says of
/// more than [`MOST_OF_A_RULE`] only how many they are.
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
    if diagnostics.len() <= MOST_OF_A_RULE {
        return;
    }
    diagnostics.retain(|diagnostic| {
        let count = counts.entry(key(diagnostic)).or_default();
        *count += 1;
        *count <= MOST_OF_A_RULE + 1
    });
    let mut seen: HashMap<(String, &'static str), usize> = HashMap::new();
    for diagnostic in diagnostics {
        let seen = seen.entry(key(diagnostic)).or_default();
        *seen += 1;
        if *seen > MOST_OF_A_RULE {
            let more = counts[&key(diagnostic)] - MOST_OF_A_RULE;
            diagnostic.message = format!("and {more} more like this in the file");
            diagnostic.help = Some(format!("fix the first {MOST_OF_A_RULE} and check again"));
        }
    }
}

/// Whether any of them stops the build.
pub fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|d| d.rule.severity == Severity::Error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_one_line_for_a_terminal_whatever_it_names() {
        let long = "x".repeat(1_000);
        let message = one_line(format!("unknown `a\nb\u{1b}[31m{long}`"));
        assert!(message.starts_with("unknown `a b\u{fffd}[31mxxx") && message.ends_with("xxx…"), "{message}");
        assert_eq!(message.chars().count(), LONGEST + 1);
        assert_eq!(one_line("é🦀"), "é🦀");
    }
}
