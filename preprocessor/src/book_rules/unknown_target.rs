use crate::diagnostic::Diagnostic;
use crate::parse::book::RawBook;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::suggest;

pub static RULE: Rule = Rule {
    id: "unknown-target",
    severity: Severity::Error,
    summary: "a drill for a round or criterion that does not exist",
    reason: "`trains` names a round, or a criterion as `round/criterion`.",
    example: Example {
        file: "src/drills/estimation.md",
        edit: Edit::Replace { find: "\"design/design\"", with: "\"design/desing\"" },
    },
};

pub fn check(book: &RawBook, found: &mut Vec<Diagnostic>) {
    for drill in &book.drills {
        for target in &drill.trains {
            let (round, criterion) = match target.value.split_once('/') {
                Some((round, criterion)) => (round, Some(criterion)),
                None => (target.value.as_str(), None),
            };
            let (message, help) = match (book.rubric(round), criterion) {
                (None, _) => (
                    format!("unknown round `{round}`"),
                    suggest::help(round, book.rubrics.iter().map(|rubric| rubric.slug.as_str())),
                ),
                (Some(rubric), Some(criterion)) => {
                    let ids: Vec<&str> = rubric
                        .criteria
                        .iter()
                        .filter_map(|c| c.id.as_ref())
                        .map(|id| id.value.as_str())
                        .collect();
                    if ids.contains(&criterion) {
                        continue;
                    }
                    let targets: Vec<String> = ids.iter().map(|id| format!("{round}/{id}")).collect();
                    (
                        format!("the rubric `{round}` has no criterion `{criterion}`"),
                        suggest::help(&target.value, targets.iter().map(String::as_str)),
                    )
                }
                _ => continue,
            };
            found.push(Diagnostic::new(&RULE, &drill.source, target.span.clone(), message).help(help));
        }
    }
}
