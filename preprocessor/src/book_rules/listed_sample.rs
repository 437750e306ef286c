use crate::diagnostic::Diagnostic;
use crate::files::Kind;
use crate::parse::book::RawBook;
use crate::rule::{Edit, Example, Rule, Severity};

pub static RULE: Rule = Rule {
    id: "listed-sample",
    severity: Severity::Error,
    summary: "a sample answer that the summary lists",
    reason: "mdBook would publish the file as it is, with the author's judgment. The page of its case shows it anyway.",
    example: Example {
        file: "src/SUMMARY.md",
        edit: Edit::Replace {
            find: "- [Progress](progress.md)\n",
            with: "- [Progress](progress.md)\n- [A sample](samples/related-articles/a-counting-answer.md)\n",
        },
    },
};

pub fn check(book: &RawBook, found: &mut Vec<Diagnostic>) {
    let folders = &book.settings.folders;
    for listed in book.listed.iter().filter(|path| folders.kind_of(path) == Some(Kind::Sample)) {
        let place = book.summary.place(listed);
        let message = format!("the sample `{listed}` is listed as a chapter");
        found.push(Diagnostic::new(&RULE, &book.summary_source, place, message).help("remove the line"));
    }
}
