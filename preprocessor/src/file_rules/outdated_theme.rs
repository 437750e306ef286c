use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::Source;

pub static RULE: Rule = Rule {
    id: "outdated-theme",
    severity: Severity::Warning,
    summary: "a file of the theme that is missing or of another version",
    reason: "Pages and theme of different versions do not fit together: a button can do nothing.",
    example: Example { file: "", edit: Edit::None },
};

pub fn missing(file: &Arc<Source>) -> Diagnostic {
    Diagnostic::new(&RULE, file, 0..0, "the file of the theme is missing")
        .help("run `mdbook-casebook install`")
}

pub fn differs(file: &Arc<Source>) -> Diagnostic {
    let message = format!("the file is not the one of version {}", env!("CARGO_PKG_VERSION"));
    Diagnostic::new(&RULE, file, 0..0, message).help("run `mdbook-casebook install`")
}
