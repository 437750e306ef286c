//! `empty-value`: a text that is blank, or a list without entries.
//!
//! A blank title or summary would leave a hole in every list.

use std::sync::Arc;

use super::{Change, Example, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::{Source, Span};

/// The rule.
pub static RULE: Rule = Rule {
    id: "empty-value",
    severity: Severity::Error,
    summary: "a text that is blank, or a list without entries",
    reason: "A blank title or summary would leave a hole in every list.",
    example: Example {
        file: "src/cases/related-articles.md",
        change: Change::Replace { find: "title = \"Related articles\"", with: "title = \" \"" },
    },
    check: None,
};

/// A list or a table that needs an entry and has none.
pub fn nothing_in(source: &Arc<Source>, span: Span, key: &str) -> Diagnostic {
    Diagnostic::new(&RULE, source, span, format!("`{key}` is empty")).help("write at least one entry")
}

/// A blank string.
pub fn at(source: &Arc<Source>, span: Span, key: &str) -> Diagnostic {
    Diagnostic::new(&RULE, source, span, format!("`{key}` is blank")).help("write a text")
}
