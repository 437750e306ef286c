use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::{Source, Span};

pub static RULE: Rule = Rule {
    id: "non-finite-plot",
    severity: Severity::Error,
    summary: "a plot of what has no finite value",
    reason: "A line cannot be drawn through a place where what it shows is infinite or has no value.",
    example: Example {
        file: "src/cases/related-articles.md",
        edit: Edit::Replace {
            find: "line = articles × x × 12 bytes/row",
            with: "line = articles × x × 12 bytes/row ÷ ceil(x ÷ 100 rows/article - 1)",
        },
    },
};

pub fn at(source: &Arc<Source>, span: Span, message: String, help: String) -> Diagnostic {
    Diagnostic::new(&RULE, source, span, message).help(help)
}
