use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::{Source, Spanned};

pub static RULE: Rule = Rule {
    id: "follow-up-without-question",
    severity: Severity::Error,
    summary: "a follow-up without a question",
    reason: "The heading asks the question: `### Follow-up: …`.",
    example: Example {
        file: "src/cases/related-articles.md",
        edit: Edit::Replace {
            find: "### Follow-up: What about an article published a minute ago?",
            with: "### Follow-up",
        },
    },
};

pub fn at(source: &Arc<Source>, heading: &Spanned<String>) -> Diagnostic {
    Diagnostic::new(&RULE, source, heading.span.clone(), "a follow-up has no question")
        .help("write `### Follow-up: …`")
}
