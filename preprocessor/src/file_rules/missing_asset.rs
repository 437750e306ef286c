use crate::diagnostic::Diagnostic;
use crate::files::stem;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::Placed;

pub static RULE: Rule = Rule {
    id: "missing-asset",
    severity: Severity::Error,
    summary: "a style sheet or a script in `book.toml` that does not exist",
    reason: "mdBook stops at it. The path starts at the folder of `book.toml`.",
    example: Example { file: "", edit: Edit::None },
};

pub fn at(Placed { source, written }: &Placed<String>) -> Diagnostic {
    let help = match stem(&written.value) {
        "casebook" | "casebook-mdbook" => "run `mdbook-casebook install`, which writes it",
        _ => "write its path from the folder of `book.toml`, or remove it",
    };
    Diagnostic::new(&RULE, source, written.span.clone(), format!("no file `{}`", written.value)).help(help)
}
