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
    let is_wrong = |byte: u8| byte.is_ascii_control() && !matches!(byte, b'\t' | b'\n' | b'\x0c' | b'\r');
    source.text.bytes().enumerate().filter(move |(_, byte)| is_wrong(*byte)).map(|(at, byte)| {
        let message = format!("the control character U+{byte:04X}");
        Diagnostic::new(&RULE, source, at..at + 1, message).help("remove it")
    })
}
