use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::{Source, Span};

pub static RULE: Rule = Rule {
    id: "signal-without-level",
    severity: Severity::Error,
    summary: "a signal without a level",
    reason: "The level says what the signal counts for: `- [ ] L5: …`.",
    example: Example {
        file: "src/cases/related-articles.md",
        edit: Edit::Replace { find: "- [ ] L6: Compares", with: "- [ ] Compares" },
    },
};

pub fn at(source: &Arc<Source>, span: Span) -> Diagnostic {
    Diagnostic::new(&RULE, source, span, "a signal has no level")
        .help("begin it with a level and a colon: `L5: …`")
}
