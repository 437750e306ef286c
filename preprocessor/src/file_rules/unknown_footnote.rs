use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::{Source, Span};

pub static RULE: Rule = Rule {
    id: "unknown-footnote",
    severity: Severity::Warning,
    summary: "a reference to a footnote that is not defined",
    reason: "It is shown as it is written.",
    example: Example {
        file: "src/cases/related-articles.md",
        edit: Edit::Replace { find: "Item-to-item counts", with: "Item-to-item counts[^daily]" },
    },
};

pub fn at(source: &Arc<Source>, span: Span) -> Diagnostic {
    let written = source.slice(&span);
    let message = format!("no footnote `{written}` is defined in the file");
    let help = format!("add a paragraph `{written}: …`, or write `\\{written}` if it is text");
    Diagnostic::new(&RULE, source, span, message).help(help)
}
