use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::{Source, Span};

pub static RULE: Rule = Rule {
    id: "unit-mismatch",
    severity: Severity::Error,
    summary: "units that do not go together",
    reason: "A sum of people and bytes is a mistake in the model, not in the arithmetic. Every word is a unit of its own, singular and plural are one, and units of time and of data convert.",
    example: Example {
        file: "src/cases/related-articles.md",
        edit: Edit::Replace { find: "× 12 bytes/row ", with: "× 12 bytes " },
    },
};

pub fn at(source: &Arc<Source>, span: Span, message: String, help: String) -> Diagnostic {
    Diagnostic::new(&RULE, source, span, message).help(help)
}
