use std::collections::BTreeSet;

use crate::diagnostic::Diagnostic;
use crate::file_rules::misspelled_section::IN_SHORT;
use crate::parse::book::RawBook;
use crate::rule::{Edit, Example, Rule, Severity};

pub static RULE: Rule = Rule {
    id: "missing-in-short",
    severity: Severity::Warning,
    summary: "a criterion without `In short` in a case that has it",
    reason: "Readers of *Ten minutes* find nothing there, and the interviewer's sheet has only its musts. A case without any `In short` is fine.",
    example: Example {
        file: "src/cases/related-articles.md",
        edit: Edit::Replace {
            find: "### In short\n\nI would call it a success",
            with: "I would call it a success",
        },
    },
};

pub fn check(book: &RawBook, found: &mut Vec<Diagnostic>) {
    for case in &book.cases {
        let Some(rubric) = book.rubric_of(case) else { continue };
        if case.criteria.iter().all(|criterion| criterion.in_short.is_none()) {
            continue;
        }
        let titles = rubric.criteria.iter().filter_map(|criterion| criterion.title.as_ref());
        let known: BTreeSet<&str> = titles.map(|title| title.value.as_str()).collect();
        let mut seen = BTreeSet::new();
        for criterion in &case.criteria {
            let title = &criterion.title;
            // `unknown-criterion` and `repeated-criterion` report the other headings.
            let is_new = known.contains(title.value.as_str()) && seen.insert(title.value.as_str());
            if is_new && criterion.in_short.is_none() {
                let message = format!("the criterion `{}` has no `{IN_SHORT}`, but others do", title.value);
                let help = format!("write `### {IN_SHORT}` after its model answer");
                found.push(Diagnostic::new(&RULE, &case.source, title.span.clone(), message).help(help));
            }
        }
    }
}
