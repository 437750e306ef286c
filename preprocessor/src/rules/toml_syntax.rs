//! `toml-syntax`: TOML that does not parse.
//!
//! Strings need quotes, keys stand once, tables need brackets.

use std::sync::Arc;

use super::{Change, Example, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::{Source, Span};

/// The rule.
pub static RULE: Rule = Rule {
    id: "toml-syntax",
    severity: Severity::Error,
    summary: "TOML that does not parse",
    reason: "Strings need quotes, keys stand once, tables need brackets.",
    example: Example {
        file: "src/cases/related-articles.md",
        change: Change::Replace { find: "round = \"design\"", with: "round = design" },
    },
    check: None,
};

/// A place where the TOML parser stumbled.
pub fn at(source: &Arc<Source>, span: Span, reason: &str) -> Diagnostic {
    // The parser's first line says what is wrong; the rest lists what it expected.
    let mut lines = reason.lines().map(str::trim).filter(|line| !line.is_empty());
    let message = lines.next().unwrap_or("the TOML does not parse").to_owned();
    let rest = lines.collect::<Vec<_>>().join(", ");
    let help =
        if rest.is_empty() { "write it as TOML".to_owned() } else { format!("write it as TOML: {rest}") };
    Diagnostic::new(&RULE, source, span, message).help(help)
}
