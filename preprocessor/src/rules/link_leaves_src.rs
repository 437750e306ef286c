//! `link-leaves-src`: a symbolic link that leaves the folder of the chapters.
//!
//! A book must be whole in its own folder, or it builds on one machine only.

use std::sync::Arc;

use super::{Change, Example, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Source;

/// The rule.
pub static RULE: Rule = Rule {
    id: "link-leaves-src",
    severity: Severity::Error,
    summary: "a symbolic link that leaves the folder of the chapters",
    reason: "A book must be whole in its own folder, or it builds on one machine only.",
    example: Example { file: "", change: Change::None },
    check: None,
};

/// A link out of the book.
pub fn at(source: &Arc<Source>) -> Diagnostic {
    Diagnostic::new(&RULE, source, 0..0, "the file is a symbolic link that leaves the book")
        .help("copy the file into the book")
}
