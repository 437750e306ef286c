use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::files::in_src;
use crate::parse::book::RawBook;
use crate::rule::{Edit, Example, Rule, Severity};

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
    // A page of the author's that has no file of ours next to it is mdBook's affair.
    let mut taken: BTreeMap<String, String> = BTreeMap::new();
    for listed in &book.listed {
        taken.entry(page_of(listed)).or_insert_with(|| in_src(&book.src, listed));
    }
    let rubrics = book.rubrics.iter().map(|rubric| &rubric.source);
    let cases = book.cases.iter().map(|case| &case.source);
    let drills = book.drills.iter().map(|drill| &drill.source);
    let pages = book.pages.iter().map(|page| &page.source);
    for source in pages.chain(rubrics).chain(cases).chain(drills) {
        let page = page_of(book.inside(source));
        match taken.get(&page) {
            Some(other) if *other != source.path => {
                let message = format!("`{other}` becomes the same page");
                found.push(Diagnostic::new(&RULE, source, 0..0, message).help("rename one of the two"));
            }
            _ if page == "print" || page == "404" || page == "toc" => {
                let message = format!("mdBook makes its own `{page}.html`");
                found.push(Diagnostic::new(&RULE, source, 0..0, message).help("rename the file"));
            }
            _ => {
                taken.insert(page, source.path.clone());
            }
        }
    }
}

/// What two chapters of the same page have in common.
fn page_of(path: &str) -> String {
    let path = path.to_lowercase();
    let stem = path.rsplit_once('.').map_or(path.as_str(), |(stem, _)| stem);
    match stem.strip_suffix("readme") {
        Some(folder) if folder.is_empty() || folder.ends_with('/') => format!("{folder}index"),
        _ => stem.to_owned(),
    }
}
