//! `curveball-without-text`: a curveball that changes nothing.
//!
//! What changes stands in the heading: `### Curveball at 35: …`.

use std::sync::Arc;

use super::{Change, Example, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::parse::markdown::Heading;
use crate::source::Source;

/// The rule.
pub static RULE: Rule = Rule {
    id: "curveball-without-text",
    severity: Severity::Error,
    summary: "a curveball that changes nothing",
    reason: "What changes stands in the heading: `### Curveball at 35: …`.",
    example: Example {
        file: "src/cases/related-articles.md",
        change: Change::Replace {
            find: "### Curveball at 20: The editors want no article twice in a day",
            with: "### Curveball at 20",
        },
    },
    check: None,
};

/// A curveball heading without text after a colon.
pub fn at(source: &Arc<Source>, heading: &Heading) -> Diagnostic {
    Diagnostic::new(&RULE, source, heading.title.span.clone(), "a curveball does not say what changes")
        .help("write `### Curveball at N: …`")
}
