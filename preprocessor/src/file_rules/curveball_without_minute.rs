use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::{Source, Spanned};

pub static RULE: Rule = Rule {
    id: "curveball-without-minute",
    severity: Severity::Error,
    summary: "a curveball without a minute",
    reason: "A curveball arrives at its minute: `### Curveball at 35: …`.",
    example: Example {
        file: "src/cases/related-articles.md",
        edit: Edit::Replace { find: "### Curveball at 20:", with: "### Curveball:" },
    },
};

pub fn at(source: &Arc<Source>, heading: &Spanned<String>) -> Diagnostic {
    Diagnostic::new(&RULE, source, heading.span.clone(), "a curveball has no minute")
        .help("write `### Curveball at N: …`, where N is minutes from the start")
}
