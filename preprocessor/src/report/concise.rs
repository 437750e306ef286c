//! One line per diagnostic: for editors and scripts.

use crate::diagnostic::Diagnostic;

pub(super) fn render(diagnostics: &[Diagnostic]) -> String {
    diagnostics.iter().map(line).collect()
}

fn line(diagnostic: &Diagnostic) -> String {
    let start = diagnostic.position();
    let help = diagnostic.help.as_ref().map(|help| format!(" (help: {help})")).unwrap_or_default();
    format!(
        "{}:{}:{}: {}[{}]: {}{help}\n",
        diagnostic.source.path.replace(char::is_control, "\u{fffd}"),
        start.line,
        start.column,
        diagnostic.severity.name(),
        diagnostic.rule.id,
        diagnostic.message
    )
}
