use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::parse::book::RawBook;
use crate::parse::markdown::placeholders;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::{Source, Span};

pub static RULE: Rule = Rule {
    id: "placeholder",
    severity: Severity::Error,
    summary: "a placeholder left over",
    reason: "`TODO`, `TBD` and `FIXME` mark text that is not written yet.",
    example: Example {
        file: "src/cases/related-articles.md",
        edit: Edit::Replace { find: "Use the text: the nearest", with: "TODO: the nearest" },
    },
};

pub fn check(book: &RawBook, found: &mut Vec<Diagnostic>) {
    let mut places: BTreeMap<&str, (&Arc<Source>, Vec<Span>)> = BTreeMap::new();
    let mut add = |source, span| places.entry(path_of(source)).or_insert((source, Vec::new())).1.push(span);
    for text in book.texts() {
        text.markdown.placeholders.iter().for_each(|span| add(text.source, span.clone()));
    }
    let titles = book.cases.iter().flat_map(|case| {
        [&case.title, &case.summary].into_iter().flatten().chain(&case.tags).map(|text| (&case.source, text))
    });
    for (source, text) in titles {
        placeholders(source, &text.span).for_each(|span| add(source, span));
    }
    found.extend(places.into_values().map(|(source, spans)| at(source, spans)));
}

fn path_of(source: &Arc<Source>) -> &str {
    &source.path
}

/// The most lines that a message names.
const MOST_LINES: usize = 20;

/// All placeholders of a file: a new case has one wherever something is to be written.
fn at(source: &Arc<Source>, mut spans: Vec<Span>) -> Diagnostic {
    spans.sort_by_key(|span| span.start);
    let first = spans[0].clone();
    if spans.len() == 1 {
        let message = format!("placeholder `{}` left over", source.slice(&first));
        return Diagnostic::new(&RULE, source, first, message).help("write the text");
    }
    let mut lines: Vec<String> =
        spans.iter().map(|span| source.position(span.start).line.to_string()).collect();
    lines.dedup();
    if lines.len() > MOST_LINES {
        lines.truncate(MOST_LINES);
        lines.push("…".to_owned());
    }
    let on = if lines.len() == 1 { "line" } else { "lines" };
    let (word, more) = (source.slice(&first), spans.len() - 1);
    let message = format!("placeholder `{word}` and {more} more left over, on {on} {}", lines.join(", "));
    Diagnostic::new(&RULE, source, first, message).help("replace each with its text")
}
