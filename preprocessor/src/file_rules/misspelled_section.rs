use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::{Source, Spanned};
use crate::suggest;

pub static RULE: Rule = Rule {
    id: "misspelled-section",
    severity: Severity::Warning,
    summary: "a heading that is nearly a section",
    reason: "It is taken for a part of the model answer, which is seldom what was meant.",
    example: Example {
        file: "src/cases/related-articles.md",
        edit: Edit::Replace { find: "### Pitfalls", with: "### Pitfall" },
    },
};

/// The `###` headings that occur once per criterion.
pub const SECTIONS: [&str; 3] = ["Signals", "Pitfalls", "Alternatives"];

/// A heading that is a slip away from a reserved one.
pub fn check(source: &Arc<Source>, heading: &Spanned<String>) -> Option<Diagnostic> {
    let title = heading.value.as_str();
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
    let found = Diagnostic::new(&RULE, source, heading.span.clone(), message);
    Some(found.help(format!("write `{near}`")))
}
