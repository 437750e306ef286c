//! `missing-criterion`: a criterion of the rubric that the case does not answer.
//!
//! A reader is scored on every criterion of the round. The place is the round that asks for it.

use super::{Change, Example, Rule};
use crate::book::RawBook;
use crate::diagnostic::{Diagnostic, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    id: "missing-criterion",
    severity: Severity::Error,
    summary: "a criterion of the rubric that the case does not answer",
    reason: "A reader is scored on every criterion of the round. The place is the round that asks for it.",
    example: Example {
        file: "src/cases/related-articles.md",
        change: Change::Replace { find: "## Goal\n", with: "### Goal\n" },
    },
    check: Some(check),
};

/// Reports criteria without heading.
fn check(book: &RawBook, found: &mut Vec<Diagnostic>) {
    let rubrics = book.rubrics_by_slug();
    for case in &book.cases {
        let Some(round) = &case.round else { continue };
        let Some(rubric) = rubrics.get(round.value.as_str()) else {
            continue;
        };
        for title in rubric.criteria.iter().filter_map(|criterion| criterion.title.as_ref()) {
            if case.criteria.iter().all(|criterion| criterion.title.value != title.value) {
                let message = format!("missing criterion `{}`", title.value);
                let help = format!("add a heading `## {}`", title.value);
                found.push(Diagnostic::new(&RULE, &case.source, round.span.clone(), message).help(help));
            }
        }
    }
}
