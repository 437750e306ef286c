use crate::diagnostic::Diagnostic;
use crate::files::leaves;
use crate::parse::book::RawBook;
use crate::rule::{Edit, Example, Rule, Severity};

pub static RULE: Rule = Rule {
    id: "chapter-outside-src",
    severity: Severity::Error,
    summary: "a chapter that is not in the folder of the chapters",
    reason: "mdBook would write its page outside of the built book, or stop.",
    example: Example {
        file: "src/SUMMARY.md",
        edit: Edit::Replace { find: "(progress.md)", with: "(../progress.md)" },
    },
};

/// Reports listed paths that could lead out of the folder.
pub fn check(book: &RawBook, found: &mut Vec<Diagnostic>) {
    for listed in book.listed.iter().filter(|listed| leaves(listed)) {
        let message = format!("the chapter `{listed}` is outside of `{}`", book.src);
        let help = format!("move the file into `{}`, and write its path from there", book.src);
        found.push(
            Diagnostic::new(&RULE, &book.summary_source, book.summary.place(listed), message).help(help),
        );
    }
}
