use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::{Source, Span};

pub static RULE: Rule = Rule {
    id: "swallowed-text",
    severity: Severity::Warning,
    summary: "text that browsers take for a tag, or for attributes of a heading",
    reason: "`List<Item>` is shown as `List`: a browser swallows a tag that it does not know. mdBook swallows braces at the end of a heading.",
    example: Example {
        file: "src/cases/related-articles.md",
        edit: Edit::Replace { find: "The page serves", with: "The page `/articles` at /users/<id> serves" },
    },
};

pub fn at(source: &Arc<Source>, span: Span) -> Diagnostic {
    let written = source.slice(&span);
    let (message, help) = if written.starts_with('{') {
        let help = format!("write `\\{written}`, or `{{#id}}` and `{{.class}}` for attributes");
        (format!("`{written}` is taken for attributes of the heading"), help)
    } else {
        let text = written.replace('<', "&lt;").replace('>', "&gt;");
        (
            format!("`{written}` is taken for a tag and not shown"),
            format!("write `{text}`, or put it into code"),
        )
    };
    Diagnostic::new(&RULE, source, span, message).help(help)
}
