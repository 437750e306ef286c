use std::collections::BTreeSet;

use crate::diagnostic::Diagnostic;
use crate::parse::book::RawBook;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::suggest::{self, MOST_NAMES};

pub static RULE: Rule = Rule {
    id: "unused-source",
    severity: Severity::Warning,
    summary: "a source that the text never cites",
    reason: "Either a citation is missing or the source is not needed.",
    example: Example {
        file: "src/cases/related-articles.md",
        edit: Edit::Replace { find: " [@linden2003]", with: "" },
    },
};

pub fn check(book: &RawBook, found: &mut Vec<Diagnostic>) {
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
        let unknown = cited.iter().filter(|id| !known.contains(*id)).take(MOST_NAMES);
        let cited: BTreeSet<&str> =
            cited.iter().copied().chain(unknown.filter_map(|id| suggest::nearest(id, ids()))).collect();
        for id in text.sources.iter().filter_map(|source| source.id.as_ref()) {
            if !cited.contains(id.value.as_str()) {
                let message = format!("the source `{}` is never cited", id.value);
                let help = format!("cite it as `[@{}]` or remove it", id.value);
                found.push(Diagnostic::new(&RULE, text.source, id.span.clone(), message).help(help));
            }
        }
    }
}
