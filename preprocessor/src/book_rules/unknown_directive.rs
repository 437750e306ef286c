use crate::diagnostic::Diagnostic;
use crate::parse::book::RawBook;
use crate::parse::directive::Directive;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::suggest;

pub static RULE: Rule = Rule {
    id: "unknown-directive",
    severity: Severity::Error,
    summary: "a `{{#casebook …}}` that does not exist",
    reason: "A directive puts a generated list or table into a plain page. Nothing would be in the place of one that does not exist, and no other file can have one.",
    example: Example {
        file: "src/index.md",
        edit: Edit::Replace { find: "{{#casebook cases}}", with: "{{#casebook overview}}" },
    },
};

/// Reports directives that do not exist, and those outside plain pages.
pub fn check(book: &RawBook, found: &mut Vec<Diagnostic>) {
    for text in book.texts() {
        for directive in &text.markdown.directives {
            let name = &directive.name;
            if !text.is_page {
                let message = format!("the directive `{}` is not in a plain page", name.value);
                let diagnostic = Diagnostic::new(&RULE, text.source, directive.span.clone(), message);
                found.push(diagnostic.help("move it to a page that `SUMMARY.md` lists"));
            } else if directive.directive.is_none() {
                let (message, span) = match name.value.as_str() {
                    "" => ("a directive has no name".to_owned(), directive.span.clone()),
                    written => (format!("unknown directive `{written}`"), name.span.clone()),
                };
                let diagnostic = Diagnostic::new(&RULE, text.source, span, message);
                found.push(diagnostic.help(suggest::help(&name.value, Directive::ALL.map(Directive::name))));
            }
        }
    }
}
