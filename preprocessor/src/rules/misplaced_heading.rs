//! `misplaced-heading`: a heading where it does not belong.
//!
//! The title stands in the front matter, `In one minute` before the criteria, every other `###` heading inside one.

use std::sync::Arc;

use super::{Change, Example, Rule};
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
    check: None,
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

/// A `###` heading that stands before the first criterion.
pub fn before_criteria(source: &Arc<Source>, heading: &Heading) -> Diagnostic {
    let message = format!("the heading `{}` stands before the first criterion", heading.title.value);
    Diagnostic::new(&RULE, source, heading.title.span.clone(), message)
        .help("move it under a `##` heading, or write `### In one minute`")
}

/// `In one minute` inside a criterion.
pub fn in_criterion(source: &Arc<Source>, heading: &Heading) -> Diagnostic {
    let message = "`In one minute` stands inside a criterion";
    Diagnostic::new(&RULE, source, heading.title.span.clone(), message)
        .help("move it before the first `##` heading")
}
