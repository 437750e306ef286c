use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::{Source, Span};
use crate::suggest;

pub static RULE: Rule = Rule {
    id: "unknown-rule",
    severity: Severity::Error,
    summary: "a rule or a severity that does not exist",
    reason: "`allow` in a front matter names rules, and `[preprocessor.casebook.rules]` sets a rule to `allow`, `warn` or `error`. A misspelled name would change nothing.",
    example: Example {
        file: "src/drills/estimation.md",
        edit: Edit::Replace { find: "+++\ntitle", with: "+++\nallow = [\"placeholders\"]\ntitle" },
    },
};

/// `known` are the ids of all rules.
pub fn at<'a>(
    source: &Arc<Source>,
    span: Span,
    name: &str,
    known: impl IntoIterator<Item = &'a str> + Clone,
) -> Diagnostic {
    Diagnostic::new(&RULE, source, span, format!("unknown rule `{name}`")).help(suggest::help(name, known))
}

/// `known` are the severities.
pub fn severity_at(source: &Arc<Source>, span: Span, name: &str, known: [&str; 3]) -> Diagnostic {
    Diagnostic::new(&RULE, source, span, format!("unknown severity `{name}`"))
        .help(suggest::help(name, known))
}
