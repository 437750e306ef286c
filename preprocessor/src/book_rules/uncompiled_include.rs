use std::sync::Arc;

use super::misplaced_include;
use crate::diagnostic::Diagnostic;
use crate::parse::book::RawBook;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::Spans;

pub static RULE: Rule = Rule {
    id: "uncompiled-include",
    severity: Severity::Warning,
    summary: "an include in the prose of a case, drill or sample",
    reason: "mdBook includes files after this program has run: formulas, diagrams, citations and sections in them stay as they are written. In a block of code that does not matter.",
    example: Example {
        file: "src/cases/related-articles.md",
        edit: Edit::Replace {
            find: "Item-to-item counts",
            with: "{{#include index.md}}\n\nItem-to-item counts",
        },
    },
};

pub fn check(book: &RawBook, found: &mut Vec<Diagnostic>) {
    for text in book.including_texts().filter(|text| !text.is_page) {
        // `misplaced-include` and `unplaced-text` report what is among signals.
        let lines = misplaced_include::lines(book, &text);
        let cases = book.cases.iter().filter(|case| Arc::ptr_eq(&case.source, text.source));
        let criteria = cases.flat_map(|case| &case.criteria);
        let sections = criteria.filter_map(|criterion| Some(&criterion.signals_section.as_ref()?.body));
        let sections = Spans::new(sections.cloned());
        for include in text.markdown.includes.iter().filter(|include| !include.in_code) {
            if !lines.contain(include.span.start) && !sections.contain(include.span.start) {
                let message = "formulas, citations and sections in the included file are not compiled";
                let found_here = Diagnostic::new(&RULE, text.source, include.span.clone(), message);
                found.push(found_here.help("write the text here if it has any"));
            }
        }
    }
}
