use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::Source;

pub static RULE: Rule = Rule {
    id: "missing-front-matter",
    severity: Severity::Error,
    summary: "a case, drill or sample that does not begin with `+++`",
    reason: "The title and the round are in the front matter.",
    example: Example {
        file: "src/cases/related-articles.md",
        edit: Edit::Replace { find: "+++\ntitle", with: "title" },
    },
};

pub fn at(source: &Arc<Source>, table: &str) -> Diagnostic {
    let start = source.start();
    let help = if source.text[start..].trim_start().starts_with("+++") {
        "remove what comes before `+++`, and after it on its line"
    } else {
        "begin the file with a line `+++`, then keys in TOML, then another line `+++`"
    };
    Diagnostic::new(&RULE, source, start..start, format!("the {table} is missing")).help(help)
}
