use std::collections::BTreeSet;

use super::MOST_OF_A_KIND;
use crate::diagnostic::Diagnostic;
use crate::parse::book::RawBook;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::suggest;

pub static RULE: Rule = Rule {
    id: "unjudged-signal",
    severity: Severity::Warning,
    summary: "a signal of which the sample says nothing",
    reason: "A reader compares tick by tick; a signal without the author's word cannot be compared.",
    example: Example {
        file: "src/samples/related-articles/a-counting-answer.md",
        edit: Edit::Replace { find: "table-size = \"Multiplies 200,000 by 100.\"\n", with: "" },
    },
};

/// Reports signals that a sample leaves out.
pub fn check(book: &RawBook, found: &mut Vec<Diagnostic>) {
    let cases = book.cases_by_slug();
    // A sample without any tick has its own diagnostic.
    for sample in book.samples.iter().filter(|sample| sample.readable && !sample.ticks.is_empty()) {
        let Some(case) = cases.get(sample.case.as_str()) else {
            continue;
        };
        let judged: BTreeSet<&str> = sample.ticks.iter().map(|tick| tick.signal.value.as_str()).collect();
        let ids = || case.criteria.iter().flat_map(|c| &c.signals).map(|signal| signal.id.value.as_str());
        let known: BTreeSet<&str> = ids().collect();
        // What `unknown-signal` suggests is judged, under a misspelled id.
        let unknown = judged.iter().filter(|tick| !known.contains(*tick)).take(MOST_OF_A_KIND);
        let judged: BTreeSet<&str> =
            judged.iter().copied().chain(unknown.filter_map(|tick| suggest::nearest(tick, ids()))).collect();
        for signal in case.criteria.iter().flat_map(|criterion| &criterion.signals) {
            if !judged.contains(signal.id.value.as_str()) {
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
