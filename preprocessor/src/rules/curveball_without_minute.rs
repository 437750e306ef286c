//! `curveball-without-minute`: a curveball without a minute.
//!
//! In practice it arrives at its minute: `### Curveball at 35: …`.

use std::sync::Arc;

use super::{Change, Example, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::parse::markdown::Heading;
use crate::source::Source;

/// The rule.
pub static RULE: Rule = Rule {
    id: "curveball-without-minute",
    severity: Severity::Error,
    summary: "a curveball without a minute",
    reason: "In practice it arrives at its minute: `### Curveball at 35: …`.",
    example: Example {
        file: "src/cases/related-articles.md",
        change: Change::Replace { find: "### Curveball at 20:", with: "### Curveball:" },
    },
    check: None,
};

/// A curveball heading without `at` and a whole number.
pub fn at(source: &Arc<Source>, heading: &Heading) -> Diagnostic {
    Diagnostic::new(&RULE, source, heading.title.span.clone(), "a curveball has no minute")
        .help("write `### Curveball at N: …`, N in whole minutes from the start")
}
