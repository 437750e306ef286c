use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::{Source, Span};

pub static RULE: Rule = Rule {
    id: "unused-quantity",
    severity: Severity::Warning,
    summary: "a quantity that nothing uses",
    reason: "No other quantity and no link needs it, it has no limit, and it is not what an estimate is about. Either it is not needed, or what should follow from it has a number of its own.",
    example: Example {
        file: "src/cases/related-articles.md",
        edit: Edit::Replace { find: "readers × each × 3 ", with: "readers × 18 requests/person " },
    },
};

pub fn at(source: &Arc<Source>, span: Span, name: &str) -> Diagnostic {
    let message = format!("nothing uses `{name}`");
    let help = format!("remove it, use it, or link to it: `[number](={name})`");
    Diagnostic::new(&RULE, source, span, message).help(help)
}
