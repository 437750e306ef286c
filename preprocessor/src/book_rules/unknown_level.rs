use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::parse::book::RawBook;
use crate::parse::rubric::RawRubric;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::{Source, Spanned};
use crate::suggest;

pub static RULE: Rule = Rule {
    id: "unknown-level",
    severity: Severity::Error,
    summary: "a level that the rubric does not have",
    reason: "Signals, samples, descriptors and names of levels name levels exactly as the rubric does.",
    example: Example {
        file: "src/cases/related-articles.md",
        edit: Edit::Replace { find: "L6: Compares", with: "L7: Compares" },
    },
};

fn at(source: &Arc<Source>, level: &Spanned<String>, rubric: &RawRubric) -> Diagnostic {
    let known = rubric.levels.iter().map(|level| level.value.as_str());
    let message = format!("unknown level `{}`", level.value);
    Diagnostic::new(&RULE, source, level.span.clone(), message).help(suggest::help(&level.value, known))
}

pub fn check(book: &RawBook, found: &mut Vec<Diagnostic>) {
    let levels: BTreeMap<&str, BTreeSet<&str>> = book
        .rubrics
        .iter()
        .map(|rubric| (&*rubric.slug, rubric.levels.iter().map(|level| &*level.value).collect()))
        .collect();
    let knows = |rubric: &RawRubric, level: &Spanned<String>| {
        levels.get(&*rubric.slug).is_some_and(|levels| levels.contains(&*level.value))
    };
    for rubric in &book.rubrics {
        let descriptors = rubric.criteria.iter().flat_map(|criterion| &criterion.descriptors);
        for (level, _) in descriptors.chain(&rubric.level_names) {
            if !knows(rubric, level) {
                found.push(at(&rubric.source, level, rubric));
            }
        }
    }
    for case in &book.cases {
        let Some(rubric) = book.rubric_of(case) else { continue };
        for signal in case.criteria.iter().flat_map(|criterion| &criterion.signals) {
            if !knows(rubric, &signal.level) {
                found.push(at(&case.source, &signal.level, rubric));
            }
        }
    }
    let cases = book.cases_by_slug();
    for sample in &book.samples {
        let case = cases.get(sample.case.as_str());
        let Some(rubric) = case.and_then(|case| book.rubric_of(case)) else { continue };
        if let Some(level) = sample.level.as_ref().filter(|level| !knows(rubric, level)) {
            found.push(at(&sample.source, level, rubric));
        }
    }
}
