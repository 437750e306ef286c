use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::{Source, Span};

pub static RULE: Rule = Rule {
    id: "unbalanced-html",
    severity: Severity::Error,
    summary: "an HTML tag without its partner in the same section or block",
    reason: "A section is hidden while a case is practised, and printed, as a whole: a tag too many ends it early, one too few takes what follows into it. mdBook adds no end tag, not even `</p>` and `</li>`.",
    example: Example {
        file: "src/cases/related-articles.md",
        edit: Edit::Replace { find: "Item-to-item counts", with: "</div>\n\nItem-to-item counts" },
    },
};

/// What is wrong with a tag.
#[derive(Debug, Clone, Copy)]
pub enum Fault {
    NoStart,
    NoEnd,
    /// `<div/>`
    SelfClosing,
    /// No browser knows it: it may be a text.
    Unknown,
}

/// `name` is the tag's.
pub fn at(source: &Arc<Source>, span: Span, name: &str, fault: Fault) -> Diagnostic {
    let written = source.slice(&span);
    let (message, help) = match fault {
        Fault::NoStart => {
            let message = format!("`</{name}>` has no start tag in the same section or block");
            (message, format!("remove it, or write `<{name}>` where it belongs"))
        }
        Fault::NoEnd => {
            let message = format!("`<{name}>` has no end tag in the same section or block");
            (message, format!("write `</{name}>` where it ends, before any outer end tag"))
        }
        Fault::SelfClosing => {
            let message = format!("browsers ignore the slash of `<{name}/>`");
            (message, format!("write `<{name}></{name}>`"))
        }
        Fault::Unknown => {
            let text = written.replace('<', "&lt;").replace('>', "&gt;");
            (
                format!("`{written}` is taken for a tag without a partner"),
                format!("write `{text}`, or put it into code"),
            )
        }
    };
    Diagnostic::new(&RULE, source, span, message).help(help)
}
