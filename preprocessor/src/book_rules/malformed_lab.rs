use crate::diagnostic::Diagnostic;
use crate::parse::book::RawBook;
use crate::rule::{Edit, Example, Rule, Severity};

pub static RULE: Rule = Rule {
    id: "malformed-lab",
    severity: Severity::Error,
    summary: "a lab whose settings cannot be read",
    reason: "A lab begins with `name` and the settings of its script in TOML: strings, numbers, `true` and `false`. A blank line ends them. A lab cannot be in a list or a quote or hold a heading, because it belongs to one section.",
    example: Example {
        file: "src/cases/related-articles.md",
        edit: Edit::Replace { find: "seed = 7", with: "seed = [7, 8]" },
    },
};

pub fn check(book: &RawBook, found: &mut Vec<Diagnostic>) {
    for text in book.texts() {
        let mut report = |span, message: String, help: &str| {
            found.push(Diagnostic::new(&RULE, text.source, span, message).help(help));
        };
        let headings = || text.markdown.headings.iter().chain(&text.markdown.nested_headings);
        for lab in &text.markdown.labs {
            for mistake in &lab.mistakes {
                let help = "write `key = value` on each line, up to a blank one";
                report(mistake.span.clone(), mistake.fact.clone(), help);
            }
            if lab.name.is_none() && lab.mistakes.is_empty() {
                let message = "the lab has no name".to_owned();
                report(lab.fence.clone(), message, "add a line `name = \"…\"` after the fence");
            }
            let inside = lab.head.end..lab.tail.start;
            for heading in headings().filter(|heading| inside.contains(&heading.span.start)) {
                let help = "move it above the lab, or write a paragraph";
                report(heading.title.span.clone(), "a heading inside a lab".to_owned(), help);
            }
        }
        for fence in &text.markdown.nested_labs {
            let help = "move it out of the list or the quote";
            report(fence.clone(), "a lab inside a list or a quote".to_owned(), help);
        }
    }
}
