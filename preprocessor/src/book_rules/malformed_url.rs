use crate::diagnostic::Diagnostic;
use crate::parse::book::RawBook;
use crate::rule::{Edit, Example, Rule, Severity};

pub static RULE: Rule = Rule {
    id: "malformed-url",
    severity: Severity::Error,
    summary: "a source whose `url` is not a web address",
    reason: "It becomes a link, and only `http` and `https` belong there.",
    example: Example {
        file: "src/cases/related-articles.md",
        edit: Edit::Replace { find: "https://doi.org", with: "doi.org" },
    },
};

pub fn check(book: &RawBook, found: &mut Vec<Diagnostic>) {
    for text in book.texts() {
        for url in text.sources.iter().filter_map(|source| source.url.as_ref()) {
            let web = url.value.starts_with("https://") || url.value.starts_with("http://");
            if !web || url.value.contains(char::is_whitespace) {
                let message = format!("`{}` is not a web address", url.value);
                let help = "write an address that begins with `https://`";
                found.push(Diagnostic::new(&RULE, text.source, url.span.clone(), message).help(help));
            }
        }
    }
}
