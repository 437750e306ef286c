use crate::diagnostic::Diagnostic;
use crate::parse::book::RawBook;
use crate::rule::{Edit, Example, Rule, Severity};

pub static RULE: Rule = Rule {
    id: "unfinished-case",
    severity: Severity::Warning,
    summary: "a case that is a draft",
    reason: "A build leaves it out. `serve` shows it unless something is missing that its page needs. What is wrong in it is a warning.",
    example: Example {
        file: "src/cases/related-articles.md",
        edit: Edit::Replace { find: "+++\ntitle", with: "+++\ndraft = true\ntitle" },
    },
};

pub fn check(book: &RawBook, found: &mut Vec<Diagnostic>) {
    for case in &book.cases {
        if let Some(draft) = &case.draft {
            let message = format!("the case `{}` is a draft, which a build leaves out", case.slug);
            let diagnostic = Diagnostic::new(&RULE, &case.source, draft.clone(), message);
            found.push(diagnostic.help("remove `draft` when it is ready; `serve` shows it until then"));
        }
    }
}
