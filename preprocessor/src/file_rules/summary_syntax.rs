use std::collections::BTreeSet;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, phrase};
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::{Source, Span, Spanned};

pub static RULE: Rule = Rule {
    id: "summary-syntax",
    severity: Severity::Error,
    summary: "a summary that mdBook cannot parse",
    reason: "Chapters are list items, each of them a single link, and no chapter is listed twice.",
    example: Example {
        file: "src/SUMMARY.md",
        edit: Edit::Replace { find: "- [Progress](progress.md)", with: "- Progress" },
    },
};

/// `reason` is the message of mdBook's parser, which has no other place for the line. `links` are those of the summary.
pub fn at(source: &Arc<Source>, links: &[Spanned<String>], reason: &str) -> Diagnostic {
    if reason.starts_with("Duplicate file") {
        let mut seen = BTreeSet::new();
        let repeated = links.iter().find(|link| !seen.insert(&link.value));
        let (span, name) = repeated.map_or((0..0, "a file"), |link| (link.span.clone(), &*link.value));
        return Diagnostic::new(&RULE, source, span, format!("`{name}` is listed twice"))
            .help("remove one of the two lines");
    }
    // `failed to parse SUMMARY.md line 3, column 5: Suffix chapters cannot …`
    let (place, fact) = reason.split_once(": ").unwrap_or(("", reason));
    let number = place.split("line ").nth(1).and_then(|rest| rest.split(',').next()?.parse().ok());
    Diagnostic::new(&RULE, source, line(source, number.unwrap_or(1)), phrase(fact))
        .help("write chapters as `- [Title](file.md)`")
}

/// Line `number`, from 1, without the white space around it.
fn line(source: &Source, number: usize) -> Span {
    let start = source.start();
    let mut lines = source.text[start..].split_inclusive('\n');
    let before: usize = lines.by_ref().take(number - 1).map(str::len).sum();
    let length = lines.next().map_or(0, str::len);
    source.trim(&(start + before..start + before + length))
}
