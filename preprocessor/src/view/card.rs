//! Cards: a link to a chapter and what to know before following it.

use serde::Serialize;

use crate::files::address;
use crate::lower::model::{Book, Case, Drill};

#[derive(Debug, Serialize)]
pub struct CaseCardView<'a> {
    slug: &'a str,
    title: &'a str,
    summary: &'a str,
    /// Relative to the root of the built book.
    path: String,
    round: &'a str,
    round_title: &'a str,
    minutes: i64,
    tags: &'a [String],
}

#[derive(Debug, Serialize)]
pub struct DrillCardView<'a> {
    slug: &'a str,
    title: &'a str,
    summary: &'a str,
    /// Relative to the root of the built book.
    path: String,
    /// How many there are.
    questions: usize,
}

pub fn case_card<'a>(book: &'a Book, case: &'a Case) -> CaseCardView<'a> {
    let rubric = book.rubric(&case.round);
    CaseCardView {
        slug: &case.slug,
        title: &case.title,
        summary: &case.summary,
        path: address(&case.path),
        round: &case.round,
        round_title: rubric.map_or("", |rubric| &rubric.title),
        minutes: rubric.map_or(0, |rubric| rubric.minutes),
        tags: &case.tags,
    }
}

pub fn case_cards(book: &Book) -> Vec<CaseCardView<'_>> {
    book.cases.iter().map(|case| case_card(book, case)).collect()
}

pub(super) fn drill_card(drill: &Drill) -> DrillCardView<'_> {
    DrillCardView {
        slug: &drill.slug,
        title: &drill.title,
        summary: &drill.summary,
        path: address(&drill.path),
        questions: drill.questions.len(),
    }
}

pub fn drill_cards(book: &Book) -> Vec<DrillCardView<'_>> {
    book.drills.iter().map(drill_card).collect()
}
