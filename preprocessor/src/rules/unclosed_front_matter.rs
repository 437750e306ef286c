//! `unclosed-front-matter`: front matter that is never closed.
//!
//! All of the file would be read as TOML.

use std::sync::Arc;

use super::{Change, Example, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::{Source, Span};

/// The rule.
pub static RULE: Rule = Rule {
    id: "unclosed-front-matter",
    severity: Severity::Error,
    summary: "front matter that is never closed",
    reason: "All of the file would be read as TOML.",
    example: Example {
        file: "src/cases/related-articles.md",
        change: Change::Replace { find: "1167344\"\n+++\n", with: "1167344\"\n" },
    },
    check: None,
};

/// A fence without its partner.
pub fn at(source: &Arc<Source>, fence: Span) -> Diagnostic {
    Diagnostic::new(&RULE, source, fence, "the front matter is never closed")
        .help("add a line `+++` after the last key")
}
