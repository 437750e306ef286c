//! `chapter-outside-src`: a chapter that is not in the folder of the chapters.
//!
//! mdBook would write its page outside of the built book, or stop.

use super::{Change, Example, Rule};
use crate::book::RawBook;
use crate::diagnostic::{Diagnostic, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    id: "chapter-outside-src",
    severity: Severity::Error,
    summary: "a chapter that is not in the folder of the chapters",
    reason: "mdBook would write its page outside of the built book, or stop.",
    example: Example {
        file: "src/SUMMARY.md",
        change: Change::Replace { find: "(progress.md)", with: "(../progress.md)" },
    },
    check: Some(check),
};

/// Whether a listed path goes up, or begins at the root.
pub fn leaves(listed: &str) -> bool {
    listed.starts_with('/') || listed.split('/').any(|part| part == "..")
}

/// Reports listed paths that could lead out of the folder.
fn check(book: &RawBook, found: &mut Vec<Diagnostic>) {
    for listed in book.listed.iter().filter(|listed| leaves(listed)) {
        let message = format!("the chapter `{listed}` is outside of `{}`", book.src);
        let help = format!("move the file into `{}`, and write its path from there", book.src);
        found.push(
            Diagnostic::new(&RULE, &book.summary_source, book.summary.place(listed), message).help(help),
        );
    }
}
