use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::{Source, Span};

pub static RULE: Rule = Rule {
    id: "fixed-rule",
    severity: Severity::Error,
    summary: "a rule that cannot be allowed",
    reason: "What such a rule reports would leave a page missing or wrong. All warnings can be allowed, and the errors that leave a page whole.",
    example: Example {
        file: "src/drills/estimation.md",
        edit: Edit::Replace { find: "+++\ntitle", with: "+++\nallow = [\"missing-key\"]\ntitle" },
    },
};

pub fn at(source: &Arc<Source>, span: Span, name: &str) -> Diagnostic {
    Diagnostic::new(&RULE, source, span, format!("the rule `{name}` cannot be allowed"))
        .help("remove its name, and fix what it reports")
}
