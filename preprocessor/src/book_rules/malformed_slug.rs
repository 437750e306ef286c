use crate::diagnostic::Diagnostic;
use crate::parse::book::RawBook;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::slug;

pub static RULE: Rule = Rule {
    id: "malformed-slug",
    severity: Severity::Error,
    summary: "a file name that makes a poor address",
    reason: "The file name is the identity of the case and a part of its address: letters, digits, hyphens and underscores survive every server.",
    example: Example {
        file: "src/drills/what now?.md",
        edit: Edit::Whole(b"+++\ntitle = \"Now\"\n+++\n\n## Why?\n\nBecause.\n"),
    },
};

/// Reports a file name with other characters.
pub fn check(book: &RawBook, found: &mut Vec<Diagnostic>) {
    let rubrics = book.rubrics.iter().map(|rubric| (&rubric.source, &rubric.slug));
    let cases = book.cases.iter().map(|case| (&case.source, &case.slug));
    let drills = book.drills.iter().map(|drill| (&drill.source, &drill.slug));
    let samples = book.samples.iter().map(|sample| (&sample.source, &sample.slug));
    for (source, slug) in rubrics.chain(cases).chain(drills).chain(samples) {
        if !slug::is_id(slug) {
            let message = format!("the file name `{slug}` has more than letters, digits, `-` and `_`");
            let help = format!("rename it to `{}`", slug::slug(slug));
            found.push(Diagnostic::new(&RULE, source, 0..0, message).help(help));
        }
    }
}
