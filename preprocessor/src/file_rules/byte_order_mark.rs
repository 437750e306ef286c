use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::Source;

pub static RULE: Rule = Rule {
    id: "byte-order-mark",
    severity: Severity::Warning,
    summary: "a file that begins with a byte order mark",
    reason: "mdBook drops the mark, but other tools take it for text and miss the front matter after it.",
    example: Example {
        file: "src/drills/estimation.md",
        edit: Edit::Whole(b"\xef\xbb\xbf+++\ntitle = \"Marked\"\n+++\n\n## Why?\n\nBecause.\n"),
    },
};

pub fn at(source: &Arc<Source>) -> Diagnostic {
    let span = 0..source.start();
    Diagnostic::new(&RULE, source, span, "the file begins with a byte order mark")
        .help("save the file as UTF-8 without one")
}
