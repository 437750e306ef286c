use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::parse::book::RawBook;
use crate::parse::case::RawSource;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::slug::PAGE_IDS;
use crate::source::{Source, Spanned};

pub static RULE: Rule = Rule {
    id: "repeated-id",
    severity: Severity::Error,
    summary: "an id that is already taken",
    reason: "Readers' ticks and scores are stored by id, so two things cannot share one. Criteria, levels, signals and sources have ids.",
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
        repeats(&case.source, "source", ids_of(&case.sources), found);
    }
    for drill in &book.drills {
        repeats(&drill.source, "source", ids_of(&drill.sources), found);
    }
    for page in &book.pages {
        repeats(&page.source, "source", ids_of(&page.sources), found);
    }
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
            let help = if what == "signal" { "add another `^id` at its end" } else { "choose another" };
            found.push(Diagnostic::new(&RULE, source, id.span.clone(), message).help(help));
        } else {
            first.insert(&id.value, id);
        }
    }
}
