use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::Source;

pub static RULE: Rule = Rule {
    id: "link-leaves-src",
    severity: Severity::Error,
    summary: "a symbolic link that leaves the folder of the chapters",
    reason: "A book that needs files outside its own folder builds on one machine only.",
    example: Example { file: "", edit: Edit::None },
};

pub fn at(source: &Arc<Source>) -> Diagnostic {
    Diagnostic::new(&RULE, source, 0..0, "the file is a symbolic link that leaves the book")
        .help("copy the file into the book")
}
