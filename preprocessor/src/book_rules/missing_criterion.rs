use std::collections::BTreeSet;

use crate::diagnostic::Diagnostic;
use crate::parse::book::RawBook;
use crate::parse::case::RawCase;
use crate::parse::rubric::RawRubric;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::Spanned;
use crate::suggest::{self, MOST_NAMES};

pub static RULE: Rule = Rule {
    id: "missing-criterion",
    severity: Severity::Error,
    summary: "a criterion of the rubric that the case does not answer",
    reason: "A reader is scored on every criterion of the round. The place is the name of the round.",
    example: Example {
        file: "src/cases/related-articles.md",
        edit: Edit::Replace { find: "## Goal\n", with: "### Goal\n" },
    },
};

pub fn check(book: &RawBook, found: &mut Vec<Diagnostic>) {
    for case in &book.cases {
        let Some(round) = &case.round else { continue };
        let Some(rubric) = book.rubric_of(case) else { continue };
        for title in missing(case, rubric) {
            let message = format!("missing criterion `{}`", title.value);
            // A heading of another level is probably meant for it.
            let nearly = case.markdown.headings.iter().find(|heading| heading.title.value == title.value);
            let (place, help) = match nearly {
                Some(heading) => (&heading.title.span, format!("write `## {}`", title.value)),
                None => (&round.span, format!("add a heading `## {}`", title.value)),
            };
            found.push(Diagnostic::new(&RULE, &case.source, place.clone(), message).help(help));
        }
    }
}

/// The titles in the rubric that no criterion of the case has. What `unknown-criterion` suggests is not missing but
/// misspelled.
pub fn missing<'a>(case: &RawCase, rubric: &'a RawRubric) -> Vec<&'a Spanned<String>> {
    let answered: BTreeSet<&str> = case.criteria.iter().map(|c| c.title.value.as_str()).collect();
    let titles = || rubric.criteria.iter().filter_map(|criterion| criterion.title.as_ref());
    let known: BTreeSet<&str> = titles().map(|title| title.value.as_str()).collect();
    let unknown = answered.iter().filter(|written| !known.contains(*written)).take(MOST_NAMES);
    let misspelled: BTreeSet<&str> = unknown
        .filter_map(|written| suggest::nearest(written, titles().map(|title| title.value.as_str())))
        .collect();
    titles()
        .filter(|title| {
            !answered.contains(title.value.as_str()) && !misspelled.contains(title.value.as_str())
        })
        .collect()
}
