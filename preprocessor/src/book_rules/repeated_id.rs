use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::parse::book::RawBook;
use crate::parse::cited::RawSource;
use crate::parse::markdown::notes::Markdown;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::slug::PAGE_IDS;
use crate::source::{Source, Spanned};

pub static RULE: Rule = Rule {
    id: "repeated-id",
    severity: Severity::Error,
    summary: "an id that is already taken",
    reason: "Readers' ticks, scores and marks are stored by id, so two things cannot share one. Criteria, levels, signals, questions and sources have ids.",
    example: Example {
        file: "src/cases/related-articles.md",
        edit: Edit::Replace { find: "^counts-or-vectors", with: "^table-size" },
    },
};

pub fn check(book: &RawBook, found: &mut Vec<Diagnostic>) {
    for rubric in &book.rubrics {
        let ids = rubric.criteria.iter().filter_map(|criterion| criterion.id.as_ref());
        for id in ids.clone().filter(|id| PAGE_IDS.contains(&id.value.as_str())) {
            let message = format!("the id `{}` is reserved for the page", id.value);
            found.push(
                Diagnostic::new(&RULE, &rubric.source, id.span.clone(), message).help("choose another"),
            );
        }
        repeats(&rubric.source, "criterion", ids, found);
        let titles = rubric.criteria.iter().filter_map(|criterion| criterion.title.as_ref());
        repeats(&rubric.source, "criterion title", titles, found);
        repeats(&rubric.source, "level", rubric.levels.iter(), found);
    }
    for case in &book.cases {
        let signals = case.criteria.iter().flat_map(|criterion| &criterion.signals);
        repeats(&case.source, "signal", signals.map(|signal| &signal.id), found);
        let criteria = book.rubric_of(case).into_iter().flat_map(|rubric| &rubric.criteria);
        let taken: BTreeSet<&str> =
            criteria.filter_map(|criterion| criterion.id.as_ref()).map(|id| id.value.as_str()).collect();
        for id in heading_ids(&case.source, &case.markdown, 3) {
            if taken.contains(id.value.as_str()) || PAGE_IDS.contains(&id.value.as_str()) {
                let message = format!("the id `{}` is that of another part of the page", id.value);
                found.push(Diagnostic::new(&RULE, &case.source, id.span, message).help("choose another"));
            }
        }
        repeats(&case.source, "source", ids_of(&case.sources), found);
    }
    for text in book.texts() {
        let ids = heading_ids(text.source, text.markdown, 1);
        repeats(text.source, "heading id", ids.iter(), found);
    }
    for drill in &book.drills {
        repeats(&drill.source, "source", ids_of(&drill.sources), found);
        let (given, made): (Vec<_>, Vec<_>) =
            drill.questions.iter().partition(|question| question.id_is_given);
        // What the author gives twice is reported with the ids of headings.
        let mut seen = BTreeSet::new();
        let given = given.into_iter().map(|question| &question.id).filter(|id| seen.insert(&id.value));
        let ids = given.chain(made.into_iter().map(|question| &question.id));
        repeats(&drill.source, "question", ids, found);
    }
    for page in &book.pages {
        repeats(&page.source, "source", ids_of(&page.sources), found);
    }
}

/// The ids that an author gives to headings from a level on: `{#id}`.
fn heading_ids(source: &Source, markdown: &Markdown, from_level: u8) -> Vec<Spanned<String>> {
    let headings = markdown.headings.iter().chain(&markdown.nested_headings);
    headings.filter(|heading| heading.level >= from_level).filter_map(|heading| heading.id(source)).collect()
}

fn ids_of(sources: &[RawSource]) -> impl Iterator<Item = &Spanned<String>> {
    sources.iter().filter_map(|source| source.id.as_ref())
}

fn repeats<'a>(
    source: &Arc<Source>,
    what: &str,
    ids: impl Iterator<Item = &'a Spanned<String>>,
    found: &mut Vec<Diagnostic>,
) {
    let mut first: BTreeMap<&str, &Spanned<String>> = BTreeMap::new();
    for id in ids {
        if let Some(taken) = first.get(id.value.as_str()) {
            let line = source.position(taken.span.start).line;
            let message = format!("the {what} `{}` is already on line {line}", id.value);
            let help = match what {
                "signal" => "add another `^id` at its end",
                "question" => "add an id of its own at its end: `{#id}`",
                _ => "choose another",
            };
            found.push(Diagnostic::new(&RULE, source, id.span.clone(), message).help(help));
        } else {
            first.insert(&id.value, id);
        }
    }
}
