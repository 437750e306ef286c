use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::{Source, Span};

pub static RULE: Rule = Rule {
    id: "too-many-series",
    severity: Severity::Error,
    summary: "a plot with more series than can be told apart",
    reason: "Six is already as many as most readers can tell apart.",
    example: Example {
        file: "src/cases/related-articles.md",
        edit: Edit::Replace {
            find: "line = articles × x × 12 bytes/row",
            with: "line \"8 bytes\" = articles × x × 8 bytes/row\nline \"10 bytes\" = articles × x × 10 bytes/row\nline \"12 bytes\" = articles × x × 12 bytes/row\nline \"14 bytes\" = articles × x × 14 bytes/row\nline \"16 bytes\" = articles × x × 16 bytes/row\nline \"20 bytes\" = articles × x × 20 bytes/row\nline \"24 bytes\" = articles × x × 24 bytes/row",
        },
    },
};

pub fn at(source: &Arc<Source>, span: Span, message: String, help: String) -> Diagnostic {
    Diagnostic::new(&RULE, source, span, message).help(help)
}
