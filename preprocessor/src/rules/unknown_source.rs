//! `unknown-source`: a citation without its source.
//!
//! The number would lead nowhere. Sources stand in the front matter.

use std::collections::BTreeSet;

use super::{Change, Example, Rule};
use crate::book::RawBook;
use crate::diagnostic::{Diagnostic, Severity};
use crate::suggest;

/// The rule.
pub static RULE: Rule = Rule {
    id: "unknown-source",
    severity: Severity::Error,
    summary: "a citation without its source",
    reason: "The number would lead nowhere. Sources stand in the front matter.",
    example: Example {
        file: "src/cases/related-articles.md",
        change: Change::Replace { find: "[@linden2003]", with: "[@linden2004]" },
    },
    check: Some(check),
};

/// Reports citations of ids that the file does not define.
fn check(book: &RawBook, found: &mut Vec<Diagnostic>) {
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
