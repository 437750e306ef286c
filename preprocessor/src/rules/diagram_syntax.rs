//! `diagram-syntax`: a Mermaid diagram that does not parse.
//!
//! Flowcharts and sequence diagrams are turned into SVG when the book is built.

use super::{Change, Example, Rule};
use crate::book::RawBook;
use crate::diagnostic::{Diagnostic, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    id: "diagram-syntax",
    severity: Severity::Error,
    summary: "a Mermaid diagram that does not parse",
    reason: "Flowcharts and sequence diagrams are turned into SVG when the book is built.",
    example: Example {
        file: "src/cases/related-articles.md",
        change: Change::Replace { find: "V[Visits] -->", with: "V[Visits -->" },
    },
    check: Some(check),
};

/// Reports diagrams that cannot be rendered.
fn check(book: &RawBook, found: &mut Vec<Diagnostic>) {
    for text in book.texts() {
        for diagram in &text.markdown.diagrams {
            let Err(failure) = &diagram.svg else { continue };
            let span = failure
                .span
                .as_ref()
                .map_or(diagram.span.start..diagram.span.start + 3, |span| diagram.place(span));
            let message = format!("the diagram does not parse: {}", failure.reason);
            let found_here = Diagnostic::new(&RULE, text.source, span, message);
            found.push(found_here.help("mend the Mermaid text"));
        }
    }
}
