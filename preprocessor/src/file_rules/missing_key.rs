use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::{Source, Span};

pub static RULE: Rule = Rule {
    id: "missing-key",
    severity: Severity::Error,
    summary: "a required key that is missing",
    reason: "The chapter cannot be made without it. The place is the start of the table.",
    example: Example {
        file: "src/cases/related-articles.md",
        edit: Edit::Replace { find: "title = \"Related articles\"\n", with: "" },
    },
};

pub fn at(source: &Arc<Source>, span: Span, key: &str, table: &str) -> Diagnostic {
    Diagnostic::new(&RULE, source, span, format!("missing key `{key}` in the {table}"))
        .help(format!("add `{key} = …`"))
}
