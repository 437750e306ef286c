use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::parse::book::{RawBook, Text};
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::Spans;

pub static RULE: Rule = Rule {
    id: "misplaced-include",
    severity: Severity::Error,
    summary: "an include inside a signal, a heading or a table",
    reason: "Signals and headings are read when the book is checked, and mdBook includes files later. Several lines would break a table.",
    example: Example {
        file: "src/cases/related-articles.md",
        edit: Edit::Replace { find: "Sizes the table", with: "Sizes {{#include ../progress.md}}" },
    },
};

pub fn check(book: &RawBook, found: &mut Vec<Diagnostic>) {
    for text in book.including_texts() {
        let lines = lines(book, &text);
        for include in &text.markdown.includes {
            if lines.contain(include.span.start) {
                let message = "a file cannot be included here";
                let found_here = Diagnostic::new(&RULE, text.source, include.span.clone(), message);
                found.push(
                    found_here.help("write the text here, or include the file in a paragraph of its own"),
                );
            }
        }
    }
}

/// The signals, headings and tables of a text. On a plain page headings are mdBook's.
pub fn lines(book: &RawBook, text: &Text<'_>) -> Spans {
    let tables = text.markdown.all_tables.iter();
    let headings = text.markdown.headings.iter().filter(|_| !text.is_page).map(|heading| &heading.span);
    let cases = book.cases.iter().filter(|case| Arc::ptr_eq(&case.source, text.source));
    let signals = cases.flat_map(|case| &case.criteria).flat_map(|criterion| &criterion.signals);
    Spans::new(tables.chain(headings).chain(signals.map(|signal| &signal.text)).cloned())
}
