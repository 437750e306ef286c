//! `missing-signals`: a criterion without signals at a level.
//!
//! A level without signals can be neither attained nor missed.

use super::{Change, Example, Rule};
use crate::book::RawBook;
use crate::diagnostic::{Diagnostic, Severity};
use crate::parse::rubric::RawRubricCriterion;

/// The rule.
pub static RULE: Rule = Rule {
    id: "missing-signals",
    severity: Severity::Error,
    summary: "a criterion without signals at a level",
    reason: "A level without signals can be neither attained nor missed.",
    example: Example {
        file: "src/cases/related-articles.md",
        change: Change::Replace {
            find: "- [ ] L6: Says why the click rate alone would reward bad headlines ^click-rate-misleads\n",
            with: "",
        },
    },
    check: Some(check),
};

/// Reports levels that have no signal in a criterion.
fn check(book: &RawBook, found: &mut Vec<Diagnostic>) {
    let rubrics = book.rubrics_by_slug();
    for case in &book.cases {
        let rubric = case.round.as_ref().and_then(|round| rubrics.get(round.value.as_str()));
        let Some(rubric) = rubric else { continue };
        for criterion in &case.criteria {
            let title = &criterion.title;
            let known = |c: &RawRubricCriterion| c.title.as_ref().is_some_and(|t| t.value == title.value);
            if !rubric.criteria.iter().any(known) {
                continue;
            }
            for level in &rubric.levels {
                if criterion.signals.iter().all(|signal| signal.level.value != level.value) {
                    let message =
                        format!("no signal for `{}` in the criterion `{}`", level.value, title.value);
                    let help = format!("add `- [ ] {}: …` under `### Signals`", level.value);
                    let found_here = Diagnostic::new(&RULE, &case.source, title.span.clone(), message);
                    found.push(found_here.help(help));
                }
            }
        }
    }
}
