use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::{Source, Span};

pub static RULE: Rule = Rule {
    id: "quantity-circle",
    severity: Severity::Error,
    summary: "quantities that are computed from each other",
    reason: "None of them has a value. One must be an input.",
    example: Example {
        file: "src/cases/related-articles.md",
        edit: Edit::Replace { find: "articles = 200k articles", with: "articles = rows ÷ kept" },
    },
};

/// `names` begins and ends with the same quantity.
pub fn at(source: &Arc<Source>, span: Span, names: &[&str]) -> Diagnostic {
    let message = format!("`{}` is computed from itself: {}", names[0], names.join(" ← "));
    Diagnostic::new(&RULE, source, span, message).help("make one of them an input")
}
