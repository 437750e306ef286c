use crate::diagnostic::Diagnostic;
use crate::parse::book::RawBook;
use crate::parse::settings::BUILT_IN;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::Placed;

pub static RULE: Rule = Rule {
    id: "late-preprocessor",
    severity: Severity::Error,
    summary: "settings that make another preprocessor run first",
    reason: "What `links` includes would be compiled in a build but not in `check`, and would shift every place in the messages.",
    example: Example {
        file: "book.toml",
        edit: Edit::Replace { find: "before = [\"links\", \"index\"]", with: "after = [\"links\"]" },
    },
};

pub fn check(book: &RawBook, found: &mut Vec<Diagnostic>) {
    for Placed { source, written: name } in &book.settings.after {
        if !BUILT_IN.contains(&name.value.as_str()) {
            continue;
        }
        let message = format!("`after` names `{}`", name.value);
        let diagnostic = Diagnostic::new(&RULE, source, name.span.clone(), message);
        found.push(diagnostic.help("write `before = [\"links\", \"index\"]` instead"));
    }
}
