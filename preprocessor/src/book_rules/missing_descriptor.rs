use std::collections::BTreeSet;

use crate::diagnostic::Diagnostic;
use crate::parse::book::RawBook;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::suggest::MOST_NAMES;

pub static RULE: Rule = Rule {
    id: "missing-descriptor",
    severity: Severity::Error,
    summary: "a criterion without a descriptor at a level",
    reason: "A reader cannot recognize a level that is not described.",
    example: Example {
        file: "src/rubrics/design.toml",
        edit: Edit::Replace { find: "L6 = \"Says which metric would mislead, and why.\"\n", with: "" },
    },
};

pub fn check(book: &RawBook, found: &mut Vec<Diagnostic>) {
    for rubric in &book.rubrics {
        for criterion in &rubric.criteria {
            let Some(title) = &criterion.title else {
                continue;
            };
            // `missing-key` and `empty-value` report a criterion without any.
            if criterion.descriptors.is_empty() {
                continue;
            }
            let described: BTreeSet<&str> =
                criterion.descriptors.iter().map(|(level, _)| level.value.as_str()).collect();
            let missing = rubric.levels.iter().filter(|level| !described.contains(level.value.as_str()));
            for level in missing.take(MOST_NAMES) {
                let message =
                    format!("no descriptor for `{}` in the criterion `{}`", level.value, title.value);
                let help = format!("add `{} = …` to its descriptors", level.value);
                let diagnostic = Diagnostic::new(&RULE, &rubric.source, title.span.clone(), message);
                found.push(diagnostic.help(help));
            }
        }
    }
}
