use crate::diagnostic::Diagnostic;
use crate::files::leaves;
use crate::parse::book::RawBook;
use crate::rule::{Edit, Example, Rule, Severity};

pub static RULE: Rule = Rule {
    id: "chapter-outside-src",
    severity: Severity::Error,
    summary: "a chapter outside the folder of chapters",
    reason: "mdBook would write its page outside the built book, or stop.",
    example: Example {
        file: "src/SUMMARY.md",
        edit: Edit::Replace { find: "(progress.md)", with: "(../progress.md)" },
    },
};

pub fn check(book: &RawBook, found: &mut Vec<Diagnostic>) {
    for listed in book.listed.iter().filter(|listed| leaves(listed)) {
        let message = format!("the chapter `{listed}` is outside `{}`", book.src);
        let help = format!("move the file into `{}` and write its path from there", book.src);
        found.push(
            Diagnostic::new(&RULE, &book.summary_source, book.summary.place(listed), message).help(help),
        );
    }
}
