use crate::diagnostic::Diagnostic;
use crate::parse::book::RawBook;
use crate::parse::settings::BUILT_IN;
use crate::rule::{Edit, Example, Rule, Severity};

pub static RULE: Rule = Rule {
    id: "unfixed-order",
    severity: Severity::Warning,
    summary: "settings that leave the order of preprocessors to their names",
    reason: "`before = [\"links\", \"index\"]` makes mdBook's own run after this one, whatever other preprocessors a book uses.",
    example: Example {
        file: "book.toml",
        edit: Edit::Replace { find: "before = [\"links\", \"index\"]", with: "before = [\"links\"]" },
    },
};

pub fn check(book: &RawBook, found: &mut Vec<Diagnostic>) {
    let settings = &book.settings;
    // A book without the table is built by this program, which runs first anyway.
    let Some(table) = &settings.table else { return };
    // `late-preprocessor` reports one that comes first.
    if settings.after.iter().any(|name| BUILT_IN.contains(&name.written.value.as_str())) {
        return;
    }
    let named = |name: &str| settings.before.iter().any(|other| other.written.value == name);
    let missing: Vec<String> =
        BUILT_IN.iter().filter(|name| !named(name)).map(|name| format!("`{name}`")).collect();
    if missing.is_empty() {
        return;
    }
    let (source, span) = match (settings.before.first(), settings.before.last()) {
        (Some(first), Some(last)) => (&first.source, first.written.span.start..last.written.span.end),
        _ => (&table.source, table.written.span.clone()),
    };
    let message = format!("`before` does not name {}", missing.join(" and "));
    let diagnostic = Diagnostic::new(&RULE, source, span, message);
    found.push(diagnostic.help("write `before = [\"links\", \"index\"]`"));
}
