use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::{Source, Span};

pub static RULE: Rule = Rule {
    id: "malformed-cover",
    severity: Severity::Error,
    summary: "a cover that is not well-formed SVG, or has no size",
    reason: "It becomes part of the page: an element that is not closed would swallow what follows. The `viewBox` says how tall the picture is before it is drawn.",
    example: Example {
        file: "src/covers/related-articles.svg",
        edit: Edit::Replace { find: " viewBox=\"0 0 320 210\"", with: "" },
    },
};

pub fn at(source: &Arc<Source>, span: Span, message: impl Into<String>, help: &str) -> Diagnostic {
    Diagnostic::new(&RULE, source, span, message).help(help)
}
