use crate::diagnostic::Diagnostic;
use crate::parse::book::RawBook;
use crate::rule::{Edit, Example, Rule, Severity};

pub static RULE: Rule = Rule {
    id: "curveball-outside-round",
    severity: Severity::Error,
    summary: "a curveball before the start or after the end of the round",
    reason: "It would never arrive.",
    example: Example {
        file: "src/cases/related-articles.md",
        edit: Edit::Replace { find: "### Curveball at 20:", with: "### Curveball at 30:" },
    },
};

pub fn check(book: &RawBook, found: &mut Vec<Diagnostic>) {
    for case in &book.cases {
        let Some(length) = book.rubric_of(case).and_then(|rubric| rubric.minutes.as_ref()) else {
            continue;
        };
        for curveball in case.criteria.iter().flat_map(|criterion| &criterion.curveballs) {
            let minute = &curveball.minute;
            if minute.value < 1 || minute.value >= length.value {
                let message = format!("minute {} is outside the {}-minute round", minute.value, length.value);
                let help = format!("write a minute from 1 to {}", length.value - 1);
                found.push(Diagnostic::new(&RULE, &case.source, minute.span.clone(), message).help(help));
            }
        }
    }
}
