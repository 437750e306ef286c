use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::{Source, Span};

pub static RULE: Rule = Rule {
    id: "unsafe-cover",
    severity: Severity::Error,
    summary: "something in a cover that is more than a drawing",
    reason: "A cover becomes part of the page, where a script, a style or a link in it would act on everything else, and a reference to another file would be a request.",
    example: Example {
        file: "src/covers/related-articles.svg",
        edit: Edit::Replace { find: "</svg>", with: "  <script>alert(1)</script>\n</svg>" },
    },
};

/// `what`: the element, attribute or reference, in words.
pub fn at(source: &Arc<Source>, span: Span, what: &str, help: &str) -> Diagnostic {
    Diagnostic::new(&RULE, source, span, format!("{what} in a cover")).help(help)
}
