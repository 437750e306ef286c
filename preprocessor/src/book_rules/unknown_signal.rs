use std::collections::{BTreeMap, BTreeSet};

use super::missing_criterion;
use crate::diagnostic::Diagnostic;
use crate::parse::book::RawBook;
use crate::parse::case::RawCase;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::slug::is_id;
use crate::suggest;

pub static RULE: Rule = Rule {
    id: "unknown-signal",
    severity: Severity::Error,
    summary: "a tick for a signal that the case does not have",
    reason: "Ticks name signals by their ids.",
    example: Example {
        file: "src/samples/related-articles/a-counting-answer.md",
        edit: Edit::Replace { find: "table-size =", with: "table-sise =" },
    },
};

pub fn check(book: &RawBook, found: &mut Vec<Diagnostic>) {
    // Part of a case that could not be parsed, or is missing, has a diagnostic of its own; the signal may be in it.
    let whole = |case: &&RawCase| {
        case.readable
            && case.stray.is_empty()
            && case.criteria.iter().all(|c| c.rejected_signals == 0 && !c.signals.is_empty())
            && book.rubric_of(case).is_none_or(|rubric| missing_criterion::missing(case, rubric).is_empty())
    };
    // One of two equal ids, or a malformed one, was probably meant to be the unknown one.
    let ids_of = |case: &RawCase| -> Option<BTreeSet<String>> {
        let signals = || case.criteria.iter().flat_map(|criterion| &criterion.signals);
        let ids: BTreeSet<String> = signals().map(|signal| signal.id.value.clone()).collect();
        (ids.len() == signals().count() && ids.iter().all(|id| is_id(id))).then_some(ids)
    };
    let with_samples: BTreeSet<&str> = book.samples.iter().map(|sample| sample.case.as_str()).collect();
    let cases: BTreeMap<&str, BTreeSet<String>> = book
        .cases
        .iter()
        .filter(|case| with_samples.contains(case.slug.as_str()))
        .filter(whole)
        .filter_map(|case| Some((case.slug.as_str(), ids_of(case)?)))
        .collect();
    for sample in &book.samples {
        let Some(ids) = cases.get(sample.case.as_str()) else {
            continue;
        };
        for tick in &sample.ticks {
            if !ids.contains(&tick.signal.value) {
                let message = format!("the case has no signal `{}`", tick.signal.value);
                let help = match suggest::nearest(&tick.signal.value, ids.iter().map(String::as_str)) {
                    Some(id) => format!("write `{id}`"),
                    None => "remove it".to_owned(),
                };
                found.push(
                    Diagnostic::new(&RULE, &sample.source, tick.signal.span.clone(), message).help(help),
                );
            }
        }
    }
}
