use crate::diagnostic::Diagnostic;
use crate::parse::book::RawBook;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::suggest;

pub static RULE: Rule = Rule {
    id: "unknown-case",
    severity: Severity::Error,
    summary: "a sample answer to a case that does not exist",
    reason: "The folder of a sample is the slug of its case.",
    example: Example {
        file: "src/samples/related-article/other.md",
        edit: Edit::CopyOf("src/samples/related-articles/a-counting-answer.md"),
    },
};

pub fn check(book: &RawBook, found: &mut Vec<Diagnostic>) {
    let slugs = book.cases.iter().map(|case| case.slug.as_str());
    let cases = book.cases_by_slug();
    for sample in &book.samples {
        // A case that could not be read has a diagnostic already.
        let is_there = book.paths.contains(&format!("cases/{}.md", sample.case));
        if !is_there && !cases.contains_key(sample.case.as_str()) {
            let message = format!("no case `{}`", sample.case);
            let start = sample.source.start();
            let help = match suggest::nearest(&sample.case, slugs.clone()) {
                Some(name) => format!("rename the folder to `{name}`"),
                None => "name the folder after its case".to_owned(),
            };
            found.push(Diagnostic::new(&RULE, &sample.source, start..start, message).help(help));
        }
    }
}
