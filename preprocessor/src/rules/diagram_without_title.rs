//! `diagram-without-title`: a diagram without a text alternative.
//!
//! A reader who cannot see the drawing hears its title and description: `accTitle: …` and `accDescr: …` inside the diagram.

use super::{Change, Example, Rule};
use crate::book::RawBook;
use crate::diagnostic::{Diagnostic, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    id: "diagram-without-title",
    severity: Severity::Warning,
    summary: "a diagram without a text alternative",
    reason: "A reader who cannot see the drawing hears its title and description: `accTitle: …` and `accDescr: …` inside the diagram.",
    example: Example {
        file: "src/cases/related-articles.md",
        change: Change::Replace { find: "    accTitle: From visits to three articles\n", with: "" },
    },
    check: Some(check),
};

/// Reports diagrams without `accTitle` or `accDescr`.
fn check(book: &RawBook, found: &mut Vec<Diagnostic>) {
    for text in book.texts() {
        for diagram in &text.markdown.diagrams {
            for key in ["accTitle", "accDescr"] {
                let has = diagram.code.lines().any(|line| line.trim_start().starts_with(key));
                if !has {
                    let first = diagram.code.lines().next().unwrap_or_default().trim_end().len();
                    let span = diagram.place(&(0..first));
                    let message = format!("the diagram has no `{key}`");
                    let help = format!("add a line `{key}: …` after its first");
                    found.push(Diagnostic::new(&RULE, text.source, span, message).help(help));
                }
            }
        }
    }
}
