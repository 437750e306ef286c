use crate::diagnostic::Diagnostic;
use crate::files::in_src;
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

pub fn check(book: &RawBook, found: &mut Vec<Diagnostic>) {
    let slugs = book.rubrics.iter().map(|rubric| rubric.slug.as_str());
    for case in book.cases.iter().filter(|case| book.rubric_of(case).is_none()) {
        let Some(round) = &case.round else { continue };
        let message = format!("unknown round `{}`", round.value);
        let help = if book.rubrics.is_empty() {
            format!("add its rubric as `{}`", in_src(&book.src, &format!("rubrics/{}.toml", round.value)))
        } else {
            suggest::help(&round.value, slugs.clone())
        };
        found.push(Diagnostic::new(&RULE, &case.source, round.span.clone(), message).help(help));
    }
}
