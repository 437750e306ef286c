use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::{Source, Spanned};

pub static RULE: Rule = Rule {
    id: "unusable-folder",
    severity: Severity::Error,
    summary: "a folder that cannot hold cases, drills, rubrics or samples",
    reason: "mdBook takes chapters from below `src` only, and a file in a folder of two kinds would be both.",
    example: Example {
        file: "book.toml",
        edit: Edit::Replace { find: "renderers =", with: "cases = \"../cases\"\nrenderers =" },
    },
};

pub fn outside(source: &Arc<Source>, folder: &Spanned<String>) -> Diagnostic {
    let message = format!("the folder `{}` is not below `src`", folder.value);
    Diagnostic::new(&RULE, source, folder.span.clone(), message)
        .help("write the path of a folder from `src`, as in `interviews/cases`")
}

/// `other` is the setting of the same folder.
pub fn shared(source: &Arc<Source>, folder: &Spanned<String>, other: &str) -> Diagnostic {
    let message = format!("the folder `{}` is also that of the {other}", folder.value);
    Diagnostic::new(&RULE, source, folder.span.clone(), message).help("write another folder")
}
