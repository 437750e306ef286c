//! `misspelled-section`: a heading that is nearly a section.
//!
//! It is taken for a part of the model answer, which is seldom what was meant.

use std::sync::Arc;

use super::{Change, Example, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::parse::case::SECTIONS;
use crate::parse::markdown::Heading;
use crate::source::Source;
use crate::suggest;

/// The rule.
pub static RULE: Rule = Rule {
    id: "misspelled-section",
    severity: Severity::Warning,
    summary: "a heading that is nearly a section",
    reason: "It is taken for a part of the model answer, which is seldom what was meant.",
    example: Example {
        file: "src/cases/related-articles.md",
        change: Change::Replace { find: "### Pitfalls", with: "### Pitfall" },
    },
    check: None,
};

/// A heading that is a slip away from a reserved one.
pub fn check(source: &Arc<Source>, heading: &Heading) -> Option<Diagnostic> {
    let title = heading.title.value.as_str();
    let head = title.split([':', ' ']).next().unwrap_or_default();
    let near = match suggest::nearest(title, SECTIONS) {
        Some(section) => format!("### {section}"),
        None if title.contains(':') && suggest::nearest(head, ["Follow-up"]).is_some() => {
            "### Follow-up: …".to_owned()
        }
        None if title.contains(':') && suggest::nearest(head, ["Curveball"]).is_some() => {
            "### Curveball at N: …".to_owned()
        }
        None => return None,
    };
    let message = format!("the heading `{title}` is no section");
    let found = Diagnostic::new(&RULE, source, heading.title.span.clone(), message);
    Some(found.help(format!("write `{near}`")))
}
