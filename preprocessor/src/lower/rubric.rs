//! Lowers a rubric.
//!
//! In: a rubric in which no rule found an error. Out: the rubric with its defaults. Must not look at the cases.

use super::bug::{Bug, required, text_or_empty};
use super::model::{Rubric, RubricCriterion};
use crate::parse::rubric::{DEFAULT_PASS, DEFAULT_VERDICTS, RawRubric, Verdicts};
use crate::source::Spanned;

pub(super) fn lower_rubric(raw: &RawRubric, path: String) -> Result<Rubric, Bug> {
    let number = |value: &Option<Spanned<f64>>, default| value.as_ref().map_or(default, |v| v.value);
    let levels: Vec<String> = raw.levels.iter().map(|level| level.value.clone()).collect();
    let of_levels = |texts: &[(Spanned<String>, String)]| {
        let of = |level: &String| {
            let found = texts.iter().find(|(name, _)| name.value == *level);
            found.map(|(_, text)| text.clone()).unwrap_or_default()
        };
        levels.iter().map(of).collect()
    };
    let criteria = raw.criteria.iter().map(|criterion| {
        Ok(RubricCriterion {
            id: required(criterion.id.clone(), "a criterion's id")?.value,
            title: required(criterion.title.clone(), "a criterion's title")?.value,
            minutes: required(criterion.minutes.clone(), "a criterion's budget")?.value,
            weight: number(&criterion.weight, 1.0),
            looks_at: text_or_empty(criterion.looks_at.as_ref()),
            descriptors: of_levels(&criterion.descriptors),
        })
    });
    Ok(Rubric {
        slug: raw.slug.clone(),
        path,
        title: required(raw.title.clone(), "a rubric's title")?.value,
        minutes: required(raw.minutes.clone(), "a round's minutes")?.value,
        summary: text_or_empty(raw.summary.as_ref()),
        pass: number(&raw.pass, DEFAULT_PASS),
        verdicts: Verdicts {
            strong_yes: number(&raw.strong_yes, DEFAULT_VERDICTS.strong_yes),
            weak_yes: number(&raw.weak_yes, DEFAULT_VERDICTS.weak_yes),
            weak_no: number(&raw.weak_no, DEFAULT_VERDICTS.weak_no),
        },
        in_short_words: raw.in_short_limit(),
        criteria: criteria.collect::<Result<_, Bug>>()?,
        level_names: of_levels(&raw.level_names),
        levels,
    })
}
