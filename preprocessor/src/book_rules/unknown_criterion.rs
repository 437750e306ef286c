use std::collections::BTreeSet;

use crate::diagnostic::Diagnostic;
use crate::file_rules::misspelled_section::{IN_ONE_MINUTE, SECTIONS};
use crate::parse::book::RawBook;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::suggest;

pub static RULE: Rule = Rule {
    id: "unknown-criterion",
    severity: Severity::Error,
    summary: "a `##` heading that is not a criterion of the rubric",
    reason: "In a case, `##` headings are the exact titles of the rubric's criteria.",
    example: Example {
        file: "src/cases/related-articles.md",
        edit: Edit::Replace { find: "## Goal", with: "## Gaol" },
    },
};

pub fn check(book: &RawBook, found: &mut Vec<Diagnostic>) {
    for case in &book.cases {
        let Some(rubric) = book.rubric_of(case) else { continue };
        let titles = || rubric.criteria.iter().filter_map(|c| c.title.as_ref()).map(|t| t.value.as_str());
        let known: BTreeSet<&str> = titles().collect();
        for criterion in &case.criteria {
            let title = &criterion.title;
            if !known.contains(title.value.as_str()) {
                let message = format!("unknown criterion `{}`", title.value);
                let help = if title.value == IN_ONE_MINUTE || SECTIONS.contains(&title.value.as_str()) {
                    format!("write `### {}`", title.value)
                } else {
                    suggest::help(&title.value, titles().collect::<Vec<_>>())
                };
                found.push(Diagnostic::new(&RULE, &case.source, title.span.clone(), message).help(help));
            }
        }
    }
}
