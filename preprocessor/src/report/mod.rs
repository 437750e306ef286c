//! Diagnostics as text, one file per format, and [`terminal`], which prints them for a person.
//!
//! In: sorted diagnostics. Out: text. Only [`terminal`] writes anywhere.

use crate::diagnostic::Diagnostic;
use crate::rule::Severity;

mod concise;
mod full;
mod github;
mod json;
pub mod terminal;

/// How diagnostics are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Format {
    /// With the line and a caret, as rustc does.
    #[default]
    Full,
    /// One line each: `file:line:col: error[rule]: message (help: …)`.
    Concise,
    /// One array of objects.
    Json,
    /// Workflow commands that GitHub shows beside the line.
    Github,
}

/// The text of all diagnostics. `color` matters to [`Format::Full`] only.
pub fn render(diagnostics: &[Diagnostic], format: Format, color: bool) -> String {
    match format {
        Format::Full => full::render(diagnostics, color),
        Format::Concise => concise::render(diagnostics),
        Format::Json => json::render(diagnostics),
        Format::Github => github::render(diagnostics),
    }
}

/// `3 errors, 1 warning`, or nothing when there are none.
pub fn count(diagnostics: &[Diagnostic]) -> String {
    let errors = diagnostics.iter().filter(|d| d.rule.severity == Severity::Error).count();
    let say = |count: usize, word: &str| match count {
        0 => None,
        1 => Some(format!("1 {word}")),
        many => Some(format!("{many} {word}s")),
    };
    let parts = [say(errors, "error"), say(diagnostics.len() - errors, "warning")];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}
