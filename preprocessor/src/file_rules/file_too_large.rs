use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::Source;

pub static RULE: Rule = Rule {
    id: "file-too-large",
    severity: Severity::Error,
    summary: "a file larger than 2 MiB",
    reason: "A chapter of that size is a mistake, such as pasted data or an image. None of it is read.",
    example: Example { file: "", edit: Edit::None },
};

/// `size` and `limit` are in bytes.
pub fn at(source: &Arc<Source>, size: u64, limit: u64) -> Diagnostic {
    let message = format!("the file has {size} bytes, more than {limit}");
    Diagnostic::new(&RULE, source, 0..0, message).help("split it or move its data elsewhere")
}
