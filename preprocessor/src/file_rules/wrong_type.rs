use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::{Source, Span};

pub static RULE: Rule = Rule {
    id: "wrong-type",
    severity: Severity::Error,
    summary: "a value of the wrong type",
    reason: "Numbers have no quotes, strings have quotes, lists have brackets.",
    example: Example {
        file: "src/rubrics/design.toml",
        edit: Edit::Replace { find: "minutes = 30", with: "minutes = \"30\"" },
    },
};

/// `wanted` has its article: `a table`; `found` has none: `string`.
pub fn at(source: &Arc<Source>, span: Span, key: &str, wanted: &str, found: &str) -> Diagnostic {
    let article = if found.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    let message = format!("`{key}` is {article} {found}, not {wanted}");
    Diagnostic::new(&RULE, source, span, message).help(format!("write {wanted}"))
}
