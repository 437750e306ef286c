use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::parse::book::RawBook;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::Spanned;

pub static RULE: Rule = Rule {
    id: "repeated-criterion",
    severity: Severity::Error,
    summary: "a criterion that a case answers twice",
    reason: "Scores are stored per criterion, so a case answers each one in a single place.",
    example: Example {
        file: "src/cases/related-articles.md",
        edit: Edit::Replace { find: "## Design\n", with: "## Goal\n\nAgain.\n\n## Design\n" },
    },
};

pub fn check(book: &RawBook, found: &mut Vec<Diagnostic>) {
    for case in &book.cases {
        let mut taken: BTreeMap<&str, &Spanned<String>> = BTreeMap::new();
        for title in case.criteria.iter().map(|criterion| &criterion.title) {
            let first = *taken.entry(&title.value).or_insert(title);
            if !std::ptr::eq(first, title) {
                let line = case.source.position(first.span.start).line;
                let message = format!("the criterion `{}` is already on line {line}", title.value);
                let diagnostic = Diagnostic::new(&RULE, &case.source, title.span.clone(), message);
                found.push(diagnostic.help("merge the two"));
            }
        }
    }
}
