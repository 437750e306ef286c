//! `repeated-section`: a section that stands twice.
//!
//! `Signals`, `Pitfalls` and `Alternatives` stand once in a criterion, `In one minute` once in a case.

use std::sync::Arc;

use super::{Change, Example, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::parse::markdown::Heading;
use crate::source::Source;

/// The rule.
pub static RULE: Rule = Rule {
    id: "repeated-section",
    severity: Severity::Error,
    summary: "a section that stands twice",
    reason: "`Signals`, `Pitfalls` and `Alternatives` stand once in a criterion, `In one minute` once in a case.",
    example: Example {
        file: "src/cases/related-articles.md",
        change: Change::Replace { find: "### Pitfalls\n", with: "### Signals\n\n### Pitfalls\n" },
    },
    check: None,
};

/// The second heading of a section.
pub fn at(source: &Arc<Source>, heading: &Heading) -> Diagnostic {
    let message = format!("the section `{}` stands twice", heading.title.value);
    Diagnostic::new(&RULE, source, heading.title.span.clone(), message).help("join the two")
}
