use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::{Source, Span};

pub static RULE: Rule = Rule {
    id: "input-without-source",
    severity: Severity::Warning,
    summary: "an input that does not say where it comes from",
    reason: "A number that nobody can check is no better than one made up. Say `reported` with a source, `measured`, `assumed` with a range, or `chosen`.",
    example: Example {
        file: "src/cases/related-articles.md",
        edit: Edit::Replace { find: "# assumed 2..20", with: "" },
    },
};

/// What a note lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    Origin,
    /// Who reported it.
    Report,
}

pub fn at(source: &Arc<Source>, span: Span, name: &str, missing: Missing) -> Diagnostic {
    let (message, help) = match missing {
        Missing::Origin => (
            format!("`{name}` does not say where it comes from"),
            "end the line with `# reported [@source]`, `# measured`, `# assumed low..high` or `# chosen`",
        ),
        Missing::Report => (format!("`{name}` does not say who reported it"), "add `[@source]`"),
    };
    Diagnostic::new(&RULE, source, span, message).help(help)
}
