use crate::diagnostic::Diagnostic;
use crate::parse::book::RawBook;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::suggest;

pub static RULE: Rule = Rule {
    id: "unknown-round",
    severity: Severity::Error,
    summary: "a case whose round has no rubric",
    reason: "The round is the file name of a rubric in `src/rubrics/`, without `.toml`.",
    example: Example {
        file: "src/cases/related-articles.md",
        edit: Edit::Replace { find: "round = \"design\"", with: "round = \"desing\"" },
    },
};

/// Reports cases and drills that name a round without rubric.
pub fn check(book: &RawBook, found: &mut Vec<Diagnostic>) {
    let known = book.rubrics_by_slug();
    let slugs = book.rubrics.iter().map(|rubric| rubric.slug.as_str());
    let cases = book.cases.iter().filter_map(|case| Some((&case.source, case.round.as_ref()?)));
    for (source, round) in cases {
        if !known.contains_key(round.value.as_str()) {
            let message = format!("unknown round `{}`", round.value);
            let help = if book.rubrics.is_empty() {
                format!("write `{}/rubrics/{}.toml`", book.src, round.value)
            } else {
                suggest::help(&round.value, slugs.clone())
            };
            found.push(Diagnostic::new(&RULE, source, round.span.clone(), message).help(help));
        }
    }
}
