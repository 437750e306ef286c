use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::{Source, Span};
use crate::suggest;

pub static RULE: Rule = Rule {
    id: "unknown-key",
    severity: Severity::Error,
    summary: "a key that means nothing here",
    reason: "An unknown key is a slip, and what it was to say would be lost.",
    example: Example {
        file: "src/cases/related-articles.md",
        edit: Edit::Replace { find: "summary =", with: "sumary =" },
    },
};

/// A key that no field has.
pub fn at<'a>(
    source: &Arc<Source>,
    span: Span,
    key: &str,
    table: &str,
    known: impl IntoIterator<Item = &'a str> + Clone,
) -> Diagnostic {
    Diagnostic::new(&RULE, source, span, format!("unknown key `{key}` in the {table}"))
        .help(suggest::help(key, known))
}
