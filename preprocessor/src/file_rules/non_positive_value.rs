use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::{Source, Span};

pub static RULE: Rule = Rule {
    id: "non-positive-value",
    severity: Severity::Error,
    summary: "a value that a logarithmic axis cannot show",
    reason: "A logarithmic axis never reaches zero or anything below it.",
    example: Example {
        file: "src/cases/related-articles.md",
        edit: Edit::Replace { find: "10..10k, log", with: "0..10k, log" },
    },
};

pub fn at(source: &Arc<Source>, span: Span, message: String, help: String) -> Diagnostic {
    Diagnostic::new(&RULE, source, span, message).help(help)
}
