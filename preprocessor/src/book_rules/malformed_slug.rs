use crate::diagnostic::Diagnostic;
use crate::parse::book::RawBook;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::slug;

pub static RULE: Rule = Rule {
    id: "malformed-slug",
    severity: Severity::Error,
    summary: "a file name that cannot be an address",
    reason: "The file name identifies a case and is part of its address; letters, digits, `-` and `_` work on every server.",
    example: Example {
        file: "src/drills/what now?.md",
        edit: Edit::Whole(b"+++\ntitle = \"Now\"\n+++\n\n## Why?\n\nBecause.\n"),
    },
};

pub fn check(book: &RawBook, found: &mut Vec<Diagnostic>) {
    let rubrics = book.rubrics.iter().map(|rubric| (&rubric.source, &rubric.slug));
    let cases = book.cases.iter().map(|case| (&case.source, &case.slug));
    let drills = book.drills.iter().map(|drill| (&drill.source, &drill.slug));
    let samples = book.samples.iter().map(|sample| (&sample.source, &sample.slug));
    for (source, slug) in rubrics.chain(cases).chain(drills).chain(samples) {
        if !slug::is_id(slug) {
            let message =
                format!("the file name `{slug}` has characters other than letters, digits, `-` and `_`");
            let help = match slug::slug(slug) {
                name if name.is_empty() => "rename it with at least one letter or digit".to_owned(),
                name => format!("rename it to `{name}`"),
            };
            found.push(Diagnostic::new(&RULE, source, 0..0, message).help(help));
        }
    }
}
