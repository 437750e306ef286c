use std::collections::BTreeSet;

use crate::diagnostic::Diagnostic;
use crate::file_rules::misspelled_section::SECTIONS;
use crate::parse::book::RawBook;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::suggest;

pub static RULE: Rule = Rule {
    id: "unknown-criterion",
    severity: Severity::Error,
    summary: "a `##` heading that is no criterion of the rubric",
    reason: "In a case, `##` headings are the titles of the rubric's criteria, letter by letter.",
    example: Example {
        file: "src/cases/related-articles.md",
        edit: Edit::Replace { find: "## Goal", with: "## Gaol" },
    },
};

/// Reports headings that the rubric does not know.
pub fn check(book: &RawBook, found: &mut Vec<Diagnostic>) {
    let rubrics = book.rubrics_by_slug();
    for case in &book.cases {
        let rubric = case.round.as_ref().and_then(|round| rubrics.get(round.value.as_str()));
        let Some(rubric) = rubric else { continue };
        let titles = || rubric.criteria.iter().filter_map(|c| c.title.as_ref()).map(|t| t.value.as_str());
        let known: BTreeSet<&str> = titles().collect();
        for criterion in &case.criteria {
            let title = &criterion.title;
            if !known.contains(title.value.as_str()) {
                let message = format!("unknown criterion `{}`", title.value);
                let help = if title.value == "In one minute" || SECTIONS.contains(&title.value.as_str()) {
                    format!("write `### {}`", title.value)
                } else {
                    suggest::help(&title.value, titles().collect::<Vec<_>>())
                };
                found.push(Diagnostic::new(&RULE, &case.source, title.span.clone(), message).help(help));
            }
        }
    }
}
