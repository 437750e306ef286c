//! `misplaced-heading`: a heading where it does not belong.
//!
//! The title stands in the front matter, `In one minute` before the criteria, every other `###` heading inside one.

use std::sync::Arc;

use super::{Change, Example, Rule};
use crate::book::RawBook;
use crate::diagnostic::{Diagnostic, Severity};
use crate::parse::markdown::Heading;
use crate::source::Source;

/// The rule.
pub static RULE: Rule = Rule {
    id: "misplaced-heading",
    severity: Severity::Error,
    summary: "a heading where it does not belong",
    reason: "The title stands in the front matter, `In one minute` before the criteria, every other `###` heading inside one.",
    example: Example {
        file: "src/cases/related-articles.md",
        change: Change::Replace {
            find: "### In one minute",
            with: "# Related articles\n\n### In one minute",
        },
    },
    check: Some(check),
};

/// A `#` heading in a file whose title stands in the front matter.
pub fn title(source: &Arc<Source>, heading: &Heading) -> Diagnostic {
    Diagnostic::new(
        &RULE,
        source,
        heading.title.span.clone(),
        "a `#` heading beside the title of the front matter",
    )
    .help("remove it, or write `##`")
}

/// Reports the first `###` heading that stands before the criteria: those that follow it are
/// there for the same reason. One that is titled like a criterion is `missing-criterion`'s.
fn check(book: &RawBook, found: &mut Vec<Diagnostic>) {
    let rubrics = book.rubrics_by_slug();
    for case in &book.cases {
        let rubric = case.round.as_ref().and_then(|round| rubrics.get(round.value.as_str()));
        let is_criterion = |heading: &&Heading| {
            let mut titles = rubric.iter().flat_map(|r| &r.criteria).filter_map(|c| c.title.as_ref());
            titles.any(|title| title.value == heading.title.value)
        };
        if let Some(heading) = case.stray.first().filter(|heading| !is_criterion(heading)) {
            let message = format!("the heading `{}` stands before the first criterion", heading.title.value);
            let found_here = Diagnostic::new(&RULE, &case.source, heading.title.span.clone(), message);
            found.push(found_here.help("move it under a `##` heading, or write `### In one minute`"));
        }
    }
}

/// `In one minute` inside a criterion.
pub fn in_criterion(source: &Arc<Source>, heading: &Heading) -> Diagnostic {
    let message = "`In one minute` stands inside a criterion";
    Diagnostic::new(&RULE, source, heading.title.span.clone(), message)
        .help("move it before the first `##` heading")
}
