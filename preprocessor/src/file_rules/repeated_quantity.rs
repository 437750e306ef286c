use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::{Source, Span};

pub static RULE: Rule = Rule {
    id: "repeated-quantity",
    severity: Severity::Error,
    summary: "two quantities of a page with one name",
    reason: "Links and expressions would mean the first. All estimates of a page share their names.",
    example: Example {
        file: "src/cases/related-articles.md",
        edit: Edit::Replace {
            find: "kept     = 100 rows/article",
            with: "articles = 300k articles\nkept     = 100 rows/article",
        },
    },
};

pub fn at(source: &Arc<Source>, span: Span, name: &str) -> Diagnostic {
    let message = format!("`{name}` is already defined on this page");
    Diagnostic::new(&RULE, source, span, message).help("give it a name of its own, or remove it")
}
