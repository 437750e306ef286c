use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::Source;

pub static RULE: Rule = Rule {
    id: "control-character",
    severity: Severity::Error,
    summary: "a control character",
    reason: "No browser shows it, and HTML forbids it. Only tabs and line breaks belong in a text.",
    example: Example {
        file: "src/index.md",
        edit: Edit::Replace { find: "Pick a case", with: "Pick\0 a case" },
    },
};

/// Reports every control character other than tabs, form feeds and line breaks.
pub fn check(source: &Arc<Source>) -> impl Iterator<Item = Diagnostic> {
    let is_wrong = |c: char| c.is_ascii_control() && !matches!(c, '\t' | '\n' | '\x0c' | '\r');
    source.text.char_indices().filter(move |(_, c)| is_wrong(*c)).map(|(at, c)| {
        let message = format!("the control character U+{:04X}", u32::from(c));
        Diagnostic::new(&RULE, source, at..at + c.len_utf8(), message).help("remove it")
    })
}
