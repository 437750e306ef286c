use crate::diagnostic::Diagnostic;
use crate::file_rules::misspelled_section::IN_SHORT;
use crate::parse::book::RawBook;
use crate::parse::case::RawCase;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::{Span, words};

pub static RULE: Rule = Rule {
    id: "overlong-in-short",
    severity: Severity::Warning,
    summary: "an `In short` with more words than the rubric allows",
    reason: "It is said aloud in about a minute, and the interviewer's sheet has room for no more. Citations do not count.",
    example: Example {
        file: "src/rubrics/design.toml",
        edit: Edit::Replace { find: "minutes = 30\n", with: "minutes = 30\nin-short-words = 40\n" },
    },
};

pub fn check(book: &RawBook, found: &mut Vec<Diagnostic>) {
    for case in &book.cases {
        let Some(rubric) = book.rubric_of(case) else { continue };
        let limit = rubric.in_short_limit();
        for section in case.criteria.iter().filter_map(|criterion| criterion.in_short.as_ref()) {
            let words = spoken_words(case, &section.body);
            let over = i64::try_from(words).unwrap_or(i64::MAX) - limit;
            if over > 0 {
                let message = format!("`{IN_SHORT}` has {words} words, but the limit is {limit}");
                let help = format!("cut {over}, or set `in-short-words` in `{}`", rubric.source.path);
                let place = section.title.clone();
                found.push(Diagnostic::new(&RULE, &case.source, place, message).help(help));
            }
        }
    }
}

/// How many words of a text are said: those that are not in a citation.
fn spoken_words(case: &RawCase, span: &Span) -> usize {
    let mut from = span.start;
    let mut spoken = String::with_capacity(span.len());
    for citation in &case.markdown.citations {
        if span.start <= citation.span.start && citation.span.end <= span.end {
            spoken.push_str(case.source.slice(&(from..citation.span.start)));
            from = citation.span.end;
        }
    }
    spoken.push_str(case.source.slice(&(from..span.end)));
    words(&spoken)
}
