use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::parse::book::RawBook;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::slug;
use crate::source::{Source, Spanned};

pub static RULE: Rule = Rule {
    id: "malformed-id",
    severity: Severity::Error,
    summary: "an id that has characters other than letters, digits, `-` and `_`, is longer than 100 characters, or is a name that every JavaScript object has",
    reason: "Ids become addresses and storage keys. A browser that finds an attempt under a longer one, or under a name like `__proto__`, cannot read it.",
    example: Example {
        file: "src/cases/related-articles.md",
        edit: Edit::Replace { find: "^table-size", with: "^table.size" },
    },
};

/// Looks at the ids of the book, of criteria, levels, signals, questions and sources.
pub fn check(book: &RawBook, found: &mut Vec<Diagnostic>) {
    found.extend(book.settings.id.iter().filter_map(|id| at(&id.source, &id.written, "id")));
    for rubric in &book.rubrics {
        let ids = rubric.criteria.iter().filter_map(|criterion| criterion.id.as_ref());
        found.extend(ids.chain(&rubric.levels).filter_map(|id| at(&rubric.source, id, "id")));
    }
    for case in &book.cases {
        let signals = case.criteria.iter().flat_map(|criterion| &criterion.signals);
        found.extend(signals.filter_map(|signal| at(&case.source, &signal.id, "^id")));
    }
    for drill in &book.drills {
        found.extend(drill.questions.iter().filter_map(|question| at(&drill.source, &question.id, "{#id}")));
    }
    let cases = book.cases.iter().map(|case| (&case.source, &case.sources));
    let drills = book.drills.iter().map(|drill| (&drill.source, &drill.sources));
    let pages = book.pages.iter().map(|page| (&page.source, &page.sources));
    for (source, sources) in cases.chain(drills).chain(pages) {
        let ids = sources.iter().filter_map(|source| source.id.as_ref());
        found.extend(ids.filter_map(|id| at(source, id, "id")));
    }
}

/// What is wrong with an id. It is empty where it was to be made from a text without letters; `given` is how an author
/// gives one there.
fn at(source: &Arc<Source>, id: &Spanned<String>, given: &str) -> Option<Diagnostic> {
    let flaw = slug::flaw(&id.value)?;
    let message = if id.value.is_empty() {
        "no id can be made from this text".to_owned()
    } else {
        format!("the id `{}` {flaw}", id.value)
    };
    let help = match slug::similar_id(&id.value) {
        Some(similar) => format!("write `{similar}`"),
        None if id.value.is_empty() => format!("add `{given}` at its end"),
        None => "write another".to_owned(),
    };
    Some(Diagnostic::new(&RULE, source, id.span.clone(), message).help(help))
}
