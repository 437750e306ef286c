use crate::diagnostic::Diagnostic;
use crate::parse::book::RawBook;
use crate::rule::{Edit, Example, Rule, Severity};

pub static RULE: Rule = Rule {
    id: "wrong-columns",
    severity: Severity::Error,
    summary: "a table of alternatives with the wrong columns",
    reason: "Alternatives are compared in the same four columns everywhere: Option, For, Against, Choose when.",
    example: Example {
        file: "src/cases/related-articles.md",
        edit: Edit::Replace {
            find: "| Option | For | Against | Choose when |",
            with: "| Option | Pro | Against | Choose when |",
        },
    },
};

const COLUMNS: [&str; 4] = ["Option", "For", "Against", "Choose when"];

pub fn check(book: &RawBook, found: &mut Vec<Diagnostic>) {
    let help = || format!("write the columns `{}`", COLUMNS.join(" | "));
    for case in &book.cases {
        for criterion in &case.criteria {
            let Some(section) = &criterion.alternatives else {
                continue;
            };
            if criterion.alternatives_tables.is_empty() {
                let message = "the section has no table";
                found.push(Diagnostic::new(&RULE, &case.source, section.title.clone(), message).help(help()));
            }
            for table in &criterion.alternatives_tables {
                let first_wrong = table
                    .header
                    .iter()
                    .enumerate()
                    .find(|(index, cell)| COLUMNS.get(*index).is_none_or(|column| *column != cell.value));
                if let Some((index, cell)) = first_wrong {
                    let message = match COLUMNS.get(index) {
                        Some(column) => format!("column `{}` instead of `{column}`", cell.value),
                        None => format!("column `{}` is one too many", cell.value),
                    };
                    found.push(Diagnostic::new(&RULE, &case.source, cell.span.clone(), message).help(help()));
                } else if table.header.len() < COLUMNS.len() {
                    let message = format!("missing column `{}`", COLUMNS[table.header.len()]);
                    let end = case.source.slice(&table.span).find('\n').unwrap_or(0);
                    let span = table.span.start..table.span.start + end;
                    let span = case.source.trim(&span);
                    found.push(Diagnostic::new(&RULE, &case.source, span, message).help(help()));
                }
            }
        }
    }
}
