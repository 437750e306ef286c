use crate::diagnostic::Diagnostic;
use crate::parse::book::RawBook;
use crate::rule::{Edit, Example, Rule, Severity};

pub static RULE: Rule = Rule {
    id: "budget-exceeds-round",
    severity: Severity::Error,
    summary: "criteria whose minutes add up to more than the round",
    reason: "A candidate cannot spend minutes that the round does not have. Fewer are fine: what is left is slack.",
    example: Example {
        file: "src/rubrics/design.toml",
        edit: Edit::Replace { find: "minutes = 15", with: "minutes = 25" },
    },
};

pub fn check(book: &RawBook, found: &mut Vec<Diagnostic>) {
    for rubric in &book.rubrics {
        let Some(minutes) = &rubric.minutes else {
            continue;
        };
        let sum: i64 = rubric.criteria.iter().filter_map(|c| c.minutes.as_ref()).map(|m| m.value).sum();
        if sum > minutes.value {
            let message = format!("the criteria take {sum} minutes, but the round has {}", minutes.value);
            let help = format!("cut {} minutes from the criteria", sum - minutes.value);
            found.push(Diagnostic::new(&RULE, &rubric.source, minutes.span.clone(), message).help(help));
        }
    }
}
