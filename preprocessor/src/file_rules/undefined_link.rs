use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::{Source, Span};

pub static RULE: Rule = Rule {
    id: "undefined-link",
    severity: Severity::Warning,
    summary: "a link by a label that nothing defines",
    reason: "`[text][label]` is a link only if `[label]: address` is somewhere in the file. Otherwise the page shows the brackets.",
    example: Example {
        file: "src/cases/related-articles.md",
        edit: Edit::Replace {
            find: "Item-to-item counts",
            with: "See [the paper][paper].\n\nItem-to-item counts",
        },
    },
};

pub fn at(source: &Arc<Source>, span: Span) -> Diagnostic {
    let message = format!("nothing defines the label of `{}`", source.slice(&span));
    Diagnostic::new(&RULE, source, span, message)
        .help("write `[label]: address` on a line of its own, or `\\[` if it is text")
}
