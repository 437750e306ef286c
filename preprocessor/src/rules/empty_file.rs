//! `empty-file`: a case, drill, sample or rubric with nothing in it.
//!
//! An empty file would become an empty chapter. `mdbook-casebook new` writes a skeleton.

use std::sync::Arc;

use super::{Change, Example, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Source;

/// The rule.
pub static RULE: Rule = Rule {
    id: "empty-file",
    severity: Severity::Error,
    summary: "a case, drill, sample or rubric with nothing in it",
    reason: "An empty file would become an empty chapter. `mdbook-casebook new` writes a skeleton.",
    example: Example { file: "src/cases/related-articles.md", change: Change::Whole(b"\n") },
    check: None,
};

/// A file without text.
pub fn at(source: &Arc<Source>) -> Diagnostic {
    Diagnostic::new(&RULE, source, 0..0, "the file is empty").help("write it, or remove it")
}
