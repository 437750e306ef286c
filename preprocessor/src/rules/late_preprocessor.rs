//! `late-preprocessor`: settings that make another preprocessor run first.
//!
//! What `links` includes would be lost: this program reads the files as they are written.

use super::{Change, Example, Rule};
use crate::book::RawBook;
use crate::diagnostic::{Diagnostic, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    id: "late-preprocessor",
    severity: Severity::Error,
    summary: "settings that make another preprocessor run first",
    reason: "What `links` includes would be lost: this program reads the files as they are written.",
    example: Example {
        file: "book.toml",
        change: Change::Replace { find: "before = [\"links\", \"index\"]", with: "after = [\"links\"]" },
    },
    check: Some(check),
};

/// mdBook's own preprocessors.
pub const BUILT_IN: [&str; 2] = ["links", "index"];

/// Reports names in `after` of preprocessors that must not come first.
fn check(book: &RawBook, found: &mut Vec<Diagnostic>) {
    for name in book.settings.after.iter().filter(|name| BUILT_IN.contains(&name.value.as_str())) {
        let message = format!("`after` names `{}`", name.value);
        let found_here = Diagnostic::new(&RULE, &book.settings_source, name.span.clone(), message);
        found.push(found_here.help("write `before = [\"links\", \"index\"]` instead"));
    }
}
