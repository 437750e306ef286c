use crate::diagnostic::Diagnostic;
use crate::parse::book::RawBook;
use crate::parse::embedded::Failure;
use crate::rule::{Edit, Example, Rule, Severity};

pub static RULE: Rule = Rule {
    id: "math-syntax",
    severity: Severity::Error,
    summary: "a formula that does not parse",
    reason: "Formulas are LaTeX, turned into MathML when the book is built.",
    example: Example {
        file: "src/cases/related-articles.md",
        edit: Edit::Replace { find: "$100n$", with: "$\\frac{100n$" },
    },
};

pub fn check(book: &RawBook, found: &mut Vec<Diagnostic>) {
    for text in book.texts() {
        for math in &text.markdown.math {
            if let Err(Failure { span, reason }) = &math.mathml {
                let message = format!("the formula does not parse: {reason}");
                let inside = span.as_ref().and_then(|span| math.tex.place(span));
                let place = inside.unwrap_or_else(|| math.span.clone());
                let diagnostic = Diagnostic::new(&RULE, text.source, place, message);
                let help = if reason.starts_with("unknown command") {
                    "fix the LaTeX, or define the command under `[preprocessor.casebook.macros]` in `book.toml`"
                } else if math.fenced {
                    "fix the LaTeX"
                } else {
                    "fix the LaTeX, or write `\\$` for a dollar sign"
                };
                found.push(diagnostic.help(help));
            }
        }
    }
}
