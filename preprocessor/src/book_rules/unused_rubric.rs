use std::collections::BTreeSet;

use crate::diagnostic::Diagnostic;
use crate::files::Kind;
use crate::parse::book::RawBook;
use crate::rule::{Edit, Example, Rule, Severity};

pub static RULE: Rule = Rule {
    id: "unused-rubric",
    severity: Severity::Warning,
    summary: "a rubric that no case uses",
    reason: "A rubric needs a case to try it on or a drill that trains it.",
    example: Example { file: "src/rubrics/spare.toml", edit: Edit::CopyOf("src/rubrics/design.toml") },
};

pub fn check(book: &RawBook, found: &mut Vec<Diagnostic>) {
    // A case that could not be read, or whose round is unknown, may be the one that uses it.
    let files =
        book.paths.iter().filter(|path| book.settings.folders.kind_of(path) == Some(Kind::Case)).count();
    if files > book.cases.len() || book.cases.iter().any(|case| book.rubric_of(case).is_none()) {
        return;
    }
    let rounds = book.cases.iter().filter_map(|case| case.round.as_ref());
    let trained = book.drills.iter().flat_map(|drill| &drill.trains);
    // A drill trains a round or `round/criterion`.
    let used: BTreeSet<&str> =
        rounds.chain(trained).filter_map(|name| name.value.split('/').next()).collect();
    for rubric in &book.rubrics {
        if !used.contains(rubric.slug.as_str()) {
            let start = rubric.source.start();
            let message = format!("no case uses the rubric `{}`", rubric.slug);
            let help = format!("add one: `mdbook-casebook new <slug> --round {}`", rubric.slug);
            found.push(Diagnostic::new(&RULE, &rubric.source, start..start, message).help(help));
        }
    }
}
