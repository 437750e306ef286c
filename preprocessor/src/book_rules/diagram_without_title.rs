use crate::diagnostic::Diagnostic;
use crate::parse::book::RawBook;
use crate::parse::embedded::diagram::Refusal;
use crate::rule::{Edit, Example, Rule, Severity};

pub static RULE: Rule = Rule {
    id: "diagram-without-title",
    severity: Severity::Warning,
    summary: "a diagram without a text alternative",
    reason: "A reader who cannot see the drawing hears its title and description: `accTitle: …` and `accDescr: …` inside the diagram.",
    example: Example {
        file: "src/cases/related-articles.md",
        edit: Edit::Replace { find: "    accTitle: From visits to three articles\n", with: "" },
    },
};

pub fn check(book: &RawBook, found: &mut Vec<Diagnostic>) {
    for text in book.texts() {
        for diagram in &text.markdown.diagrams {
            // `diagram-syntax` reports a block of another kind, which need not have these lines.
            if diagram.drawing == Err(Refusal::OtherKind) {
                continue;
            }
            let has = |key: &&str| diagram.code.text.lines().any(|line| line.trim_start().starts_with(key));
            let missing: Vec<&str> = ["accTitle", "accDescr"].into_iter().filter(|key| !has(key)).collect();
            if missing.is_empty() {
                continue;
            }
            let first = diagram.code.text.lines().next().unwrap_or_default().trim_end().len();
            let message = format!("the diagram has no `{}`", missing.join("` and no `"));
            let lines: Vec<String> = missing.iter().map(|key| format!("`{key}: …`")).collect();
            let help = format!("add {} after its first line", lines.join(" and "));
            let place = diagram.code.place(&(0..first)).unwrap_or_else(|| diagram.span.clone());
            found.push(Diagnostic::new(&RULE, text.source, place, message).help(help));
        }
    }
}
