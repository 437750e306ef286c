//! Reports on standard error, for a person at a terminal.
//!
//! Where standard error is closed there is nobody to tell: writing never fails.

use std::io::{IsTerminal as _, Write as _};

use super::{Format, count, render};
use crate::diagnostic::Diagnostic;

/// Prints a line.
pub fn line(text: &str) {
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// Prints diagnostics and how many there are; nothing where there are none.
pub fn diagnostics(diagnostics: &[Diagnostic]) {
    let color = std::io::stderr().is_terminal();
    let _ = std::io::stderr().write_all(render(diagnostics, Format::Full, color).as_bytes());
    let count = count(diagnostics);
    if !count.is_empty() {
        line(&count);
    }
}
