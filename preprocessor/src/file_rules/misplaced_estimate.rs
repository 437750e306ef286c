use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::{Source, Span};

pub static RULE: Rule = Rule {
    id: "misplaced-estimate",
    severity: Severity::Error,
    summary: "an estimate in a sample answer",
    reason: "A sample is on the page of its case, whose estimates it can link to.",
    example: Example {
        file: "src/samples/related-articles/a-counting-answer.md",
        edit: Edit::Replace {
            find: "The goal is",
            with: "```estimate\nrows = 200k rows # assumed\n```\n\nThe goal is",
        },
    },
};

pub fn at(source: &Arc<Source>, span: Span) -> Diagnostic {
    let message = "a sample answer has no estimates of its own";
    Diagnostic::new(&RULE, source, span, message).help("move it into the case, and link to its quantities")
}
