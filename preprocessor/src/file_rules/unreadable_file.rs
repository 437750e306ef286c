use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::Source;

pub static RULE: Rule = Rule {
    id: "unreadable-file",
    severity: Severity::Error,
    summary: "a file that cannot be read",
    reason: "It is a folder with the name of a chapter, has no read permission, is a symbolic link in a loop, or was removed while the book was read.",
    example: Example { file: "", edit: Edit::None },
};

pub fn at(source: &Arc<Source>, reason: &str) -> Diagnostic {
    Diagnostic::new(&RULE, source, 0..0, format!("the file cannot be read: {reason}"))
        .help("rename it, remove it or make it readable")
}
