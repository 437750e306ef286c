use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::parse::book::RawBook;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::slug;
use crate::source::{Source, Span};

pub static RULE: Rule = Rule {
    id: "malformed-id",
    severity: Severity::Error,
    summary: "an id with characters other than letters, digits, `-` and `_`",
    reason: "Ids become addresses and storage keys.",
    example: Example {
        file: "src/cases/related-articles.md",
        edit: Edit::Replace { find: "^table-size", with: "^table.size" },
    },
};

/// Looks at the ids of the book, of criteria, levels, signals, questions and sources.
pub fn check(book: &RawBook, found: &mut Vec<Diagnostic>) {
    if let Some(id) = book.settings.id.as_ref().filter(|id| !slug::is_id(&id.value)) {
        found.push(at(&book.settings_source, id.span.clone(), &id.value, "id"));
    }
    for rubric in &book.rubrics {
        let ids = rubric.criteria.iter().filter_map(|criterion| criterion.id.as_ref());
        for id in ids.chain(&rubric.levels).filter(|id| !slug::is_id(&id.value)) {
            found.push(at(&rubric.source, id.span.clone(), &id.value, "id"));
        }
    }
    for case in &book.cases {
        let signals = case.criteria.iter().flat_map(|criterion| &criterion.signals);
        for id in signals.map(|signal| &signal.id).filter(|id| !slug::is_id(&id.value)) {
            found.push(at(&case.source, id.span.clone(), &id.value, "^id"));
        }
    }
    for drill in &book.drills {
        let ids = drill.questions.iter().map(|question| &question.id);
        for id in ids.filter(|id| !slug::is_id(&id.value)) {
            found.push(at(&drill.source, id.span.clone(), &id.value, "{#id}"));
        }
    }
    let cases = book.cases.iter().map(|case| (&case.source, &case.sources));
    let drills = book.drills.iter().map(|drill| (&drill.source, &drill.sources));
    let pages = book.pages.iter().map(|page| (&page.source, &page.sources));
    for (source, sources) in cases.chain(drills).chain(pages) {
        for id in sources.iter().filter_map(|source| source.id.as_ref()) {
            if !slug::is_id(&id.value) {
                found.push(at(source, id.span.clone(), &id.value, "id"));
            }
        }
    }
}

/// `id` is empty where it was to be made from a text without letters; `given` is how an author gives one there.
fn at(source: &Arc<Source>, span: Span, id: &str, given: &str) -> Diagnostic {
    let message = if id.is_empty() {
        "no id can be made from this text".to_owned()
    } else {
        format!("the id `{id}` has characters other than letters, digits, `-` and `_`")
    };
    let slug = slug::slug(id);
    let help = if slug.is_empty() { format!("add `{given}` at its end") } else { format!("write `{slug}`") };
    Diagnostic::new(&RULE, source, span, message).help(help)
}
