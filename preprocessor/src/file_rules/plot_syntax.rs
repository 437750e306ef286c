use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::{Source, Span};

pub static RULE: Rule = Rule {
    id: "plot-syntax",
    severity: Severity::Error,
    summary: "a line of a plot that does not parse",
    reason: "A plot has a `title:`, a `description:`, an `x:` and a `y:`, and then its series: `line`, `step`, `points`, `bar` or `band`, each with a name in quotes and `= expression`, or with rows of data below it. `mark x` and `mark y` label a value.",
    example: Example {
        file: "src/cases/related-articles.md",
        edit: Edit::Replace {
            find: "line = articles × x × 12 bytes/row",
            with: "lines = articles × x × 12 bytes/row",
        },
    },
};

pub fn at(source: &Arc<Source>, span: Span, message: String, help: String) -> Diagnostic {
    Diagnostic::new(&RULE, source, span, message).help(help)
}
