//! What a level is called and what it takes.
//!
//! In: the [`model`](crate::lower::model). Out: phrases for the forms, the sheets and the pages of rubrics. Must not score
//! an answer: `theme/src/core/scoring.ts` does.

use serde::Serialize;

use super::thresholds::ROUNDING;
use crate::lower::model::{Rubric, Signal};

#[derive(Debug, Serialize)]
pub struct NeedView<'a> {
    level: &'a str,
    /// What else the level is called; may be empty.
    name: &'a str,
    /// A phrase: `3 of 4 signals, including the must`.
    needs: String,
}

/// What else the levels are called: `L5 is senior, L6 is staff`; empty where none has another name.
pub(super) fn named_levels(rubric: &Rubric) -> String {
    let named = rubric.levels.iter().zip(&rubric.level_names).filter(|(_, name)| !name.is_empty());
    named.map(|(level, name)| format!("{level} is {name}")).collect::<Vec<_>>().join(", ")
}

/// What each level takes in a criterion with these signals. A level without any takes none.
pub(super) fn needs<'a>(rubric: &'a Rubric, signals: &[Signal]) -> Vec<NeedView<'a>> {
    let mut below: Option<&str> = None;
    let mut views = Vec::new();
    for (level, name) in rubric.levels.iter().zip(&rubric.level_names) {
        let of_level: Vec<&Signal> = signals.iter().filter(|signal| signal.level == *level).collect();
        if of_level.is_empty() {
            continue;
        }
        let musts = of_level.iter().filter(|signal| signal.must).count();
        let ticks = ticks_phrase(needed(rubric.pass, &of_level), of_level.len(), musts);
        let needs = below.map_or_else(|| ticks.clone(), |below| format!("{below} and {ticks}"));
        views.push(NeedView { level, name, needs });
        below = Some(level);
    }
    views
}

fn ticks_phrase(needed: usize, signals: usize, musts: usize) -> String {
    if needed == signals {
        return match signals {
            1 => "its signal".to_owned(),
            2 => "both signals".to_owned(),
            _ => format!("all {signals} signals"),
        };
    }
    let musts = match musts {
        0 => String::new(),
        1 => ", including the must".to_owned(),
        2 => ", including both musts".to_owned(),
        _ => format!(", including all {musts} musts"),
    };
    format!("{needed} of {signals} signals{musts}")
}

/// The fewest ticks that attain a level with these signals; 0 without signals.
pub(super) fn needed(pass: f64, signals: &[&Signal]) -> usize {
    let musts = signals.iter().filter(|signal| signal.must).count();
    (1..=signals.len())
        .find(|&ticks| ticks >= musts && share(ticks, signals.len()) + ROUNDING >= pass)
        .unwrap_or(signals.len())
}

#[allow(clippy::cast_precision_loss, reason = "a case has no quadrillion signals")]
fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole as f64
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

    /// The page's rule, in theme/src/core/scoring.ts, is held by the same rows.
    #[test]
    fn asks_for_as_many_ticks_as_the_page() {
        let rows: Vec<serde_json::Value> =
            serde_json::from_str(include_str!("../../../tests/fixtures/scoring.json")).expect("rows");
        assert!(rows.len() > 20);
        for row in rows {
            let count = |key: &str| usize::try_from(row[key].as_u64().expect("a count")).expect("small");
            let musts = count("musts");
            let all = signals(musts, count("signals") - musts);
            let found = needed(row["pass"].as_f64().expect("a share"), &all.iter().collect::<Vec<_>>());
            assert_eq!(found, count("needed"), "{row}");
        }
    }

    #[test]
    fn says_how_many_ticks_a_level_takes_and_which_of_them_are_musts() {
        assert_eq!(ticks_phrase(3, 4, 1), "3 of 4 signals, including the must");
        assert_eq!(ticks_phrase(3, 4, 2), "3 of 4 signals, including both musts");
        assert_eq!(ticks_phrase(4, 5, 3), "4 of 5 signals, including all 3 musts");
        assert_eq!(ticks_phrase(2, 3, 0), "2 of 3 signals");
        assert_eq!(ticks_phrase(3, 3, 1), "all 3 signals");
        assert_eq!(ticks_phrase(2, 2, 1), "both signals");
        assert_eq!(ticks_phrase(1, 1, 1), "its signal");
    }
}
