//! `follow-up-without-question`: a follow-up that asks nothing.
//!
//! The question stands in the heading: `### Follow-up: …`.

use std::sync::Arc;

use super::{Change, Example, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::parse::markdown::Heading;
use crate::source::Source;

/// The rule.
pub static RULE: Rule = Rule {
    id: "follow-up-without-question",
    severity: Severity::Error,
    summary: "a follow-up that asks nothing",
    reason: "The question stands in the heading: `### Follow-up: …`.",
    example: Example {
        file: "src/cases/related-articles.md",
        change: Change::Replace {
            find: "### Follow-up: What about an article published a minute ago?",
            with: "### Follow-up",
        },
    },
    check: None,
};

/// A follow-up heading without text after a colon.
pub fn at(source: &Arc<Source>, heading: &Heading) -> Diagnostic {
    Diagnostic::new(&RULE, source, heading.title.span.clone(), "a follow-up has no question")
        .help("write `### Follow-up: …`")
}
