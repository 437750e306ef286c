//! Values that the rules say are there.
//!
//! In: a value that may be missing. Out: the value, or the bug. Must not know what it is of.

use crate::source::Spanned;

/// A missing value that a rule should have reported.
#[derive(Debug, Clone)]
pub struct Bug(String);

impl std::fmt::Display for Bug {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "bug in mdbook-casebook, please report it: {}", self.0)
    }
}

impl std::error::Error for Bug {}

pub(super) fn required<T>(value: Option<T>, what: &str) -> Result<T, Bug> {
    value.ok_or_else(|| Bug(format!("{what} is missing after all checks passed")))
}

pub(super) fn text_or_empty(value: Option<&Spanned<String>>) -> String {
    value.map(|value| value.value.clone()).unwrap_or_default()
}
