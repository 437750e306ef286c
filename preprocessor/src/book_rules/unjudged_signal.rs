use std::collections::BTreeSet;

use crate::diagnostic::Diagnostic;
use crate::parse::book::RawBook;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::suggest::{self, MOST_NAMES};

pub static RULE: Rule = Rule {
    id: "unjudged-signal",
    severity: Severity::Warning,
    summary: "a signal that the sample does not judge",
    reason: "A reader compares tick by tick, which needs the author's judgment of every signal.",
    example: Example {
        file: "src/samples/related-articles/a-counting-answer.md",
        edit: Edit::Replace { find: "table-size = \"Multiplies 200,000 by 100.\"\n", with: "" },
    },
};

pub fn check(book: &RawBook, found: &mut Vec<Diagnostic>) {
    let cases = book.cases_by_slug();
    // `missing-key` and `empty-value` report a sample without any tick.
    for sample in book.samples.iter().filter(|sample| sample.readable && !sample.ticks.is_empty()) {
        let Some(case) = cases.get(sample.case.as_str()) else {
            continue;
        };
        let judged: BTreeSet<&str> = sample.ticks.iter().map(|tick| tick.signal.value.as_str()).collect();
        let ids = || case.criteria.iter().flat_map(|c| &c.signals).map(|signal| signal.id.value.as_str());
        let known: BTreeSet<&str> = ids().collect();
        // What `unknown-signal` suggests is judged, under a misspelled id.
        let unknown = judged.iter().filter(|tick| !known.contains(*tick)).take(MOST_NAMES);
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
