use crate::diagnostic::Diagnostic;
use crate::parse::book::RawBook;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::Placed;

pub static RULE: Rule = Rule {
    id: "malformed-macro",
    severity: Severity::Error,
    summary: "a macro whose name cannot be a LaTeX command",
    reason: "LaTeX ends the name of a command at the first character that is not a letter.",
    example: Example {
        file: "book.toml",
        edit: Edit::Replace {
            find: "renderers = [\"html\"]",
            with: "renderers = [\"html\"]\nmacros.x_hat = '\\hat{x}'",
        },
    },
};

pub fn check(book: &RawBook, found: &mut Vec<Diagnostic>) {
    for (Placed { source, written: name }, _) in &book.settings.macros {
        let letters = name.value.strip_prefix('\\').unwrap_or(&name.value);
        if letters.is_empty() || !letters.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            let message = format!("the macro `{}` has characters other than letters", name.value);
            let only: String = letters.chars().filter(char::is_ascii_alphabetic).collect();
            let help =
                if only.is_empty() { "name it with letters".to_owned() } else { format!("write `{only}`") };
            found.push(Diagnostic::new(&RULE, source, name.span.clone(), message).help(help));
        }
    }
}
