use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::{Source, Span};

pub static RULE: Rule = Rule {
    id: "non-finite-quantity",
    severity: Severity::Error,
    summary: "a quantity without a value",
    reason: "It divides by zero, takes the root of a negative number, or is too large to compute with.",
    example: Example {
        file: "src/cases/related-articles.md",
        edit: Edit::Replace { find: "× 12 bytes/row ", with: "× 12 bytes/row ÷ (kept - kept) " },
    },
};

pub fn at(source: &Arc<Source>, span: Span, message: String, help: String) -> Diagnostic {
    Diagnostic::new(&RULE, source, span, message).help(help)
}
