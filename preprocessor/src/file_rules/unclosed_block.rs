use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::{Source, Span};

pub static RULE: Rule = Rule {
    id: "unclosed-block",
    severity: Severity::Error,
    summary: "a comment or a block of code without an end",
    reason: "What follows it on the page would become part of it.",
    example: Example {
        file: "src/cases/related-articles.md",
        edit: Edit::Replace { find: "The reader's history", with: "```text\nThe reader's history" },
    },
};

/// `span` is the first line of the block.
pub fn at(source: &Arc<Source>, span: Span) -> Diagnostic {
    let opening = source.slice(&span).trim_start();
    let marks = |mark| opening.chars().take_while(|c| *c == mark).count();
    let end = match opening.chars().next() {
        Some('`') => format!("a line of {} backticks", marks('`')),
        Some('~') => format!("a line `{}`", "~".repeat(marks('~'))),
        _ if opening.starts_with("<!--") => "`-->`".to_owned(),
        _ => "`>`".to_owned(),
    };
    Diagnostic::new(&RULE, source, span, "this block has no end").help(format!("add {end} where it ends"))
}
