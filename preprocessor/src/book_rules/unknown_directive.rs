use crate::diagnostic::Diagnostic;
use crate::parse::book::RawBook;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::suggest;

pub static RULE: Rule = Rule {
    id: "unknown-directive",
    severity: Severity::Error,
    summary: "a `{{#casebook …}}` that does not exist",
    reason: "The directives are `cases`, `drills`, `rubrics`, `scorecards`, `progress`, `rules` and `format`, in plain pages only.",
    example: Example {
        file: "src/index.md",
        edit: Edit::Replace { find: "{{#casebook cases}}", with: "{{#casebook case}}" },
    },
};

/// What can be asked for, and nothing else.
pub const DIRECTIVES: [&str; 7] = ["cases", "drills", "rubrics", "scorecards", "progress", "rules", "format"];

/// Reports directives that do not exist, or stand where none belongs.
pub fn check(book: &RawBook, found: &mut Vec<Diagnostic>) {
    for text in book.texts() {
        for directive in &text.markdown.directives {
            let name = &directive.name;
            if !text.is_page {
                let message = format!("the directive `{}` stands outside a plain page", name.value);
                let found_here = Diagnostic::new(&RULE, text.source, directive.span.clone(), message);
                found.push(found_here.help("move it to a page that `SUMMARY.md` lists"));
            } else if !DIRECTIVES.contains(&name.value.as_str()) {
                let (message, span) = match name.value.as_str() {
                    "" => ("a directive has no name".to_owned(), directive.span.clone()),
                    written => (format!("unknown directive `{written}`"), name.span.clone()),
                };
                let found_here = Diagnostic::new(&RULE, text.source, span, message);
                found.push(found_here.help(suggest::help(&name.value, DIRECTIVES)));
            }
        }
    }
}
