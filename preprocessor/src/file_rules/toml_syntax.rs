use std::sync::Arc;

use crate::diagnostic::{Diagnostic, phrase};
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::{Source, Span};

pub static RULE: Rule = Rule {
    id: "toml-syntax",
    severity: Severity::Error,
    summary: "TOML that does not parse",
    reason: "Strings need quotes, a key occurs once, tables need brackets.",
    example: Example {
        file: "src/cases/related-articles.md",
        edit: Edit::Replace { find: "round = \"design\"", with: "round = design" },
    },
};

const QUOTES: &str = "write it in quotes: `\"…\"`";

/// `reason` is the message of the TOML parser: `fact` or `fact, expected …`.
pub fn at(source: &Arc<Source>, span: Span, reason: &str) -> Diagnostic {
    let (fact, expected) = reason.split_once(", expected ").unwrap_or((reason, ""));
    let fact = phrase(fact);
    let help = match (fact.as_str(), expected) {
        // `title = T` is taken for `true`.
        ("malformed boolean", _) => {
            let fact = "string values must be quoted";
            return Diagnostic::new(&RULE, source, span, fact).help(QUOTES);
        }
        ("string values must be quoted", _) => QUOTES.to_owned(),
        // The fence ends the front matter wherever it is.
        (fact, _) if fact.contains("multi-line") && source.text[source.start()..].starts_with("+++") => {
            "close the string, and write no line `+++` in it".to_owned()
        }
        ("duplicate key", _) => "merge the two or rename one".to_owned(),
        (_, "") => "fix the TOML".to_owned(),
        (_, one) if !one.contains(", ") => format!("write {one}"),
        (_, many) => format!("write one of {many}"),
    };
    Diagnostic::new(&RULE, source, span, fact).help(help)
}
