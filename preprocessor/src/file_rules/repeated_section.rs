use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::{Source, Spanned};

pub static RULE: Rule = Rule {
    id: "repeated-section",
    severity: Severity::Error,
    summary: "a section that occurs twice",
    reason: "A criterion has one section each of `In short`, `Signals`, `Pitfalls` and `Alternatives`, a case one `In one minute`.",
    example: Example {
        file: "src/cases/related-articles.md",
        edit: Edit::Replace { find: "### Pitfalls\n", with: "### Signals\n\n### Pitfalls\n" },
    },
};

/// `heading` is the second one.
pub fn at(source: &Arc<Source>, heading: &Spanned<String>) -> Diagnostic {
    let message = format!("the section `{}` occurs twice", heading.value);
    Diagnostic::new(&RULE, source, heading.span.clone(), message).help("merge the two")
}
