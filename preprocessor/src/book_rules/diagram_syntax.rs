use crate::diagnostic::Diagnostic;
use crate::parse::book::RawBook;
use crate::parse::embedded::Failure;
use crate::parse::embedded::diagram::Refusal;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::Span;

pub static RULE: Rule = Rule {
    id: "diagram-syntax",
    severity: Severity::Error,
    summary: "a Mermaid diagram that does not parse",
    reason: "Flowcharts and sequence diagrams are turned into SVG when the book is built.",
    example: Example {
        file: "src/cases/related-articles.md",
        edit: Edit::Replace { find: "V[Visits] -->", with: "V[Visits -->" },
    },
};

const OTHER_KIND: &str = "the diagram does not parse: it is neither a flowchart nor a sequence diagram";

pub fn check(book: &RawBook, found: &mut Vec<Diagnostic>) {
    for text in book.texts() {
        for diagram in &text.markdown.diagrams {
            let (span, message) = match &diagram.drawing {
                Ok(_) => continue,
                Err(Refusal::OtherKind) => (first_line(&diagram.code.text), OTHER_KIND.to_owned()),
                Err(Refusal::Failure(Failure { span, reason })) => {
                    (span.clone(), format!("the diagram does not parse: {reason}"))
                }
            };
            let fence = diagram.span.start..diagram.span.start + 3;
            let span = span.and_then(|span| diagram.code.place(&span)).unwrap_or(fence);
            let diagnostic = Diagnostic::new(&RULE, text.source, span, message);
            found.push(diagnostic.help("fix the Mermaid text"));
        }
    }
}

/// The first line that is not blank, without the white space around it.
fn first_line(code: &str) -> Option<Span> {
    let line = code.lines().find(|line| !line.trim().is_empty())?.trim();
    let start = code.find(line)?;
    Some(start..start + line.len())
}
