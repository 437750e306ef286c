use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::Source;

pub static RULE: Rule = Rule {
    id: "unreadable-file",
    severity: Severity::Error,
    summary: "a file that cannot be read",
    reason: "A folder named like a chapter, a file without read permission, a symbolic link in a loop, or a file that vanished while the book was read.",
    example: Example { file: "", edit: Edit::None },
};

/// A file that the system does not give.
pub fn at(source: &Arc<Source>, reason: &str) -> Diagnostic {
    Diagnostic::new(&RULE, source, 0..0, format!("the file cannot be read: {reason}"))
        .help("rename it, remove it, or let it be read")
}
