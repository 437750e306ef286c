use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::{Source, Span};

pub static RULE: Rule = Rule {
    id: "estimate-syntax",
    severity: Severity::Error,
    summary: "a line of an estimate that does not parse",
    reason: "Each line is `name = expression`, then, where they apply, `=` and the result, `<=` or `>=` and a limit, and `#` and where the number comes from.",
    example: Example {
        file: "src/cases/related-articles.md",
        edit: Edit::Replace { find: "articles × kept", with: "articles × × kept" },
    },
};

pub fn at(source: &Arc<Source>, span: Span, message: String, help: String) -> Diagnostic {
    Diagnostic::new(&RULE, source, span, message).help(help)
}
