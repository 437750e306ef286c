use crate::diagnostic::Diagnostic;
use crate::parse::book::RawBook;
use crate::rule::{Edit, Example, Rule, Severity};

pub static RULE: Rule = Rule {
    id: "missing-twin",
    severity: Severity::Warning,
    summary: "a lab with nothing to show where it does not run",
    reason: "Without JavaScript and on paper a reader gets what the lab holds after its settings: a table, a diagram or a few sentences with what it shows.",
    example: Example {
        file: "src/cases/related-articles.md",
        edit: Edit::Replace {
            find: "\n| Visits | Read both | Share |\n|---|---|---|\n| 20 | 1 | 5% |\n| 2,000 | 42 | 2.1% |\n| 20,000 | 434 | 2.2% |\n",
            with: "",
        },
    },
};

pub fn check(book: &RawBook, found: &mut Vec<Diagnostic>) {
    for text in book.texts() {
        for lab in text.markdown.labs.iter().filter(|lab| lab.head.end >= lab.tail.start) {
            let message = "the lab has nothing to show where it does not run".to_owned();
            let diagnostic = Diagnostic::new(&RULE, text.source, lab.fence.clone(), message);
            found.push(diagnostic.help("add a table or a paragraph after a blank line"));
        }
    }
}
