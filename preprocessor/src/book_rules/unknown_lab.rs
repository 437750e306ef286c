use crate::diagnostic::Diagnostic;
use crate::files::lab_script;
use crate::parse::book::RawBook;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::suggest;

pub static RULE: Rule = Rule {
    id: "unknown-lab",
    severity: Severity::Error,
    summary: "a lab whose script is not in the book",
    reason: "The script of a lab is `labs/<name>.js` in the folder of the chapters; mdBook copies it.",
    example: Example {
        file: "src/cases/related-articles.md",
        edit: Edit::Replace { find: "name = \"counts\"", with: "name = \"conuts\"" },
    },
};

pub fn check(book: &RawBook, found: &mut Vec<Diagnostic>) {
    let known = || book.paths.iter().filter_map(|path| path.strip_prefix("labs/")?.strip_suffix(".js"));
    for text in book.texts() {
        for name in text.markdown.labs.iter().filter_map(|lab| lab.name.as_ref()) {
            let script = lab_script(&name.value);
            if book.paths.contains(&script) {
                continue;
            }
            let help = match suggest::nearest(&name.value, known()) {
                Some(near) => format!("write `{near}`"),
                None => format!("add the script as `{script}`"),
            };
            let message = format!("no script `{script}`");
            found.push(Diagnostic::new(&RULE, text.source, name.span.clone(), message).help(help));
        }
    }
}
