use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::{Source, Span};

pub static RULE: Rule = Rule {
    id: "misplaced-id",
    severity: Severity::Error,
    summary: "an id that is not at the end of its signal",
    reason: "Readers' ticks are stored by id. Anywhere but at the end, `^id` is text, and the signal gets another id.",
    example: Example {
        file: "src/cases/related-articles.md",
        edit: Edit::Replace {
            find: "with a time ^second-read",
            with: "with a time ^second-read\n  that can be measured",
        },
    },
};

pub fn at(source: &Arc<Source>, span: Span) -> Diagnostic {
    let id = source.slice(&span);
    let message = format!("`{id}` is not at the end of the signal");
    let help = format!("move it to the end of the signal, or write `\\{id}` if it is text");
    Diagnostic::new(&RULE, source, span, message).help(help)
}
