//! `unknown-round`: a case whose round has no rubric.
//!
//! The round is the file name of a rubric in `src/rubrics/`, without `.toml`.

use super::{Change, Example, Rule};
use crate::book::RawBook;
use crate::diagnostic::{Diagnostic, Severity};
use crate::suggest;

/// The rule.
pub static RULE: Rule = Rule {
    id: "unknown-round",
    severity: Severity::Error,
    summary: "a case whose round has no rubric",
    reason: "The round is the file name of a rubric in `src/rubrics/`, without `.toml`.",
    example: Example {
        file: "src/cases/related-articles.md",
        change: Change::Replace { find: "round = \"design\"", with: "round = \"desing\"" },
    },
    check: Some(check),
};

/// Reports cases and drills that name a round without rubric.
fn check(book: &RawBook, found: &mut Vec<Diagnostic>) {
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
