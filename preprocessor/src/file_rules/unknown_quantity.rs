use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::{Source, Span};

pub static RULE: Rule = Rule {
    id: "unknown-quantity",
    severity: Severity::Error,
    summary: "a quantity that does not exist",
    reason: "Quantities are those of the estimates on the same page, and `page/name` is one of another page.",
    example: Example {
        file: "src/cases/related-articles.md",
        edit: Edit::Replace { find: "articles × kept", with: "article × kept" },
    },
};

/// `near` is a known name like it.
pub fn at(source: &Arc<Source>, span: Span, name: &str, near: Option<&str>) -> Diagnostic {
    let help = match near {
        Some(near) => format!("write `{near}`"),
        None if name.contains(['-', '/']) => {
            "define it in an estimate, or put spaces around an operator".to_owned()
        }
        None => "define it in an estimate of this page, or write `page/name` for one of another".to_owned(),
    };
    Diagnostic::new(&RULE, source, span, format!("no quantity `{name}`")).help(help)
}

/// `page` is what is written for one.
pub fn without_page(source: &Arc<Source>, span: Span, page: &str, near: Option<&str>) -> Diagnostic {
    let help = match near {
        Some(near) => format!("write `{near}/…`"),
        None => "write the name of a page with an estimate, or put spaces around `/` to divide".to_owned(),
    };
    Diagnostic::new(&RULE, source, span, format!("no page `{page}` has an estimate")).help(help)
}

/// `paths` are those that the name of the page could mean.
pub fn ambiguous(source: &Arc<Source>, span: Span, name: &str, paths: &[String]) -> Diagnostic {
    let paths: Vec<String> = paths.iter().map(|path| format!("`{}`", path.trim_end_matches(".md"))).collect();
    let help = format!("write the folder too: {}", paths.join(" or "));
    Diagnostic::new(&RULE, source, span, format!("`{name}` can be of several pages")).help(help)
}
