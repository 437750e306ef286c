use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::{Source, Span};

pub static RULE: Rule = Rule {
    id: "stale-figure",
    severity: Severity::Error,
    summary: "a number that is no longer what is computed",
    reason: "Somebody changed an input, and this number does not follow from it any more. `check --fix` writes the right one.",
    example: Example {
        file: "src/cases/related-articles.md",
        edit: Edit::Replace { find: "= 20M rows", with: "= 30M rows" },
    },
};

/// `number` is the place of the number alone, `was` and `now` are as they are written, and `right` replaces the number.
pub fn at(
    source: &Arc<Source>,
    span: Span,
    number: Span,
    (was, now): (&str, &str),
    right: String,
) -> Diagnostic {
    let message = format!("`{was}` is now `{now}`");
    let help = format!("write `{now}`, or let `check --fix` do it");
    Diagnostic::new(&RULE, source, span, message).help(help).fix(number, right)
}
