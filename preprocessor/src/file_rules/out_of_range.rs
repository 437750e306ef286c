use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::{Source, Span};

pub static RULE: Rule = Rule {
    id: "out-of-range",
    severity: Severity::Error,
    summary: "a number outside its range",
    reason: "Minutes, shares and weights have limits; a number beyond them is most likely a typo.",
    example: Example {
        file: "src/rubrics/design.toml",
        edit: Edit::Replace { find: "minutes = 30", with: "minutes = 0" },
    },
};

pub fn at(source: &Arc<Source>, span: Span, key: &str, low: &str, high: &str) -> Diagnostic {
    Diagnostic::new(&RULE, source, span, format!("`{key}` is outside {low} to {high}"))
        .help(format!("write a number from {low} to {high}"))
}
