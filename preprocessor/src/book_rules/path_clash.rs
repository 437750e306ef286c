use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::parse::book::RawBook;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::Source;

pub static RULE: Rule = Rule {
    id: "path-clash",
    severity: Severity::Error,
    summary: "two files that would become the same page",
    reason: "mdBook would silently overwrite one with the other.",
    example: Example {
        file: "src/cases/Related-Articles.md",
        edit: Edit::CopyOf("src/cases/related-articles.md"),
    },
};

/// Paths that differ only in the case of letters clash too: some file systems do not tell them apart.
pub fn check(book: &RawBook, found: &mut Vec<Diagnostic>) {
    let mut taken: BTreeMap<String, &Arc<Source>> = BTreeMap::new();
    let rubrics = book.rubrics.iter().map(|rubric| &rubric.source);
    let cases = book.cases.iter().map(|case| &case.source);
    let drills = book.drills.iter().map(|drill| &drill.source);
    let pages = book.pages.iter().map(|page| &page.source);
    for source in pages.chain(rubrics).chain(cases).chain(drills) {
        let inside = book.inside(source).to_lowercase();
        let stem = inside.rsplit_once('.').map_or(inside.as_str(), |(stem, _)| stem);
        let page = match stem.strip_suffix("readme") {
            Some(folder) if folder.is_empty() || folder.ends_with('/') => format!("{folder}index"),
            _ => stem.to_owned(),
        };
        match taken.get(&page) {
            Some(other) => {
                let message = format!("`{}` becomes the same page", other.path);
                found.push(Diagnostic::new(&RULE, source, 0..0, message).help("rename one of the two"));
            }
            None if page == "print" || page == "404" || page == "toc" => {
                let message = format!("mdBook makes its own `{page}.html`");
                found.push(Diagnostic::new(&RULE, source, 0..0, message).help("rename the file"));
            }
            None => {
                taken.insert(page, source);
            }
        }
    }
}
