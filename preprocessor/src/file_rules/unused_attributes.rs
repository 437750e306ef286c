use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::{Source, Span};

pub static RULE: Rule = Rule {
    id: "unused-attributes",
    severity: Severity::Warning,
    summary: "attributes of a heading that are not used",
    reason: "The ids of criteria come from the rubric, and the other sections of a case are no headings on the page.",
    example: Example {
        file: "src/cases/related-articles.md",
        edit: Edit::Replace { find: "## Design\n", with: "## Design {#the-design .wide}\n" },
    },
};

pub fn at(source: &Arc<Source>, span: Span) -> Diagnostic {
    let message = format!("the attributes `{}` are not used", source.slice(&span));
    Diagnostic::new(&RULE, source, span, message).help("remove them")
}
