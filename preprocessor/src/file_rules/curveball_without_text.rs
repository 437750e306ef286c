use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::{Source, Spanned};

pub static RULE: Rule = Rule {
    id: "curveball-without-text",
    severity: Severity::Error,
    summary: "a curveball that does not say what changes",
    reason: "The heading says what changes: `### Curveball at 35: …`.",
    example: Example {
        file: "src/cases/related-articles.md",
        edit: Edit::Replace {
            find: "### Curveball at 20: The editors want no article twice in a day",
            with: "### Curveball at 20",
        },
    },
};

pub fn at(source: &Arc<Source>, heading: &Spanned<String>) -> Diagnostic {
    Diagnostic::new(&RULE, source, heading.span.clone(), "a curveball does not say what changes")
        .help("write `### Curveball at N: …`")
}
