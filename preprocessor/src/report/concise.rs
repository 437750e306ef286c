//! One line a diagnostic: for editors, scripts and tests.

use std::fmt::Write as _;

use crate::diagnostic::Diagnostic;

pub(super) fn render(diagnostics: &[Diagnostic]) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics {
        let position = diagnostic.position();
        let _ = write!(
            out,
            "{}:{}:{}: {}[{}]: {}",
            diagnostic.source.path.replace(char::is_control, "\u{fffd}"),
            position.line,
            position.column,
            diagnostic.rule.severity.name(),
            diagnostic.rule.id,
            diagnostic.message
        );
        if let Some(help) = &diagnostic.help {
            let _ = write!(out, " (help: {help})");
        }
        out.push('\n');
    }
    out
}
