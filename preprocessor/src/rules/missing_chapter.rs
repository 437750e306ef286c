//! `missing-chapter`: a chapter in the summary without a file.
//!
//! mdBook would create an empty file, or stop.

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
        if !book.paths.contains(listed) {
            let start = book.summary.text.find(&format!("({listed}")).map_or(0, |at| at + 1);
            let span = start..(start + listed.len()).min(book.summary.text.len());
            let known = book.paths.iter().map(String::as_str);
            let help = suggest::nearest(listed, known)
                .map_or("write the file, or remove the line".to_owned(), |name| format!("write `{name}`"));
            let message = format!("no file `{listed}`");
            found.push(Diagnostic::new(&RULE, &book.summary, span, message).help(help));
        }
    }
}
