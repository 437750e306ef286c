use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::{Source, Span};

pub static RULE: Rule = Rule {
    id: "unused-definition",
    severity: Severity::Warning,
    summary: "a link definition that no link uses",
    reason: "`[Note]: this` alone on a line is taken for the definition of a link, and no page shows it.",
    example: Example {
        file: "src/cases/related-articles.md",
        edit: Edit::Replace { find: "Item-to-item counts", with: "[Note]: daily\n\nItem-to-item counts" },
    },
};

pub fn at(source: &Arc<Source>, span: Span) -> Diagnostic {
    let span = source.trim(&span);
    let message = format!("no link uses the definition `{}`", source.slice(&span));
    Diagnostic::new(&RULE, source, span, message).help("use it, remove it, or write `\\[` if it is text")
}
