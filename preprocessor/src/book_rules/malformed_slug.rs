use crate::diagnostic::Diagnostic;
use crate::parse::book::RawBook;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::slug;

pub static RULE: Rule = Rule {
    id: "malformed-slug",
    severity: Severity::Error,
    summary: "a file name that cannot be an address",
    reason: "The file name identifies a case and is part of its address. Up to 100 letters, digits, `-` and `_` work on every server and in every browser; a name that every JavaScript object has, such as `constructor`, does not.",
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
        if let Some(flaw) = slug::flaw(slug) {
            let message = format!("the file name `{slug}` {flaw}");
            let help = match slug::similar_id(slug) {
                Some(name) => format!("rename it to `{name}`"),
                None if slug::slug(slug).is_empty() => {
                    "rename it with at least one letter or digit".to_owned()
                }
                None => "give it another name".to_owned(),
            };
            found.push(Diagnostic::new(&RULE, source, 0..0, message).help(help));
        }
    }
}
