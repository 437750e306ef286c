use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::{Source, Span};

pub static RULE: Rule = Rule {
    id: "signal-without-box",
    severity: Severity::Error,
    summary: "an item under `Signals` without a box",
    reason: "A reader ticks it: `- [ ] L5: …`.",
    example: Example {
        file: "src/cases/related-articles.md",
        edit: Edit::Replace { find: "- [ ] L6: Compares", with: "- L6: Compares" },
    },
};

pub fn at(source: &Arc<Source>, span: Span) -> Diagnostic {
    let end = source.slice(&span).find('\n').map_or(span.end, |at| span.start + at);
    Diagnostic::new(&RULE, source, span.start..end, "a signal has no box")
        .help("write `- [ ] L5: …`, with a level of the rubric")
}
