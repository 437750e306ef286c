use std::collections::BTreeSet;

use super::MOST_OF_A_KIND;
use crate::diagnostic::Diagnostic;
use crate::parse::book::RawBook;
use crate::rule::{Edit, Example, Rule, Severity};

pub static RULE: Rule = Rule {
    id: "missing-descriptor",
    severity: Severity::Error,
    summary: "a criterion without a descriptor at a level",
    reason: "A reader cannot tell a level that nobody described.",
    example: Example {
        file: "src/rubrics/design.toml",
        edit: Edit::Replace { find: "L6 = \"Says which metric would mislead, and why.\"\n", with: "" },
    },
};

/// Reports levels that a criterion does not describe.
pub fn check(book: &RawBook, found: &mut Vec<Diagnostic>) {
    for rubric in &book.rubrics {
        for criterion in &rubric.criteria {
            let Some(title) = &criterion.title else {
                continue;
            };
            // A criterion without any descriptor is already missing the key.
            if criterion.descriptors.is_empty() {
                continue;
            }
            let described: BTreeSet<&str> =
                criterion.descriptors.iter().map(|(level, _)| level.value.as_str()).collect();
            let missing = rubric.levels.iter().filter(|level| !described.contains(level.value.as_str()));
            for level in missing.take(MOST_OF_A_KIND) {
                let message =
                    format!("no descriptor for `{}` in the criterion `{}`", level.value, title.value);
                let help = format!("add `{} = …` to its descriptors", level.value);
                let found_here = Diagnostic::new(&RULE, &rubric.source, title.span.clone(), message);
                found.push(found_here.help(help));
            }
        }
    }
}
