use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::{Source, Span};

pub static RULE: Rule = Rule {
    id: "unused-definition",
    severity: Severity::Warning,
    summary: "a definition that no link and no footnote reference uses",
    reason: "`[Note]: this` alone on a line is taken for the definition of a link, and no page shows it. A footnote is found by its reference; the second one of a name has none.",
    example: Example {
        file: "src/cases/related-articles.md",
        edit: Edit::Replace { find: "Item-to-item counts", with: "[Note]: daily\n\nItem-to-item counts" },
    },
};

pub fn at(source: &Arc<Source>, span: Span) -> Diagnostic {
    let span = source.trim(&span);
    let message = format!("no link uses the definition `{}`", source.slice(&span));
    Diagnostic::new(&RULE, source, span, message).help("use it, remove it, or write `\\[` if it is text")
}

/// `span` is the footnote's label.
pub fn footnote(source: &Arc<Source>, span: Span) -> Diagnostic {
    let span = source.trim(&span);
    let label = source.slice(&span).trim_end_matches(':');
    let message = format!("nothing refers to the footnote `{label}`");
    Diagnostic::new(&RULE, source, span, message)
        .help("refer to it, rename it if it is defined twice, or remove it")
}
