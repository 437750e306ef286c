use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::{Source, Span};

pub static RULE: Rule = Rule {
    id: "too-many-cells",
    severity: Severity::Error,
    summary: "a table row with more cells than the header",
    reason: "Cells beyond the last column are not shown. A `|` in a cell begins the next one, also in a formula and in code.",
    example: Example {
        file: "src/cases/related-articles.md",
        edit: Edit::Replace { find: "exact, cheap, explains itself", with: "exact, $|V|$ rows" },
    },
};

/// `span` is what the row has beyond its last column.
pub fn at(source: &Arc<Source>, span: Span) -> Diagnostic {
    Diagnostic::new(&RULE, source, span, "the row has more cells than the header")
        .help("write `\\|` for a bar in a cell, and `\\vert` in a formula")
}
