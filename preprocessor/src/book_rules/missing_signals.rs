use std::collections::BTreeSet;

use crate::diagnostic::Diagnostic;
use crate::parse::book::RawBook;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::suggest::MOST_NAMES;

pub static RULE: Rule = Rule {
    id: "missing-signals",
    severity: Severity::Error,
    summary: "a criterion without signals at a level",
    reason: "A level without signals can be neither attained nor missed.",
    example: Example {
        file: "src/cases/related-articles.md",
        edit: Edit::Replace {
            find: "- [ ] L6: Says why the click rate",
            with: "- [ ] L5: Says why the click rate",
        },
    },
};

pub fn check(book: &RawBook, found: &mut Vec<Diagnostic>) {
    for case in &book.cases {
        let Some(rubric) = book.rubric_of(case) else { continue };
        let known: BTreeSet<&str> = rubric
            .criteria
            .iter()
            .filter_map(|c| c.title.as_ref())
            .map(|title| title.value.as_str())
            .collect();
        let levels: BTreeSet<&str> = rubric.levels.iter().map(|level| level.value.as_str()).collect();
        let mut seen = BTreeSet::new();
        for criterion in case.criteria.iter().filter(|c| known.contains(c.title.value.as_str())) {
            let title = &criterion.title;
            // An item that could not be parsed, or whose level is misspelled, may be the missing signal.
            // `repeated-criterion` reports the second heading.
            let doubtful = criterion.signals.iter().any(|s| !levels.contains(s.level.value.as_str()));
            if criterion.rejected_signals > 0 || doubtful || !seen.insert(title.value.as_str()) {
                continue;
            }
            let present: BTreeSet<&str> = criterion.signals.iter().map(|s| s.level.value.as_str()).collect();
            let missing = rubric.levels.iter().filter(|level| !present.contains(level.value.as_str()));
            for level in missing.take(MOST_NAMES) {
                let message = format!("no signal for `{}` in the criterion `{}`", level.value, title.value);
                let help = format!("add `- [ ] {}: …` under `### Signals`", level.value);
                let diagnostic = Diagnostic::new(&RULE, &case.source, title.span.clone(), message);
                found.push(diagnostic.help(help));
            }
        }
    }
}
