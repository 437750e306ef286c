//! `repeated-criterion`: a criterion that a case answers twice.
//!
//! Scores hang on the criterion; there can be one place only.

use super::{Change, Example, Rule};
use crate::book::RawBook;
use crate::diagnostic::{Diagnostic, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    id: "repeated-criterion",
    severity: Severity::Error,
    summary: "a criterion that a case answers twice",
    reason: "Scores hang on the criterion; there can be one place only.",
    example: Example {
        file: "src/cases/related-articles.md",
        change: Change::Replace { find: "## Design\n", with: "## Goal\n\nAgain.\n\n## Design\n" },
    },
    check: Some(check),
};

/// Reports the second heading of a criterion.
fn check(book: &RawBook, found: &mut Vec<Diagnostic>) {
    for case in &book.cases {
        for (index, criterion) in case.criteria.iter().enumerate() {
            let title = &criterion.title;
            let first = case.criteria[..index].iter().find(|other| other.title.value == title.value);
            if let Some(first) = first {
                let line = case.source.position(first.title.span.start).line;
                let message = format!("the criterion `{}` is already on line {line}", title.value);
                let found_here = Diagnostic::new(&RULE, &case.source, title.span.clone(), message);
                found.push(found_here.help("join the two"));
            }
        }
    }
}
