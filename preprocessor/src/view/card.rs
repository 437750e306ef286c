//! Links to chapters with a sentence about each.

use serde::Serialize;

use crate::files::{Kind, address};
use crate::lower::model::{Book, Case, Drill};

/// A link to a chapter with a sentence about it.
#[derive(Debug, Serialize)]
pub struct CardView<'a> {
    slug: &'a str,
    title: &'a str,
    summary: &'a str,
    path: String,
    round: &'a str,
    round_title: &'a str,
    minutes: i64,
    tags: &'a [String],
    questions: usize,
}

/// The card of a case.
pub fn card<'a>(book: &'a Book, case: &'a Case) -> CardView<'a> {
    let rubric = book.rubric(&case.round);
    CardView {
        slug: &case.slug,
        title: &case.title,
        summary: &case.summary,
        path: address(Kind::Case, &case.slug),
        round: &case.round,
        round_title: rubric.map_or("", |rubric| &rubric.title),
        minutes: rubric.map_or(0, |rubric| rubric.minutes),
        tags: &case.tags,
        questions: 0,
    }
}

/// A card for every case.
pub fn cards(book: &Book) -> Vec<CardView<'_>> {
    book.cases.iter().map(|case| card(book, case)).collect()
}

pub(super) fn drill_card(drill: &Drill) -> CardView<'_> {
    CardView {
        slug: &drill.slug,
        title: &drill.title,
        summary: &drill.summary,
        path: address(Kind::Drill, &drill.slug),
        round: "",
        round_title: "",
        minutes: 0,
        tags: &[],
        questions: drill.questions.len(),
    }
}

/// A card for every drill.
pub fn drill_cards(book: &Book) -> Vec<CardView<'_>> {
    book.drills.iter().map(drill_card).collect()
}
