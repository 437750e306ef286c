use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::Source;

pub static RULE: Rule = Rule {
    id: "bad-utf-8",
    severity: Severity::Error,
    summary: "a file that is not UTF-8",
    reason: "mdBook reads UTF-8 only. The place is the first byte that is not part of a character.",
    example: Example {
        file: "src/cases/related-articles.md",
        edit: Edit::Whole(b"+++\ntitle = \"Caf\xe9\"\n+++\n"),
    },
};

pub fn at(source: &Arc<Source>, offset: usize, byte: u8) -> Diagnostic {
    let message = format!("byte 0x{byte:02x} is not UTF-8");
    Diagnostic::new(&RULE, source, offset..offset + 1, message).help("save the file as UTF-8")
}
