use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::{Source, Span};

pub static RULE: Rule = Rule {
    id: "empty-range",
    severity: Severity::Error,
    summary: "an axis that ends where it begins, or before",
    reason: "Nothing can be drawn on it.",
    example: Example {
        file: "src/cases/related-articles.md",
        edit: Edit::Replace { find: "10..10k, log", with: "10k..10, log" },
    },
};

pub fn at(source: &Arc<Source>, span: Span, message: String, help: String) -> Diagnostic {
    Diagnostic::new(&RULE, source, span, message).help(help)
}
