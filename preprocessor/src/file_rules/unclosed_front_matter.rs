use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::{Source, Span};

pub static RULE: Rule = Rule {
    id: "unclosed-front-matter",
    severity: Severity::Error,
    summary: "front matter that is never closed",
    reason: "Without the closing `+++` the whole file would be TOML.",
    example: Example {
        file: "src/cases/related-articles.md",
        edit: Edit::Replace { find: "1167344\"\n+++\n", with: "1167344\"\n" },
    },
};

pub fn at(source: &Arc<Source>, fence: Span) -> Diagnostic {
    Diagnostic::new(&RULE, source, fence, "the front matter is never closed")
        .help("add a line `+++` after the last key")
}
