//! `unknown-signal`: a tick for a signal that the case does not have.
//!
//! Ticks name signals by their ids.

use super::{Change, Example, Rule};
use crate::book::RawBook;
use crate::diagnostic::{Diagnostic, Severity};
use crate::suggest;

/// The rule.
pub static RULE: Rule = Rule {
    id: "unknown-signal",
    severity: Severity::Error,
    summary: "a tick for a signal that the case does not have",
    reason: "Ticks name signals by their ids.",
    example: Example {
        file: "src/samples/related-articles/a-counting-answer.md",
        change: Change::Replace { find: "table-size =", with: "table-sise =" },
    },
    check: Some(check),
};

/// Reports ticks without signal.
fn check(book: &RawBook, found: &mut Vec<Diagnostic>) {
    let cases = book.cases_by_slug();
    for sample in &book.samples {
        let Some(case) = cases.get(sample.case.as_str()) else {
            continue;
        };
        let ids = || case.criteria.iter().flat_map(|c| &c.signals).map(|signal| signal.id.value.as_str());
        for tick in &sample.ticks {
            if ids().all(|id| id != tick.signal.value) {
                let message = format!("the case has no signal `{}`", tick.signal.value);
                let help = match suggest::nearest(&tick.signal.value, ids()) {
                    Some(id) => format!("write `{id}`"),
                    None => "remove it".to_owned(),
                };
                found.push(
                    Diagnostic::new(&RULE, &sample.source, tick.signal.span.clone(), message).help(help),
                );
            }
        }
    }
}
