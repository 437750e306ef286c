//! Diagnostics as text, one file per format.
//!
//! In: sorted diagnostics. Out: text. Only [`terminal`] writes it anywhere.

use crate::diagnostic::Diagnostic;
use crate::rule::Severity;

mod concise;
mod full;
mod github;
mod json;
pub mod terminal;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Format {
    /// The line, a caret, and the next step, as rustc shows them
    #[default]
    Full,
    /// One line each: `file:line:column: error[rule]: message (help: …)`
    Concise,
    /// One array of objects, with the end of each place
    Json,
    /// Workflow commands, which GitHub shows next to the line
    Github,
}

/// The text of all diagnostics. [`Format::Full`] has colors; `anstream` takes them out where they are not wanted.
pub fn render(diagnostics: &[Diagnostic], format: Format) -> String {
    match format {
        Format::Full => full::render(diagnostics),
        Format::Concise => concise::render(diagnostics),
        Format::Json => json::render(diagnostics),
        Format::Github => github::render(diagnostics),
    }
}

/// `3 errors, 1 warning`; empty if there are none.
pub fn count(diagnostics: &[Diagnostic]) -> String {
    let errors = diagnostics.iter().filter(|d| d.severity == Severity::Error).count();
    let counts = [counted(errors, "error"), counted(diagnostics.len() - errors, "warning")];
    counts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// `1 error`, `2 errors`; `None` for none.
pub fn counted(count: usize, noun: &str) -> Option<String> {
    match count {
        0 => None,
        1 => Some(format!("1 {noun}")),
        many => Some(format!("{many} {noun}s")),
    }
}
