use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::{Source, Spanned};

pub static RULE: Rule = Rule {
    id: "follow-up-without-question",
    severity: Severity::Error,
    summary: "a follow-up that asks nothing",
    reason: "The question stands in the heading: `### Follow-up: …`.",
    example: Example {
        file: "src/cases/related-articles.md",
        edit: Edit::Replace {
            find: "### Follow-up: What about an article published a minute ago?",
            with: "### Follow-up",
        },
    },
};

/// A follow-up heading without text after a colon.
pub fn at(source: &Arc<Source>, heading: &Spanned<String>) -> Diagnostic {
    Diagnostic::new(&RULE, source, heading.span.clone(), "a follow-up has no question")
        .help("write `### Follow-up: …`")
}
