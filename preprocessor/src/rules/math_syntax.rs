//! `math-syntax`: a formula that does not parse.
//!
//! Formulas are LaTeX, turned into MathML when the book is built.

use super::{Change, Example, Rule};
use crate::book::RawBook;
use crate::diagnostic::{Diagnostic, Severity};
use crate::parse::Failure;

/// The rule.
pub static RULE: Rule = Rule {
    id: "math-syntax",
    severity: Severity::Error,
    summary: "a formula that does not parse",
    reason: "Formulas are LaTeX, turned into MathML when the book is built.",
    example: Example {
        file: "src/cases/related-articles.md",
        change: Change::Replace { find: "$100n$", with: "$\\frac{100n$" },
    },
    check: Some(check),
};

/// Reports formulas that cannot be rendered.
fn check(book: &RawBook, found: &mut Vec<Diagnostic>) {
    for text in book.texts() {
        for math in &text.markdown.math {
            if let Err(Failure { span, reason }) = &math.mathml {
                let message = format!("the formula does not parse: {reason}");
                let inside = span.as_ref().zip(math.tex).map(|(span, tex)| tex + span.start..tex + span.end);
                let place = inside.unwrap_or_else(|| math.span.clone());
                let found_here = Diagnostic::new(&RULE, text.source, place, message);
                found.push(found_here.help("mend the LaTeX, or write `\\$` for a dollar sign"));
            }
        }
    }
}
