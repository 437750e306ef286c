//! A scorecard on paper.
//!
//! In: the [`model`](crate::lower::model). Out: the view of a blank sheet, of a case or of a rubric for a case of one's
//! own, with the arithmetic of the verdict done. Must not contain any part of an answer: what is not here cannot be
//! printed.

use serde::Serialize;

use super::book::{BookView, book as book_view};
use super::levels::{named_levels, needed};
use super::number::{number, percent};
use super::thresholds::{can_occur, least_points};
use crate::files::address;
use crate::lower::model::{Book, Case, Rubric, Signal};

#[derive(Debug, Serialize)]
pub struct SheetView<'a> {
    book: BookView<'a>,
    /// The id of the sheet: an address with this fragment shows it.
    anchor: String,
    slug: &'a str,
    /// The address of the chapter, relative to the root of the built book.
    path: String,
    /// Empty on the sheet of a rubric, where the interviewer writes it.
    title: &'a str,
    round: &'a str,
    minutes: i64,
    levels: &'a [String],
    /// As on the page of the rubric.
    named_levels: String,
    /// One per empty line to write a signal on, at each level without signals.
    own_lines: Vec<usize>,
    /// The height of the sheet in em.
    lines: usize,
    criteria: Vec<SheetCriterion<'a>>,
    curveballs: Vec<SheetCurveball<'a>>,
    /// Sorted by minute.
    plan: Vec<SheetMoment<'a>>,
    verdicts: Vec<SheetVerdict>,
    /// The sum of all weights.
    points: String,
    pass_percent: String,
}

#[derive(Debug, Serialize)]
struct SheetCriterion<'a> {
    id: &'a str,
    title: &'a str,
    minutes: i64,
    weight: String,
    levels: Vec<SheetLevel<'a>>,
}

#[derive(Debug, Serialize)]
struct SheetLevel<'a> {
    level: &'a str,
    descriptor: &'a str,
    signals: Vec<SheetSignal<'a>>,
    /// How many ticks attain the level, musts included.
    needed: usize,
}

#[derive(Debug, Serialize)]
struct SheetSignal<'a> {
    id: &'a str,
    must: bool,
    html: &'a str,
    #[serde(skip)]
    text: &'a str,
}

/// A curveball without its answer.
#[derive(Debug, Serialize)]
struct SheetCurveball<'a> {
    id: &'a str,
    minute: i64,
    html: &'a str,
    #[serde(skip)]
    text: &'a str,
}

/// A criterion begins, or a curveball arrives.
#[derive(Debug, Serialize)]
struct SheetMoment<'a> {
    minute: i64,
    title: &'a str,
    curveball: bool,
}

/// A verdict and the points from which it is given.
#[derive(Debug, Serialize)]
struct SheetVerdict {
    id: &'static str,
    name: &'static str,
    percent: String,
    points: String,
}

pub fn sheet_of_case<'a>(
    book: &'a Book,
    rubric: &'a Rubric,
    case: &'a Case,
    anchor: String,
) -> SheetView<'a> {
    let mut curveballs: Vec<_> = case
        .criteria
        .iter()
        .flat_map(|criterion| &criterion.curveballs)
        .map(|probe| SheetCurveball {
            id: &probe.id,
            minute: probe.minute,
            html: &probe.paper,
            text: &probe.text,
        })
        .collect();
    curveballs.sort_by_key(|curveball| curveball.minute);
    let blank = sheet(book, rubric, Some(case), anchor);
    let lines = height_in_em(&blank.criteria, 0, rubric.levels.len(), curveballs.len());
    let plan = plan(rubric, &curveballs);
    let path = address(&case.path);
    SheetView { curveballs, plan, lines, path, slug: &case.slug, title: &case.title, ..blank }
}

pub fn sheet_of_rubric<'a>(book: &'a Book, rubric: &'a Rubric) -> SheetView<'a> {
    sheet(book, rubric, None, "scorecard".to_owned())
}

fn sheet<'a>(book: &'a Book, rubric: &'a Rubric, case: Option<&'a Case>, anchor: String) -> SheetView<'a> {
    let weights: Vec<f64> = rubric.criteria.iter().map(|criterion| criterion.weight).collect();
    let verdicts = [
        ("strong-yes", "strong yes", rubric.verdicts.strong_yes),
        ("weak-yes", "weak yes", rubric.verdicts.weak_yes),
        ("weak-no", "weak no", rubric.verdicts.weak_no),
    ];
    let criteria = rubric.criteria.iter().enumerate().map(|(index, criterion)| {
        let written = case.and_then(|case| case.criteria.get(index));
        let levels = rubric.levels.iter().zip(&criterion.descriptors).map(|(level, descriptor)| {
            let signals: Vec<&Signal> = written
                .iter()
                .flat_map(|criterion| &criterion.signals)
                .filter(|signal| signal.level == *level)
                .collect();
            SheetLevel {
                level,
                descriptor,
                needed: needed(rubric.pass, &signals),
                signals: signals.into_iter().map(sheet_signal).collect(),
            }
        });
        SheetCriterion {
            id: &criterion.id,
            title: &criterion.title,
            minutes: criterion.minutes,
            weight: number(criterion.weight),
            levels: levels.collect(),
        }
    });
    let criteria: Vec<_> = criteria.collect();
    SheetView {
        lines: height_in_em(&criteria, own_lines(rubric), rubric.levels.len(), 0),
        book: book_view(book),
        anchor,
        slug: &rubric.slug,
        path: address(&rubric.path),
        title: "",
        round: &rubric.title,
        minutes: rubric.minutes,
        levels: &rubric.levels,
        named_levels: named_levels(rubric),
        own_lines: (0..own_lines(rubric)).collect(),
        criteria,
        curveballs: Vec::new(),
        plan: Vec::new(),
        verdicts: verdicts
            .into_iter()
            .zip(can_occur(verdicts.map(|(_, _, share)| share), &weights))
            .filter(|(_, can_occur)| *can_occur)
            .map(|(verdict, _)| verdict)
            .map(|(id, name, share)| SheetVerdict {
                id,
                name,
                percent: percent(share),
                points: least_points(share, &weights),
            })
            .collect(),
        points: number(weights.iter().sum()),
        pass_percent: percent(rubric.pass),
    }
}

fn sheet_signal(signal: &Signal) -> SheetSignal<'_> {
    SheetSignal { id: &signal.id, must: signal.must, html: &signal.paper, text: &signal.text }
}

fn plan<'a>(rubric: &'a Rubric, curveballs: &[SheetCurveball<'a>]) -> Vec<SheetMoment<'a>> {
    let mut spent = 0;
    let mut plan = Vec::new();
    for criterion in &rubric.criteria {
        plan.push(SheetMoment { minute: spent, title: &criterion.title, curveball: false });
        spent += criterion.minutes;
    }
    if spent < rubric.minutes {
        plan.push(SheetMoment { minute: spent, title: "Slack", curveball: false });
    }
    plan.extend(curveballs.iter().map(|curveball| SheetMoment {
        minute: curveball.minute,
        title: curveball.text,
        curveball: true,
    }));
    // A curveball comes after a criterion that begins in the same minute.
    plan.sort_by_key(|moment| (moment.minute, moment.curveball));
    plan
}

// Heights in hundredths of an em, measured in a browser with `theme/src/styles/sheets.css`; measure again when it
// changes.
const HEAD_AND_FOOT: usize = 1_200;
const VERDICT: usize = 235;
const SIGNAL_LINE: usize = 126;
const DESCRIPTOR_LINE: usize = 125;
const OWN_LINE: usize = 165;
const ROW_PADDING: usize = 80;
/// The minutes, weight and levels of a criterion need as much, and each line of its title.
const LEAST_ROW: usize = 594;
const TITLE_LINE: usize = 134;

/// The least height in em of a sheet that fills an A4 page. The higher it is in em, the smaller are its letters, and
/// the more of them are in a line.
fn height_in_em(
    criteria: &[SheetCriterion<'_>],
    own_lines: usize,
    levels: usize,
    curveballs: usize,
) -> usize {
    // The texts of each row: the width of each, and the height of one of its lines. Empty lines need one line each,
    // however narrow the column.
    let rows = criteria.iter().map(|criterion| {
        let of_level = |level: &SheetLevel<'_>| -> Vec<(usize, usize)> {
            if level.signals.is_empty() {
                vec![(width(level.descriptor), DESCRIPTOR_LINE), (1, own_lines.div_ceil(2) * OWN_LINE)]
            } else {
                level.signals.iter().map(|signal| (signal_width(signal), SIGNAL_LINE)).collect()
            }
        };
        // Titles are bold, and larger than the rest.
        let title = width(criterion.title) * 121 / 100;
        (title, criterion.levels.iter().flat_map(of_level).collect::<Vec<_>>())
    });
    let rows: Vec<_> = rows.collect();
    // The columns of signals and of criteria are as wide as 0.38 and 0.097 of the sheet's height, less 5.25 and 0.8 em.
    let needed = |height: usize| {
        let (signals, criteria) = (height * 38 - 525, height * 97 / 10 - 80);
        let text_height = |&(width, line): &(usize, usize)| width.div_ceil(signals) * line;
        let row_height = |(title, texts): &(usize, Vec<(usize, usize)>)| {
            let least = LEAST_ROW + title.div_ceil(criteria) * TITLE_LINE;
            (texts.iter().map(text_height).sum::<usize>() + ROW_PADDING).max(least)
        };
        let all_rows: usize = rows.iter().map(row_height).sum();
        (HEAD_AND_FOOT + all_rows + VERDICT * levels + SIGNAL_LINE * curveballs).div_ceil(100)
    };
    (60..100_000).find(|&height| needed(height) <= height).unwrap_or(usize::MAX)
}

/// The approximate width of a text, in hundredths of an em.
fn width(text: &str) -> usize {
    let letter = |letter: char| match letter {
        ' ' | ',' | '.' | ':' | ';' | '’' | '\'' | 'i' | 'j' | 'l' | 'I' => 26,
        'f' | 'r' | 't' | '(' | ')' | '-' => 37,
        'c' | 'k' | 's' | 'v' | 'x' | 'y' | 'z' => 50,
        'm' | 'w' | 'M' | 'W' => 88,
        letter if letter.is_uppercase() => 65,
        _ => 60,
    };
    text.chars().map(letter).sum()
}

fn signal_width(signal: &SheetSignal<'_>) -> usize {
    width(signal.text) + if signal.must { 330 } else { 0 }
}

/// How many empty lines fit on one page with the sheet of a rubric. They are in pairs.
fn own_lines(rubric: &Rubric) -> usize {
    match rubric.criteria.len() * rubric.levels.len() {
        0..=9 => 6,
        10..=13 => 4,
        _ => 2,
    }
}
