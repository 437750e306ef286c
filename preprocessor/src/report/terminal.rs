//! Reports on standard error.
//!
//! Nothing here fails: if standard error is closed, there is nobody to report to.

use std::io::Write as _;

use super::{Format, count, render};
use crate::diagnostic::Diagnostic;

pub fn line(text: &str) {
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// Prints diagnostics and how many there are; nothing if there are none.
pub fn diagnostics(diagnostics: &[Diagnostic]) {
    let _ = anstream::stderr().write_all(render(diagnostics, Format::Full).as_bytes());
    let count = count(diagnostics);
    if !count.is_empty() {
        line(&count);
    }
}
