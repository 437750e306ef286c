//! `unknown-key`: a key that means nothing here.
//!
//! An unknown key is a slip, and what it was to say would be lost.

use std::sync::Arc;

use super::{Change, Example, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::{Source, Span};
use crate::suggest;

/// The rule.
pub static RULE: Rule = Rule {
    id: "unknown-key",
    severity: Severity::Error,
    summary: "a key that means nothing here",
    reason: "An unknown key is a slip, and what it was to say would be lost.",
    example: Example {
        file: "src/cases/related-articles.md",
        change: Change::Replace { find: "summary =", with: "sumary =" },
    },
    check: None,
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
