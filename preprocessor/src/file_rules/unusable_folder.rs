use crate::diagnostic::Diagnostic;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::Placed;

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

pub fn outside(folder: &Placed<String>) -> Diagnostic {
    at(folder, "is not below `src`").help("write the path of a folder from `src`, as in `interviews/cases`")
}

/// `other` is the setting of the same folder.
pub fn shared(folder: &Placed<String>, other: &str) -> Diagnostic {
    at(folder, &format!("is also that of the {other}")).help("write another folder")
}

fn at(folder: &Placed<String>, flaw: &str) -> Diagnostic {
    let message = format!("the folder `{}` {flaw}", folder.written.value);
    Diagnostic::new(&RULE, &folder.source, folder.written.span.clone(), message)
}
