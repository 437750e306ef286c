//! One array of objects: for other programs.

use serde::Serialize;

use crate::diagnostic::Diagnostic;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct DiagnosticData<'a> {
    rule: &'a str,
    severity: &'a str,
    file: &'a str,
    /// Lines and columns count from 1, columns in characters.
    line: usize,
    column: usize,
    end_line: usize,
    /// The column after the last character.
    end_column: usize,
    message: &'a str,
    help: Option<&'a str>,
}

pub(super) fn render(diagnostics: &[Diagnostic]) -> String {
    let data: Vec<_> = diagnostics.iter().map(data).collect();
    serde_json::to_string_pretty(&data).unwrap_or_else(|_| "[]".to_owned()) + "\n"
}

fn data(diagnostic: &Diagnostic) -> DiagnosticData<'_> {
    let (start, end) = (diagnostic.position(), diagnostic.end_position());
    DiagnosticData {
        rule: diagnostic.rule.id,
        severity: diagnostic.severity.name(),
        file: &diagnostic.source.path,
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        message: &diagnostic.message,
        help: diagnostic.help.as_deref(),
    }
}
