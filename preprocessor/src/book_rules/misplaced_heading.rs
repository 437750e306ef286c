use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::file_rules::misspelled_section;
use crate::parse::book::RawBook;
use crate::parse::case::{RawCase, RawCriterion, Section};
use crate::parse::markdown::notes::Heading;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::{Source, Span};

pub static RULE: Rule = Rule {
    id: "misplaced-heading",
    severity: Severity::Error,
    summary: "a heading where it does not belong",
    reason: "The title is in the front matter, `In one minute` comes before the criteria, and every other `###` heading is inside one, where `In short` comes right after the model answer.",
    example: Example {
        file: "src/cases/related-articles.md",
        edit: Edit::Replace { find: "### In one minute", with: "# Related articles\n\n### In one minute" },
    },
};

/// Reports `#` headings, the first `###` heading before the criteria (the next ones have the same cause) and
/// `In one minute` inside a criterion, and `In short` anywhere but right after the model answer. A heading with the
/// title of a criterion is reported by `missing-criterion`.
pub fn check(book: &RawBook, found: &mut Vec<Diagnostic>) {
    let cases = book.cases.iter().map(|case| {
        (&case.source, &case.markdown.headings, "remove it, or write `###` below the `##` of a criterion")
    });
    let drills = book
        .drills
        .iter()
        .map(|drill| (&drill.source, &drill.markdown.headings, "remove it, or write `##` for a question"));
    for (source, headings, help) in cases.chain(drills) {
        for heading in headings.iter().filter(|heading| heading.level == 1) {
            found.push(at(source, &heading.title.span, "a `#` heading is a second title").help(help));
        }
    }
    for case in &book.cases {
        let rubric = book.rubric_of(case);
        let is_criterion = |heading: &&Heading| {
            // `missing-criterion` reports it, unless another heading answers the criterion.
            if case.criteria.iter().any(|criterion| criterion.title.value == heading.title.value) {
                return false;
            }
            let mut titles = rubric.iter().flat_map(|r| &r.criteria).filter_map(|c| c.title.as_ref());
            titles.any(|title| title.value == heading.title.value)
        };
        if let Some(heading) = case.stray.first().filter(|heading| !is_criterion(heading)) {
            let message = format!("the heading `{}` is before the first criterion", heading.title.value);
            found.push(
                at(&case.source, &heading.title.span, message)
                    .help("move it under a `##` heading or write `### In one minute`"),
            );
        }
        for heading in case.criteria.iter().flat_map(|criterion| &criterion.stray) {
            let message = format!("`{}` is inside a criterion", heading.title.value);
            found.push(
                at(&case.source, &heading.title.span, message).help("move it before the first `##` heading"),
            );
        }
        for criterion in &case.criteria {
            if let Some(section) = criterion.in_short.as_ref().filter(|it| !ends_answer(case, criterion, it))
            {
                let message = "`In short` is not right after the model answer";
                found.push(
                    at(&case.source, &section.title, message)
                        .help("move it between the model answer and `### Signals`"),
                );
            }
        }
    }
}

/// Whether a section is above all others, and what follows it is one of them, misspelled or not.
fn ends_answer(case: &RawCase, criterion: &RawCriterion, section: &Section) -> bool {
    let once = [&criterion.signals_section, &criterion.pitfalls, &criterion.alternatives];
    let once = once.into_iter().flatten().map(|other| &other.title);
    let follow_ups = criterion.follow_ups.iter().map(|probe| &probe.question.span);
    let curveballs = criterion.curveballs.iter().map(|probe| &probe.title.span);
    let here = section.title.start;
    let next = once.chain(follow_ups).chain(curveballs).map(|title| title.start).min().unwrap_or(usize::MAX);
    let between = here..next;
    let is_answer = |piece: &Span| {
        let heading = case.markdown.headings.iter().find(|heading| piece.contains(&heading.span.start));
        heading.is_none_or(|heading| misspelled_section::check(&case.source, &heading.title).is_none())
    };
    next > here && !criterion.answer.iter().any(|piece| between.contains(&piece.start) && is_answer(piece))
}

fn at(source: &Arc<Source>, title: &Span, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(&RULE, source, title.clone(), message)
}
