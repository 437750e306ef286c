//! Workflow commands: GitHub shows each diagnostic beside its line.

use std::fmt::Write as _;

use crate::diagnostic::Diagnostic;

pub(super) fn render(diagnostics: &[Diagnostic]) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics {
        let position = diagnostic.position();
        let help = diagnostic.help.as_ref().map(|help| format!(" (help: {help})")).unwrap_or_default();
        let _ = writeln!(
            out,
            "::{} file={},line={},col={},title={}::{}",
            diagnostic.rule.severity.name(),
            property(&diagnostic.source.path),
            position.line,
            position.column,
            property(diagnostic.rule.id),
            data(&format!("{}{help}", diagnostic.message))
        );
    }
    out
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
