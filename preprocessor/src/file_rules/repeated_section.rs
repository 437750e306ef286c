use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::{Source, Spanned};

pub static RULE: Rule = Rule {
    id: "repeated-section",
    severity: Severity::Error,
    summary: "a section that stands twice",
    reason: "`Signals`, `Pitfalls` and `Alternatives` stand once in a criterion, `In one minute` once in a case.",
    example: Example {
        file: "src/cases/related-articles.md",
        edit: Edit::Replace { find: "### Pitfalls\n", with: "### Signals\n\n### Pitfalls\n" },
    },
};

/// The second heading of a section.
pub fn at(source: &Arc<Source>, heading: &Spanned<String>) -> Diagnostic {
    let message = format!("the section `{}` stands twice", heading.value);
    Diagnostic::new(&RULE, source, heading.span.clone(), message).help("join the two")
}
