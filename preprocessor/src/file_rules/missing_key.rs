use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::{Source, Span};

pub static RULE: Rule = Rule {
    id: "missing-key",
    severity: Severity::Error,
    summary: "a key that must be there and is not",
    reason: "The chapter cannot be made without it. The place is where the table begins.",
    example: Example {
        file: "src/cases/related-articles.md",
        edit: Edit::Replace { find: "title = \"Related articles\"\n", with: "" },
    },
};

/// A required key that is absent.
pub fn at(source: &Arc<Source>, span: Span, key: &str, table: &str) -> Diagnostic {
    Diagnostic::new(&RULE, source, span, format!("missing key `{key}` in the {table}"))
        .help(format!("add `{key} = …`"))
}
