use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::{Source, Span};

pub static RULE: Rule = Rule {
    id: "signal-without-text",
    severity: Severity::Error,
    summary: "a signal without text",
    reason: "There is nothing to look for in an answer.",
    example: Example {
        file: "src/cases/related-articles.md",
        edit: Edit::Replace {
            find: "L6: Compares counting with learned vectors by cost and freshness ^counts-or-vectors",
            with: "L6: ^counts-or-vectors",
        },
    },
};

pub fn at(source: &Arc<Source>, span: Span) -> Diagnostic {
    Diagnostic::new(&RULE, source, span, "a signal has no text").help("write what an answer shows")
}
