use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::Source;

pub static RULE: Rule = Rule {
    id: "missing-front-matter",
    severity: Severity::Error,
    summary: "a case, drill or sample that does not begin with `+++`",
    reason: "The title and the round stand in the front matter; without it the file cannot be placed.",
    example: Example {
        file: "src/cases/related-articles.md",
        edit: Edit::Replace { find: "+++\ntitle", with: "title" },
    },
};

/// A file whose first line is no fence.
pub fn at(source: &Arc<Source>, what: &str) -> Diagnostic {
    let start = source.start();
    let help = if source.text[start..].trim_start().starts_with("+++") {
        "remove what stands before `+++`, and behind it on its line"
    } else {
        "begin the file with `+++`, keys in TOML, and `+++` again"
    };
    Diagnostic::new(&RULE, source, start..start, format!("the {what} is missing")).help(help)
}
