//! The chapter of a rubric.

use serde::Serialize;

use super::card::{CaseCardView, DrillCardView, case_card, drill_card, hue};
use super::case::{CriterionView, criterion};
use super::drill::round_of;
use super::levels::named_levels;
use super::number::percent;
use crate::files::address;
use crate::lower::model::{Book, Case, Drill, Rubric};

#[derive(Debug, Serialize)]
pub struct RubricView<'a> {
    slug: &'a str,
    /// Relative to the root of the built book.
    path: String,
    title: &'a str,
    /// The number of its color, from 1.
    hue: usize,
    minutes: i64,
    /// Minutes of the round that no criterion uses.
    slack: i64,
    levels: &'a [String],
    /// Which level is called what else: `L5 is senior, L6 is staff`; empty where none is.
    named_levels: String,
    summary: &'a str,
    pass_percent: String,
    verdicts: Vec<VerdictView>,
    /// The most words of `In short`, if a case of the round has one.
    in_short_words: Option<i64>,
    criteria: Vec<CriterionView<'a>>,
    cases: Vec<CaseCardView<'a>>,
    drills: Vec<DrillCardView<'a>>,
}

/// A verdict and the share from which it is given.
#[derive(Debug, Serialize)]
pub struct VerdictView {
    name: &'static str,
    percent: String,
}

pub fn rubric<'a>(book: &'a Book, rubric: &'a Rubric) -> RubricView<'a> {
    let spent: i64 = rubric.criteria.iter().map(|criterion| criterion.minutes).sum();
    let verdicts = [
        ("strong yes", rubric.verdicts.strong_yes),
        ("weak yes", rubric.verdicts.weak_yes),
        ("weak no", rubric.verdicts.weak_no),
    ];
    let of_round = |case: &&Case| case.round == rubric.slug;
    let trains = |drill: &&Drill| drill.trains.iter().any(|target| round_of(target) == rubric.slug);
    let has_in_short = |case: &Case| case.words.ten_minutes > 0;
    RubricView {
        in_short_words: book.cases.iter().filter(of_round).any(has_in_short).then_some(rubric.in_short_words),
        slug: &rubric.slug,
        path: address(&rubric.path),
        title: &rubric.title,
        hue: hue(book, &rubric.slug),
        minutes: rubric.minutes,
        slack: rubric.minutes - spent,
        levels: &rubric.levels,
        named_levels: named_levels(rubric),
        summary: &rubric.summary,
        pass_percent: percent(rubric.pass),
        verdicts: verdicts.map(|(name, share)| VerdictView { name, percent: percent(share) }).into(),
        criteria: rubric.criteria.iter().map(|c| criterion(rubric, c, None)).collect(),
        cases: book.cases.iter().filter(of_round).map(|case| case_card(book, case)).collect(),
        drills: book.drills.iter().filter(trains).map(|drill| drill_card(book, drill)).collect(),
    }
}
