use std::collections::BTreeSet;

use crate::diagnostic::Diagnostic;
use crate::files::Kind;
use crate::files::kind_of;
use crate::parse::book::RawBook;
use crate::parse::case::RawCase;
use crate::rule::{Edit, Example, Rule, Severity};

pub static RULE: Rule = Rule {
    id: "unused-rubric",
    severity: Severity::Warning,
    summary: "a rubric that no case uses",
    reason: "A rubric earns its page by a case to try it on, or by a drill that trains it.",
    example: Example { file: "src/rubrics/spare.toml", edit: Edit::CopyOf("src/rubrics/design.toml") },
};

/// Reports a rubric without case and drill.
pub fn check(book: &RawBook, found: &mut Vec<Diagnostic>) {
    // A case whose round is unknown may be the one that uses it.
    let slugs = book.rubrics_by_slug();
    let placed = |case: &RawCase| case.round.as_ref().is_some_and(|r| slugs.contains_key(r.value.as_str()));
    let files = book.paths.iter().filter(|path| kind_of(path) == Some(Kind::Case)).count();
    if files > book.cases.len() || !book.cases.iter().all(placed) {
        return;
    }
    let rounds = book.cases.iter().filter_map(|case| case.round.as_ref());
    let trained = book.drills.iter().flat_map(|drill| &drill.trains);
    let names = |text: &str| text.split('/').next().unwrap_or_default().to_owned();
    let used: BTreeSet<String> = rounds.chain(trained).map(|name| names(&name.value)).collect();
    for rubric in &book.rubrics {
        if !used.contains(&rubric.slug) {
            let start = rubric.source.start();
            let message = format!("no case uses the rubric `{}`", rubric.slug);
            let help = format!("add one: `mdbook-casebook new <slug> --round {}`", rubric.slug);
            found.push(Diagnostic::new(&RULE, &rubric.source, start..start, message).help(help));
        }
    }
}
