//! `unjudged-signal`: a signal of which the sample says nothing.
//!
//! A reader compares tick by tick; a signal without the author's word cannot be compared.

use super::{Change, Example, Rule};
use crate::book::RawBook;
use crate::diagnostic::{Diagnostic, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    id: "unjudged-signal",
    severity: Severity::Warning,
    summary: "a signal of which the sample says nothing",
    reason: "A reader compares tick by tick; a signal without the author's word cannot be compared.",
    example: Example {
        file: "src/samples/related-articles/a-counting-answer.md",
        change: Change::Replace { find: "table-size = \"Multiplies 200,000 by 100.\"\n", with: "" },
    },
    check: Some(check),
};

/// Reports signals that a sample leaves out.
fn check(book: &RawBook, found: &mut Vec<Diagnostic>) {
    let cases = book.cases_by_slug();
    for sample in book.samples.iter().filter(|sample| sample.readable) {
        let Some(case) = cases.get(sample.case.as_str()) else {
            continue;
        };
        for signal in case.criteria.iter().flat_map(|criterion| &criterion.signals) {
            if sample.ticks.iter().all(|tick| tick.signal.value != signal.id.value) {
                let message = format!("the signal `{}` is not judged", signal.id.value);
                let help = format!(
                    "add `{} = \"why\"` or `{{ missed = \"why not\" }}` to `[ticks]`",
                    signal.id.value
                );
                let place = sample.fence.clone();
                found.push(Diagnostic::new(&RULE, &sample.source, place, message).help(help));
            }
        }
    }
}
