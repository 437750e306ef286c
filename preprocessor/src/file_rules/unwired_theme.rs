use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::Source;

pub static RULE: Rule = Rule {
    id: "unwired-theme",
    severity: Severity::Warning,
    summary: "a book whose pages do not load the theme",
    reason: "Without its style sheet and script the buttons do nothing, and diagrams are black boxes.",
    example: Example { file: "", edit: Edit::None },
};

/// `keys` of `[output.html]` do not list the theme.
pub fn of_settings(settings: &Arc<Source>, keys: &[&str]) -> Diagnostic {
    let place =
        settings.text.find("preprocessor.casebook").map_or(0..0, |at| at..at + "preprocessor.casebook".len());
    let keys = keys.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(" or ");
    Diagnostic::new(&RULE, settings, place, format!("the theme is not in {keys} of `[output.html]`"))
        .help("run `mdbook-casebook install`")
}

/// A template of the book's own does not load what `book.toml` lists.
pub fn of_template(template: &Arc<Source>, list: &str) -> Diagnostic {
    Diagnostic::new(&RULE, template, 0..0, format!("the template does not load `{list}`"))
        .help(format!("write `{{{{#each {list}}}}}` as in mdBook's own `index.hbs`"))
}
