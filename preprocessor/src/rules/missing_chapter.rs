//! `missing-chapter`: a chapter in the summary without a file.
//!
//! mdBook would create an empty file, or stop.

use super::chapter_outside_src::leaves;
use super::{Change, Example, Rule};
use crate::book::RawBook;
use crate::diagnostic::{Diagnostic, Severity};
use crate::suggest;

/// The rule.
pub static RULE: Rule = Rule {
    id: "missing-chapter",
    severity: Severity::Error,
    summary: "a chapter in the summary without a file",
    reason: "mdBook would create an empty file, or stop.",
    example: Example {
        file: "src/SUMMARY.md",
        change: Change::Replace { find: "- [Progress](progress.md)", with: "- [Progress](progres.md)" },
    },
    check: Some(check),
};

/// Reports a listed chapter that is not on disk.
fn check(book: &RawBook, found: &mut Vec<Diagnostic>) {
    for listed in &book.listed {
        if !book.paths.contains(listed) && !leaves(listed) {
            let span = book.summary.place(listed);
            let known = book.paths.iter().map(String::as_str);
            let help = suggest::nearest(listed, known)
                .map_or("write the file, or remove the line".to_owned(), |name| format!("write `{name}`"));
            let message = format!("no file `{listed}`");
            found.push(Diagnostic::new(&RULE, &book.summary_source, span, message).help(help));
        }
    }
}
