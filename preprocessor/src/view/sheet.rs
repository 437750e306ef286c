//! What a scorecard on paper shows.
//!
//! In: the checked [`model`](crate::lower::model). Out: the view of one blank sheet, of
//! a case or of a rubric for a case of one's own, with the arithmetic of the
//! verdict done. Must not hold any part of an answer: what is not here cannot be
//! printed.

use serde::Serialize;

use super::{BookView, percent};
use crate::lower::model::{Book, Case, Rubric, Signal};

/// A blank scorecard.
#[derive(Debug, Serialize)]
pub struct SheetView<'a> {
    book: BookView<'a>,
    /// The id of its heading: what an address names to show it.
    anchor: String,
    slug: &'a str,
    /// Empty on the sheet of a rubric: the interviewer writes it.
    title: &'a str,
    round: &'a str,
    minutes: i64,
    levels: &'a [String],
    /// Lines for signals of one's own, at each level of each criterion.
    own_lines: Vec<usize>,
    /// How high it is, in times the size of its letters.
    lines: usize,
    criteria: Vec<SheetCriterion<'a>>,
    curveballs: Vec<SheetCurveball<'a>>,
    /// What happens when, in order.
    plan: Vec<SheetMoment<'a>>,
    verdicts: Vec<SheetVerdict>,
    /// The sum of the weights.
    points: String,
    pass_percent: String,
}

/// A row of a scorecard.
#[derive(Debug, Serialize)]
struct SheetCriterion<'a> {
    id: &'a str,
    title: &'a str,
    minutes: i64,
    weight: String,
    levels: Vec<SheetLevel<'a>>,
}

/// A cell of a scorecard: the signals of one level of a criterion.
#[derive(Debug, Serialize)]
struct SheetLevel<'a> {
    level: &'a str,
    descriptor: &'a str,
    signals: Vec<SheetSignal<'a>>,
    /// How many ticks attain the level, musts among them.
    needed: usize,
}

/// A signal as it is ticked on paper.
#[derive(Debug, Serialize)]
struct SheetSignal<'a> {
    id: &'a str,
    must: bool,
    html: &'a str,
    #[serde(skip)]
    text: &'a str,
}

/// A requirement that changes, without what a strong answer says to it.
#[derive(Debug, Serialize)]
struct SheetCurveball<'a> {
    id: &'a str,
    minute: i64,
    html: &'a str,
    #[serde(skip)]
    text: &'a str,
}

/// A minute of the plan: a criterion begins, or a curveball arrives.
#[derive(Debug, Serialize)]
struct SheetMoment<'a> {
    minute: i64,
    title: &'a str,
    curveball: bool,
}

/// A verdict and the least points for it.
#[derive(Debug, Serialize)]
struct SheetVerdict {
    id: &'static str,
    name: &'static str,
    percent: String,
    points: String,
}

/// The blank scorecard of a case; `anchor` is the id of its heading.
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
    let lines = height(&blank.criteria, 0, rubric.levels.len(), curveballs.len());
    let plan = plan(rubric, &curveballs);
    SheetView { curveballs, plan, lines, slug: &case.slug, title: &case.title, ..blank }
}

/// The blank scorecard of a rubric, for a case of one's own.
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
        lines: height(&criteria, own_lines(rubric), rubric.levels.len(), 0),
        book: super::book(book),
        anchor,
        slug: &rubric.slug,
        title: "",
        round: &rubric.title,
        minutes: rubric.minutes,
        levels: &rubric.levels,
        own_lines: (0..own_lines(rubric)).collect(),
        criteria,
        curveballs: Vec::new(),
        plan: Vec::new(),
        verdicts: verdicts
            .into_iter()
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
    // A curveball arrives after the criterion that begins in its minute.
    plan.sort_by_key(|moment| (moment.minute, moment.curveball));
    plan
}

/// How high a sheet is, in hundredths of the size of its letters. Measured in its
/// style: the head and the foot, a verdict, a line, a row besides its lines.
const FRAME: usize = 1_180;
const VERDICT: usize = 238;
const SIGNAL_LINE: usize = 133;
const DESCRIPTOR_LINE: usize = 125;
const OWN_LINE: usize = 200;
const ROW: usize = 78;
/// A row whose criterion has more to say than its signals.
const LEAST_ROW: usize = 748;

/// The least height, in times the size of its letters, that holds a sheet which fills its
/// page: smaller letters leave more of them in a line.
fn height(criteria: &[SheetCriterion<'_>], own_lines: usize, levels: usize, curveballs: usize) -> usize {
    // The texts of each row: how wide each is, and how high a line of it. Lines to write on are as high in any column.
    let texts = criteria.iter().map(|criterion| {
        let of_level = |level: &SheetLevel<'_>| -> Vec<(usize, usize)> {
            if level.signals.is_empty() {
                vec![(width(level.descriptor), DESCRIPTOR_LINE), (1, own_lines.div_ceil(2) * OWN_LINE)]
            } else {
                level.signals.iter().map(|signal| (signal_width(signal), SIGNAL_LINE)).collect()
            }
        };
        criterion.levels.iter().flat_map(of_level).collect::<Vec<_>>()
    });
    let texts: Vec<_> = texts.collect();
    let needed = |column: usize| {
        let high = |&(width, line): &(usize, usize)| width.div_ceil(column) * line;
        let rows = texts.iter().map(|row| (row.iter().map(high).sum::<usize>() + ROW).max(LEAST_ROW));
        (FRAME + rows.sum::<usize>() + VERDICT * levels + SIGNAL_LINE * curveballs).div_ceil(100)
    };
    // What is left of the width of A4 when its height holds so many lines.
    (60..100_000).find(|&height| needed(height * 40 - 595) <= height).unwrap_or(usize::MAX)
}

/// About how wide a text is, in hundredths of the size of its letters.
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

/// Lines that leave the sheet of a rubric on one page: they stand in pairs.
fn own_lines(rubric: &Rubric) -> usize {
    match rubric.criteria.len() * rubric.levels.len() {
        0..=9 => 6,
        10..=13 => 4,
        _ => 2,
    }
}

/// A difference that comes from binary fractions and not from the author.
const ROUNDING: f64 = 1e-9;

/// The fewest ticks that attain a level with these signals.
fn needed(pass: f64, signals: &[&Signal]) -> usize {
    let musts = signals.iter().filter(|signal| signal.must).count();
    (1..=signals.len())
        .find(|&ticks| ticks >= musts && share(ticks, signals.len()) + ROUNDING >= pass)
        .unwrap_or(signals.len())
}

#[allow(clippy::cast_precision_loss, reason = "a case has no quadrillion signals")]
fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole as f64
}

/// The least sum of weights that reaches a share of all: whole, where the weights are.
fn least_points(share: f64, weights: &[f64]) -> String {
    let points = share * weights.iter().sum::<f64>() - ROUNDING;
    let whole = weights.iter().all(|weight| weight.fract() == 0.0);
    number(if whole { points.ceil() } else { (points * 100.0).ceil() / 100.0 }.max(0.0))
}

/// A number without zeros that say nothing.
fn number(value: f64) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signals(musts: usize, others: usize) -> Vec<Signal> {
        let signal = |must| Signal {
            id: String::new(),
            level: String::new(),
            must,
            html: String::new(),
            paper: String::new(),
            text: String::new(),
        };
        (0..musts + others).map(|index| signal(index < musts)).collect()
    }

    #[test]
    fn asks_for_as_many_ticks_as_the_scoring_rule() {
        let least = |pass, musts, others| needed(pass, &signals(musts, others).iter().collect::<Vec<_>>());
        assert_eq!(least(0.6, 1, 4), 3, "three of five are six tenths, whatever binary fractions say");
        assert_eq!(least(0.6, 1, 3), 3);
        assert_eq!(least(0.6, 4, 0), 4, "all musts, although the share is less");
        assert_eq!(least(0.0, 0, 2), 1, "nothing ticked attains nothing");
    }

    #[test]
    fn gives_thresholds_in_points_that_can_be_reached() {
        assert_eq!(least_points(0.85, &[1.0, 2.0, 2.0, 5.0]), "9");
        assert_eq!(least_points(0.6, &[1.0; 5]), "3");
        assert_eq!(least_points(0.35, &[0.5, 1.25]), "0.62");
        assert_eq!(number(10.0), "10");
        assert_eq!(number(0.5), "0.5");
    }
}
