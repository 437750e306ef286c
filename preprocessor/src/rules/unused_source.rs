//! `unused-source`: a source that the text never cites.
//!
//! Either a statement lacks its citation, or the source can go.

use std::collections::BTreeSet;

use super::{Change, Example, MOST_OF_A_KIND, Rule};
use crate::book::RawBook;
use crate::diagnostic::{Diagnostic, Severity};
use crate::suggest;

/// The rule.
pub static RULE: Rule = Rule {
    id: "unused-source",
    severity: Severity::Warning,
    summary: "a source that the text never cites",
    reason: "Either a statement lacks its citation, or the source can go.",
    example: Example {
        file: "src/cases/related-articles.md",
        change: Change::Replace { find: " [@linden2003]", with: "" },
    },
    check: Some(check),
};

/// Reports sources without citation.
fn check(book: &RawBook, found: &mut Vec<Diagnostic>) {
    for text in book.texts() {
        let cited: BTreeSet<&str> = text
            .markdown
            .citations
            .iter()
            .flat_map(|citation| &citation.ids)
            .map(|id| id.value.as_str())
            .collect();
        let ids = || text.sources.iter().filter_map(|s| s.id.as_ref()).map(|id| id.value.as_str());
        let known: BTreeSet<&str> = ids().collect();
        // What `unknown-source` suggests is cited, under a misspelled id.
        let unknown = cited.iter().filter(|id| !known.contains(*id)).take(MOST_OF_A_KIND);
        let cited: BTreeSet<&str> =
            cited.iter().copied().chain(unknown.filter_map(|id| suggest::nearest(id, ids()))).collect();
        for id in text.sources.iter().filter_map(|source| source.id.as_ref()) {
            if !cited.contains(id.value.as_str()) {
                let message = format!("the source `{}` is never cited", id.value);
                let help = format!("cite it as `[@{}]`, or remove it", id.value);
                found.push(Diagnostic::new(&RULE, text.source, id.span.clone(), message).help(help));
            }
        }
    }
}
