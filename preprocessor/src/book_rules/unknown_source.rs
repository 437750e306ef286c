use std::collections::BTreeSet;

use crate::diagnostic::Diagnostic;
use crate::parse::book::RawBook;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::suggest;

pub static RULE: Rule = Rule {
    id: "unknown-source",
    severity: Severity::Error,
    summary: "a citation of an unknown source",
    reason: "Its number would link to nothing. Sources are listed in the front matter.",
    example: Example {
        file: "src/cases/related-articles.md",
        edit: Edit::Replace { find: "[@linden2003]", with: "[@linden2004]" },
    },
};

pub fn check(book: &RawBook, found: &mut Vec<Diagnostic>) {
    for text in book.texts() {
        let known = || text.sources.iter().filter_map(|s| s.id.as_ref()).map(|id| id.value.as_str());
        let ids: BTreeSet<&str> = known().collect();
        for id in text.markdown.citations.iter().flat_map(|citation| &citation.ids) {
            if !ids.contains(id.value.as_str()) {
                let message = format!("no source `{}`", id.value);
                let help = match suggest::nearest(&id.value, known()) {
                    Some(name) => format!("write `{name}`"),
                    None => "add it to `[[sources]]` in the front matter".to_owned(),
                };
                found.push(Diagnostic::new(&RULE, text.source, id.span.clone(), message).help(help));
            }
        }
    }
}
