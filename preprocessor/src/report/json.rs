//! One array of objects: for other programs.

use serde::Serialize;

use crate::diagnostic::Diagnostic;

#[derive(Serialize)]
struct Entry<'a> {
    rule: &'a str,
    severity: &'a str,
    file: &'a str,
    line: usize,
    column: usize,
    message: &'a str,
    help: Option<&'a str>,
}

pub(super) fn render(diagnostics: &[Diagnostic]) -> String {
    let entries = diagnostics.iter().map(|diagnostic| {
        let Diagnostic { rule, source, message, help, .. } = diagnostic;
        let position = diagnostic.position();
        Entry {
            rule: rule.id,
            severity: rule.severity.name(),
            file: &source.path,
            line: position.line,
            column: position.column,
            message,
            help: help.as_deref(),
        }
    });
    let entries: Vec<Entry<'_>> = entries.collect();
    serde_json::to_string_pretty(&entries).unwrap_or_else(|_| "[]".to_owned()) + "\n"
}
