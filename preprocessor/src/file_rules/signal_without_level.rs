use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::{Source, Span};

pub static RULE: Rule = Rule {
    id: "signal-without-level",
    severity: Severity::Error,
    summary: "a signal without a level",
    reason: "The level decides what the signal is worth: `- [ ] L5: …`.",
    example: Example {
        file: "src/cases/related-articles.md",
        edit: Edit::Replace { find: "- [ ] L6: Compares", with: "- [ ] Compares" },
    },
};

/// A signal that does not begin with a level and a colon.
pub fn at(source: &Arc<Source>, span: Span) -> Diagnostic {
    Diagnostic::new(&RULE, source, span, "a signal has no level")
        .help("write the level and a colon before it: `L5: …`")
}
