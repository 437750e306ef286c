//! The chapter of a case.

use std::collections::BTreeMap;

use serde::Serialize;

use super::book::{BookView, book};
use super::card::hue;
use super::data;
use super::levels::{NeedView, needs};
use super::number::number;
use super::sheet::{SheetView, sheet_of_case};
use super::sources::{SourceView, sources};
use crate::files::address;
use crate::lower::model::{
    Book, Case, CaseCriterion, Curveball, FollowUp, Rubric, RubricCriterion, Sample, Signal, Words,
};
use crate::slug::prefix_of;

/// Of a reader who thinks while reading.
const WORDS_PER_MINUTE: usize = 220;

#[derive(Debug, Serialize)]
pub struct RoundView<'a> {
    slug: &'a str,
    /// Relative to the root of the built book.
    path: String,
    title: &'a str,
    /// The number of its color, from 1.
    hue: usize,
    minutes: i64,
}

#[derive(Debug, Serialize)]
pub struct CaseView<'a> {
    book: BookView<'a>,
    slug: &'a str,
    title: &'a str,
    tags: &'a [String],
    draft: bool,
    prefix: String,
    /// How much of the answer a reader can choose to see, least first; empty if there is no choice.
    depths: Vec<DepthView>,
    rubric: RoundView<'a>,
    prompt: &'a str,
    prompt_on_sheet: &'a str,
    in_one_minute: &'a str,
    criteria: Vec<CriterionView<'a>>,
    sheet: SheetView<'a>,
    samples: Vec<SampleView<'a>>,
    sources: Vec<SourceView<'a>>,
    /// Page data: JSON for a script element.
    data: String,
}

#[derive(Debug, Serialize)]
pub struct DepthView {
    /// As stored by the browser: see `theme/src/core/depth.ts`.
    id: &'static str,
    name: &'static str,
    reading_minutes: usize,
}

/// A criterion; in the chapter of a rubric without what a case adds.
#[derive(Debug, Serialize)]
pub struct CriterionView<'a> {
    id: &'a str,
    title: &'a str,
    minutes: i64,
    /// The minute in which it begins if every budget is kept.
    starts: i64,
    weight: String,
    looks_at: &'a str,
    descriptors: Vec<DescriptorView<'a>>,
    /// What each level takes, of those that have signals.
    needs: Vec<NeedView<'a>>,
    in_short: &'a str,
    in_short_on_sheet: &'a str,
    answer: &'a str,
    signals: Vec<SignalView<'a>>,
    /// On the interviewer's sheet, where there is no `In short`.
    musts: Vec<MustView<'a>>,
    pitfalls: &'a str,
    alternatives: &'a str,
    follow_ups: Vec<ProbeView<'a>>,
    curveballs: Vec<ProbeView<'a>>,
}

#[derive(Debug, Serialize)]
pub struct DescriptorView<'a> {
    level: &'a str,
    text: &'a str,
}

#[derive(Debug, Serialize)]
pub struct SignalView<'a> {
    id: &'a str,
    level: &'a str,
    must: bool,
    html: &'a str,
}

#[derive(Debug, Serialize)]
pub struct MustView<'a> {
    level: &'a str,
    html: &'a str,
}

/// A follow-up, or a curveball, which has a minute.
#[derive(Debug, Serialize)]
pub struct ProbeView<'a> {
    id: &'a str,
    minute: Option<i64>,
    html: &'a str,
    text: &'a str,
    answer: &'a str,
}

#[derive(Debug, Serialize)]
pub struct SampleView<'a> {
    id: &'a str,
    slug: &'a str,
    title: &'a str,
    level: &'a str,
    answer: &'a str,
    ticks: Vec<TickView<'a>>,
}

/// The author's judgment on one signal of a sample.
#[derive(Debug, Serialize)]
pub struct TickView<'a> {
    signal: &'a str,
    text: &'a str,
    level: &'a str,
    shown: bool,
    why: &'a str,
}

pub fn case<'a>(book_model: &'a Book, rubric: &'a Rubric, case: &'a Case) -> CaseView<'a> {
    let mut spent = 0;
    let criteria = rubric.criteria.iter().zip(&case.criteria).map(|(of_rubric, of_case)| {
        let starts = spent;
        spent += of_rubric.minutes;
        CriterionView { starts, ..criterion(rubric, of_rubric, Some(of_case)) }
    });
    let criteria = criteria.collect();
    CaseView {
        book: book(book_model),
        slug: &case.slug,
        title: &case.title,
        tags: &case.tags,
        draft: case.draft,
        prefix: prefix_of("case", &case.slug),
        depths: depths(case.words),
        rubric: RoundView {
            slug: &rubric.slug,
            path: address(&rubric.path),
            title: &rubric.title,
            hue: hue(book_model, &rubric.slug),
            minutes: rubric.minutes,
        },
        prompt: &case.prompt,
        prompt_on_sheet: &case.prompt_on_sheet,
        in_one_minute: &case.in_one_minute,
        criteria,
        sheet: sheet_of_case(book_model, rubric, case, "scorecard".to_owned()),
        samples: case.samples.iter().map(|sample| sample_view(case, sample)).collect(),
        sources: sources(&case.sources),
        data: data::case_data(book_model, rubric, case),
    }
}

fn reading_minutes(words: usize) -> usize {
    words.div_ceil(WORDS_PER_MINUTE).max(1)
}

fn depths(words: Words) -> Vec<DepthView> {
    let all = [
        ("one", "One minute", words.one_minute),
        ("ten", "Ten minutes", words.ten_minutes),
        ("all", "Everything", words.everything),
    ];
    let depths: Vec<DepthView> = all
        .into_iter()
        .filter(|(.., words)| *words > 0)
        .map(|(id, name, words)| DepthView { id, name, reading_minutes: reading_minutes(words) })
        .collect();
    if depths.len() < 2 { Vec::new() } else { depths }
}

pub(super) fn criterion<'a>(
    rubric: &'a Rubric,
    of_rubric: &'a RubricCriterion,
    case: Option<&'a CaseCriterion>,
) -> CriterionView<'a> {
    let descriptors = rubric.levels.iter().zip(&of_rubric.descriptors);
    let signals = || case.iter().flat_map(|case| &case.signals);
    CriterionView {
        id: &of_rubric.id,
        title: &of_rubric.title,
        minutes: of_rubric.minutes,
        starts: 0,
        weight: number(of_rubric.weight),
        looks_at: &of_rubric.looks_at,
        needs: case.map_or_else(Vec::new, |case| needs(rubric, &case.signals)),
        descriptors: descriptors.map(|(level, text)| DescriptorView { level, text }).collect(),
        in_short: case.map_or("", |case| &case.in_short),
        in_short_on_sheet: case.map_or("", |case| &case.in_short_on_sheet),
        answer: case.map_or("", |case| &case.answer),
        signals: signals().map(signal).collect(),
        musts: signals()
            .filter(|signal| signal.must)
            .map(|signal| MustView { level: &signal.level, html: &signal.paper })
            .collect(),
        pitfalls: case.map_or("", |case| &case.pitfalls),
        alternatives: case.map_or("", |case| &case.alternatives),
        follow_ups: case.iter().flat_map(|case| &case.follow_ups).map(follow_up).collect(),
        curveballs: case.iter().flat_map(|case| &case.curveballs).map(curveball).collect(),
    }
}

fn signal(signal: &Signal) -> SignalView<'_> {
    SignalView { id: &signal.id, level: &signal.level, must: signal.must, html: &signal.html }
}

fn follow_up(probe: &FollowUp) -> ProbeView<'_> {
    ProbeView { id: &probe.id, minute: None, html: &probe.html, text: &probe.text, answer: &probe.answer }
}

fn curveball(probe: &Curveball) -> ProbeView<'_> {
    let minute = Some(probe.minute);
    ProbeView { id: &probe.id, minute, html: &probe.html, text: &probe.text, answer: &probe.answer }
}

fn sample_view<'a>(case: &'a Case, sample: &'a Sample) -> SampleView<'a> {
    let signals: BTreeMap<&str, &Signal> = case
        .criteria
        .iter()
        .flat_map(|criterion| &criterion.signals)
        .map(|signal| (signal.id.as_str(), signal))
        .collect();
    let ticks = sample.ticks.iter().filter_map(|tick| {
        let signal = signals.get(tick.signal.as_str())?;
        let (shown, why) = (tick.shown, tick.why.as_str());
        Some(TickView { signal: &tick.signal, text: &signal.text, level: &signal.level, shown, why })
    });
    SampleView {
        id: &sample.id,
        slug: &sample.slug,
        title: &sample.title,
        level: &sample.level,
        answer: &sample.answer,
        ticks: ticks.collect(),
    }
}
