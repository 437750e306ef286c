use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::Source;

pub static RULE: Rule = Rule {
    id: "empty-file",
    severity: Severity::Error,
    summary: "an empty case, drill, sample or rubric",
    reason: "It would become an empty chapter. `mdbook-casebook new` writes a skeleton.",
    example: Example { file: "src/cases/related-articles.md", edit: Edit::Whole(b"\n") },
};

pub fn at(source: &Arc<Source>) -> Diagnostic {
    Diagnostic::new(&RULE, source, 0..0, "the file is empty").help("write it or remove it")
}
