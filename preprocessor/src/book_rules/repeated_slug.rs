use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::parse::book::RawBook;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::Source;

pub static RULE: Rule = Rule {
    id: "repeated-slug",
    severity: Severity::Error,
    summary: "two cases, drills or rubrics of the same file name",
    reason: "The file name identifies a case, in whatever folder it is: readers' attempts are stored by it.",
    example: Example {
        file: "src/cases/news/related-articles.md",
        edit: Edit::CopyOf("src/cases/related-articles.md"),
    },
};

pub fn check(book: &RawBook, found: &mut Vec<Diagnostic>) {
    let cases = book.cases.iter().map(|case| (&case.source, &case.slug)).collect();
    let drills = book.drills.iter().map(|drill| (&drill.source, &drill.slug)).collect();
    let rubrics = book.rubrics.iter().map(|rubric| (&rubric.source, &rubric.slug)).collect();
    for (name, files) in [("case", cases), ("drill", drills), ("rubric", rubrics)] {
        let files: Vec<(&Arc<Source>, &String)> = files;
        let mut first: BTreeMap<&str, &Source> = BTreeMap::new();
        for (source, slug) in files {
            match first.get(slug.as_str()) {
                Some(other) => {
                    let message = format!("`{}` is a {name} of the same name", other.path);
                    found.push(Diagnostic::new(&RULE, source, 0..0, message).help("rename one of the two"));
                }
                None => {
                    first.insert(slug, source);
                }
            }
        }
    }
}
