use crate::diagnostic::Diagnostic;
use crate::parse::book::RawBook;
use crate::parse::settings::BUILT_IN;
use crate::rule::{Edit, Example, Rule, Severity};

pub static RULE: Rule = Rule {
    id: "unfixed-order",
    severity: Severity::Warning,
    summary: "settings that leave the order of preprocessors to their names",
    reason: "`before = [\"links\", \"index\"]` keeps mdBook's own behind this one, whatever else a book uses.",
    example: Example {
        file: "book.toml",
        edit: Edit::Replace { find: "before = [\"links\", \"index\"]", with: "before = [\"links\"]" },
    },
};

/// Reports a `before` that is absent, or does not name both.
pub fn check(book: &RawBook, found: &mut Vec<Diagnostic>) {
    let settings = &book.settings;
    // A book without the table is built by this program alone, which keeps the order itself.
    let Some(place) = &settings.place else { return };
    // `late-preprocessor` says the same of one that comes first.
    if settings.after.iter().any(|name| BUILT_IN.contains(&name.value.as_str())) {
        return;
    }
    let named = |name: &str| settings.before.iter().any(|written| written.value == name);
    let missing: Vec<String> =
        BUILT_IN.iter().filter(|name| !named(name)).map(|name| format!("`{name}`")).collect();
    if missing.is_empty() {
        return;
    }
    let span = match (settings.before.first(), settings.before.last()) {
        (Some(first), Some(last)) => first.span.start..last.span.end,
        _ => place.clone(),
    };
    let message = format!("`before` does not name {}", missing.join(" and "));
    let found_here = Diagnostic::new(&RULE, &book.settings_source, span, message);
    found.push(found_here.help("write `before = [\"links\", \"index\"]`"));
}
