use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::{Source, Span};

pub static RULE: Rule = Rule {
    id: "range-excludes-value",
    severity: Severity::Error,
    summary: "a range that leaves out the assumed value",
    reason: "The slider could not show the author's own value.",
    example: Example {
        file: "src/cases/related-articles.md",
        edit: Edit::Replace { find: "# assumed 2..20", with: "# assumed 8..20" },
    },
};

pub fn at(source: &Arc<Source>, span: Span, value: &str) -> Diagnostic {
    let message = format!("the range leaves out the value, `{value}`");
    Diagnostic::new(&RULE, source, span, message).help("widen the range, or change the value")
}
