//! Cards: a link to a chapter and what to know before following it.

use serde::Serialize;

use super::drill::round_of;
use crate::files::address;
use crate::lower::model::{Book, Case, Drill};

/// How many colors of rounds the theme has.
const HUES: usize = 6;

#[derive(Debug, Serialize)]
pub struct CaseCardView<'a> {
    slug: &'a str,
    title: &'a str,
    summary: &'a str,
    /// Relative to the root of the built book.
    path: String,
    round: &'a str,
    round_title: &'a str,
    /// The number of its color, from 1.
    hue: usize,
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
    /// The number of the color of the round that it trains first, from 1; 0 if it trains none.
    hue: usize,
}

/// The number of a round's color, from 1: that of its place among the rubrics.
pub(super) fn hue(book: &Book, round: &str) -> usize {
    book.rubrics.iter().position(|rubric| rubric.slug == round).unwrap_or_default() % HUES + 1
}

pub fn case_card<'a>(book: &'a Book, case: &'a Case) -> CaseCardView<'a> {
    let rubric = book.rubric(&case.round);
    CaseCardView {
        slug: &case.slug,
        title: &case.title,
        summary: &case.summary,
        path: address(&case.path),
        round: &case.round,
        hue: hue(book, &case.round),
        round_title: rubric.map_or("", |rubric| &rubric.title),
        minutes: rubric.map_or(0, |rubric| rubric.minutes),
        tags: &case.tags,
    }
}

pub(super) fn drill_card<'a>(book: &Book, drill: &'a Drill) -> DrillCardView<'a> {
    DrillCardView {
        slug: &drill.slug,
        title: &drill.title,
        summary: &drill.summary,
        path: address(&drill.path),
        questions: drill.questions.len(),
        hue: drill.trains.first().map_or(0, |target| hue(book, round_of(target))),
    }
}

pub fn drill_cards(book: &Book) -> Vec<DrillCardView<'_>> {
    book.drills.iter().map(|drill| drill_card(book, drill)).collect()
}
