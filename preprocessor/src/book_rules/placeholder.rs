use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::parse::book::RawBook;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::{Source, Span};

pub static RULE: Rule = Rule {
    id: "placeholder",
    severity: Severity::Error,
    summary: "placeholder text left over",
    reason: "`TODO`, `TBD` and `FIXME` say that the author is not done.",
    example: Example {
        file: "src/cases/related-articles.md",
        edit: Edit::Replace { find: "Use the text: the nearest", with: "TODO: the nearest" },
    },
};

/// Reports words that a finished text does not hold.
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
        let written = source.slice(&text.span);
        if let Some((at, word)) =
            ["TODO", "TBD", "FIXME"].iter().find_map(|word| Some((written.find(word)?, word)))
        {
            let start = text.span.start + at;
            report(source, start..start + word.len(), found);
        }
    }
}

fn report(source: &Arc<Source>, span: Span, found: &mut Vec<Diagnostic>) {
    let message = format!("placeholder `{}` left over", source.slice(&span));
    found.push(Diagnostic::new(&RULE, source, span, message).help("write the text"));
}
