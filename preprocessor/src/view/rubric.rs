//! The chapter of a rubric.

use serde::Serialize;

use super::card::{CaseCardView, DrillCardView, case_card, drill_card};
use super::case::{CriterionView, criterion};
use super::drill::round_of;
use super::number::percent;
use crate::files::address;
use crate::lower::model::{Book, Case, Drill, Rubric};

#[derive(Debug, Serialize)]
pub struct RubricView<'a> {
    slug: &'a str,
    /// Relative to the root of the built book.
    path: String,
    title: &'a str,
    minutes: i64,
    /// Minutes of the round that no criterion uses.
    slack: i64,
    levels: &'a [String],
    summary: &'a str,
    pass_percent: String,
    verdicts: Vec<VerdictView>,
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
    RubricView {
        slug: &rubric.slug,
        path: address(&rubric.path),
        title: &rubric.title,
        minutes: rubric.minutes,
        slack: rubric.minutes - spent,
        levels: &rubric.levels,
        summary: &rubric.summary,
        pass_percent: percent(rubric.pass),
        verdicts: verdicts.map(|(name, share)| VerdictView { name, percent: percent(share) }).into(),
        criteria: rubric
            .criteria
            .iter()
            .map(|c| criterion(&rubric.levels, c, None, book.smart_punctuation))
            .collect(),
        cases: book.cases.iter().filter(of_round).map(|case| case_card(book, case)).collect(),
        drills: book.drills.iter().filter(trains).map(drill_card).collect(),
    }
}
