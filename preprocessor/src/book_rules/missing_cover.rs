use std::path::Path;

use crate::diagnostic::Diagnostic;
use crate::parse::book::RawBook;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::suggest;

pub static RULE: Rule = Rule {
    id: "missing-cover",
    severity: Severity::Error,
    summary: "a cover that is not in the folder of the chapters",
    reason: "The path starts at that folder, and cannot leave it. A case without `cover` gets a pattern.",
    example: Example {
        file: "src/cases/related-articles.md",
        edit: Edit::Replace { find: "covers/related-articles.svg", with: "covers/related-article.svg" },
    },
};

pub fn check(book: &RawBook, found: &mut Vec<Diagnostic>) {
    for case in &book.cases {
        let missing = case.cover.as_ref().filter(|cover| !book.paths.contains(&cover.value));
        let Some(cover) = missing else { continue };
        let drawings = book
            .paths
            .iter()
            .map(String::as_str)
            .filter(|path| Path::new(path).extension().is_some_and(|end| end == "svg"));
        let help = match suggest::nearest(&cover.value, drawings) {
            Some(path) => format!("write `{path}`"),
            None => format!("add the file below `{}`, or remove `cover`", book.src),
        };
        let message = format!("no file `{}`", cover.value);
        found.push(Diagnostic::new(&RULE, &case.source, cover.span.clone(), message).help(help));
    }
}
