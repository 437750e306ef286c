use crate::diagnostic::Diagnostic;
use crate::files::leaves;
use crate::parse::book::RawBook;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::suggest;

pub static RULE: Rule = Rule {
    id: "missing-chapter",
    severity: Severity::Error,
    summary: "a chapter in the summary without a file",
    reason: "mdBook would create an empty file, or stop.",
    example: Example {
        file: "src/SUMMARY.md",
        edit: Edit::Replace { find: "- [Progress](progress.md)", with: "- [Progress](progres.md)" },
    },
};

pub fn check(book: &RawBook, found: &mut Vec<Diagnostic>) {
    for listed in &book.listed {
        if !book.paths.contains(listed) && !leaves(listed) {
            let span = book.summary.place(listed);
            // A chapter that is listed already is not the one that is meant.
            let known = book.paths.iter().filter(|path| !book.listed.contains(path)).map(String::as_str);
            let help = suggest::nearest(listed, known)
                .map_or("write the file or remove the line".to_owned(), |name| format!("write `{name}`"));
            let message = format!("no file `{listed}`");
            found.push(Diagnostic::new(&RULE, &book.summary_source, span, message).help(help));
        }
    }
}
