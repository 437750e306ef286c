use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::{Source, Span};

pub static RULE: Rule = Rule {
    id: "unplaced-text",
    severity: Severity::Error,
    summary: "text that no page shows",
    reason: "Under `### Signals`, each item is one paragraph that becomes a box to tick. Other text there has no place on the page.",
    example: Example {
        file: "src/cases/related-articles.md",
        edit: Edit::Replace {
            find: "^second-read\n",
            with: "^second-read\n  - a click alone does not count\n",
        },
    },
};

/// The help is for a list of signals: everywhere else all text is shown.
pub fn at(source: &Arc<Source>, span: Span) -> Diagnostic {
    Diagnostic::new(&RULE, source, span, "no page shows this text")
        .help("make it part of a signal's paragraph, or move it above `### Signals` or into `### Pitfalls`")
}
