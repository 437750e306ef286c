use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::Diagnostic;
use crate::parse::book::RawBook;
use crate::rule::{Edit, Example, Rule, Severity};

pub static RULE: Rule = Rule {
    id: "criterion-order",
    severity: Severity::Warning,
    summary: "criteria in a different order from the rubric's",
    reason: "The chapter shows them in the rubric's order, not in the file's.",
    example: Example {
        file: "src/cases/related-articles.md",
        edit: Edit::Swap { first: "## Goal", second: "## Design" },
    },
};

/// Reports the first criterion that comes too early.
pub fn check(book: &RawBook, found: &mut Vec<Diagnostic>) {
    for case in &book.cases {
        let Some(rubric) = book.rubric_of(case) else { continue };
        let titles = rubric.criteria.iter().enumerate();
        let titles = titles.filter_map(|(at, c)| Some((c.title.as_ref()?.value.as_str(), at)));
        let order: BTreeMap<&str, usize> = titles.rev().collect();
        let place = |title: &str| order.get(title).copied();
        // `repeated-criterion` reports the second heading.
        let mut seen = BTreeSet::new();
        let once = case.criteria.iter().filter(|c| seen.insert(c.title.value.as_str()));
        let places: Vec<_> = once.filter_map(|c| Some((place(&c.title.value)?, &c.title))).collect();
        if let Some(pair) = places.windows(2).find(|pair| pair[1].0 < pair[0].0) {
            let title = pair[1].1;
            let message = format!("the criterion `{}` comes after `{}`", title.value, pair[0].1.value);
            let help = "move it to its place in the rubric";
            found.push(Diagnostic::new(&RULE, &case.source, title.span.clone(), message).help(help));
        }
    }
}
