use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::{Source, Spanned};
use crate::suggest;

pub static RULE: Rule = Rule {
    id: "misspelled-section",
    severity: Severity::Warning,
    summary: "a heading that is almost the name of a section",
    reason: "It becomes part of the model answer, which is rarely what was meant.",
    example: Example {
        file: "src/cases/related-articles.md",
        edit: Edit::Replace { find: "### Pitfalls", with: "### Pitfall" },
    },
};

/// The `###` headings with a meaning of their own. `In one minute` occurs once per case.
pub const IN_ONE_MINUTE: &str = "In one minute";
pub const IN_SHORT: &str = "In short";
pub const SIGNALS: &str = "Signals";
pub const PITFALLS: &str = "Pitfalls";
pub const ALTERNATIVES: &str = "Alternatives";
/// What comes before the question: `Follow-up: …`.
pub const FOLLOW_UP: &str = "Follow-up";
/// What comes before the minute: `Curveball at 20: …`.
pub const CURVEBALL: &str = "Curveball";

/// Those that occur once per criterion.
pub const SECTIONS: [&str; 4] = [IN_SHORT, SIGNALS, PITFALLS, ALTERNATIVES];

pub fn check(source: &Arc<Source>, heading: &Spanned<String>) -> Option<Diagnostic> {
    let title = heading.value.as_str();
    let head = title.split([':', ' ']).next().unwrap_or_default();
    let near = match suggest::nearest(title, SECTIONS) {
        Some(section) => format!("### {section}"),
        None if !title.contains(':') => return None,
        None => match suggest::nearest(head, [FOLLOW_UP, CURVEBALL])? {
            CURVEBALL => format!("### {CURVEBALL} at N: …"),
            _ => format!("### {FOLLOW_UP}: …"),
        },
    };
    let message = format!("the heading `{title}` is not a section");
    let found = Diagnostic::new(&RULE, source, heading.span.clone(), message);
    Some(found.help(format!("write `{near}`")))
}
