use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::{Source, Span};

pub static RULE: Rule = Rule {
    id: "empty-value",
    severity: Severity::Error,
    summary: "a blank text or an empty list",
    reason: "A blank title or summary leaves a gap in every list.",
    example: Example {
        file: "src/cases/related-articles.md",
        edit: Edit::Replace { find: "title = \"Related articles\"", with: "title = \" \"" },
    },
};

/// A list or a table that needs at least one entry.
pub fn no_entries(source: &Arc<Source>, span: Span, key: &str) -> Diagnostic {
    Diagnostic::new(&RULE, source, span, format!("`{key}` is empty")).help("add at least one entry")
}

/// A blank string.
pub fn at(source: &Arc<Source>, span: Span, key: &str) -> Diagnostic {
    Diagnostic::new(&RULE, source, span, format!("`{key}` is blank")).help("write some text")
}
