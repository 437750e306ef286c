//! `late-preprocessor`: settings that let another preprocessor run first.
//!
//! Expanded includes would shift every place in every message; `before = ["links", "index"]` keeps the order.

use super::{Change, Example, Rule};
use crate::book::RawBook;
use crate::diagnostic::{Diagnostic, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    id: "late-preprocessor",
    severity: Severity::Error,
    summary: "settings that let another preprocessor run first",
    reason: "Expanded includes would shift every place in every message; `before = [\"links\", \"index\"]` keeps the order.",
    example: Example {
        file: "book.toml",
        change: Change::Replace { find: "before = [\"links\", \"index\"]", with: "before = [\"links\"]" },
    },
    check: Some(check),
};

/// Reports settings under which mdBook's own preprocessors may run before this one.
fn check(book: &RawBook, found: &mut Vec<Diagnostic>) {
    let source = &book.settings_source;
    let Some(at) = source.text.find("[preprocessor.casebook]") else {
        return;
    };
    let before = &book.settings.before;
    for name in ["links", "index"] {
        if !before.iter().any(|written| written.value == name) {
            let span = match (before.first(), before.last()) {
                (Some(first), Some(last)) => first.span.start..last.span.end,
                _ => at..at + "[preprocessor.casebook]".len(),
            };
            let message = format!("`before` does not name `{name}`");
            let help = "write `before = [\"links\", \"index\"]`";
            found.push(Diagnostic::new(&RULE, source, span, message).help(help));
        }
    }
}
