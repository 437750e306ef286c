use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::{Source, Span};
use crate::suggest;

pub static RULE: Rule = Rule {
    id: "unknown-key",
    severity: Severity::Error,
    summary: "a key that does not exist",
    reason: "An unknown key is usually a typo, and its value would be ignored.",
    example: Example {
        file: "src/cases/related-articles.md",
        edit: Edit::Replace { find: "summary =", with: "sumary =" },
    },
};

/// `known` are the keys that the table can have.
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
