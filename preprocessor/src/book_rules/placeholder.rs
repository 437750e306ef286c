use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::parse::book::RawBook;
use crate::parse::markdown::placeholders;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::{Source, Span};

pub static RULE: Rule = Rule {
    id: "placeholder",
    severity: Severity::Error,
    summary: "a placeholder left over",
    reason: "`TODO`, `TBD` and `FIXME` mark text that is not written yet.",
    example: Example {
        file: "src/cases/related-articles.md",
        edit: Edit::Replace { find: "Use the text: the nearest", with: "TODO: the nearest" },
    },
};

pub fn check(book: &RawBook, found: &mut Vec<Diagnostic>) {
    for text in book.texts() {
        for span in &text.markdown.placeholders {
            report(text.source, span.clone(), found);
        }
    }
    let titles = book.cases.iter().flat_map(|case| {
        [&case.title, &case.summary].into_iter().flatten().chain(&case.tags).map(|text| (&case.source, text))
    });
    for (source, text) in titles {
        for span in placeholders(source, &text.span) {
            report(source, span, found);
        }
    }
}

fn report(source: &Arc<Source>, span: Span, found: &mut Vec<Diagnostic>) {
    let message = format!("placeholder `{}` left over", source.slice(&span));
    found.push(Diagnostic::new(&RULE, source, span, message).help("write the text"));
}
