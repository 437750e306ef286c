use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::{Source, Span};

pub static RULE: Rule = Rule {
    id: "plot-without-title",
    severity: Severity::Error,
    summary: "a plot without a title or a description",
    reason: "A title says what is shown. A reader who cannot see the drawing hears its description: what the lines do, and the numbers that matter.",
    example: Example {
        file: "src/cases/related-articles.md",
        edit: Edit::Replace { find: "title: Memory of the table by the rows that are kept\n", with: "" },
    },
};

/// `missing` are keys.
pub fn at(source: &Arc<Source>, span: Span, missing: &[&str]) -> Diagnostic {
    let message = format!("the plot has no `{}`", missing.join("` and no `"));
    let lines: Vec<String> = missing.iter().map(|key| format!("`{key}: …`")).collect();
    Diagnostic::new(&RULE, source, span, message).help(format!("add {}", lines.join(" and ")))
}
