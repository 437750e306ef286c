//! The thresholds of the verdicts in points: which can be reached, and from where.
//!
//! In: shares from 0 to 1 and the weights of the criteria. Out: what a sheet prints. Must not know a rubric.

use super::number::number;

/// More than the error of binary fractions, less than any difference that an author writes.
pub(super) const ROUNDING: f64 = 1e-9;

/// The most sums of weights that are looked at; with more, every verdict can occur.
const MOST_SUMS: usize = 10_000;

/// Whether some sum of the weights gives each verdict, by their thresholds: with one criterion all or nothing is reached.
pub(super) fn can_occur([strong_yes, weak_yes, weak_no]: [f64; 3], weights: &[f64]) -> [bool; 3] {
    let total: f64 = weights.iter().sum();
    let mut shares = vec![0.0];
    for weight in weights {
        let with: Vec<f64> = shares.iter().map(|share| share + weight / total).collect();
        shares.extend(with);
        shares.sort_by(f64::total_cmp);
        shares.dedup_by(|a, b| (*a - *b).abs() < ROUNDING);
        if shares.len() > MOST_SUMS {
            return [true; 3];
        }
    }
    let reaches = |share: f64, least: f64| share + ROUNDING >= least;
    [(strong_yes, f64::INFINITY), (weak_yes, strong_yes), (weak_no, weak_yes)]
        .map(|(least, next)| shares.iter().any(|&share| reaches(share, least) && !reaches(share, next)))
}

/// The least sum of weights that reaches a share of all of them: a whole number if all weights are.
pub(super) fn least_points(share: f64, weights: &[f64]) -> String {
    let points = share * weights.iter().sum::<f64>() - ROUNDING;
    let whole = weights.iter().all(|weight| weight.fract() == 0.0);
    number(if whole { points.ceil() } else { (points * 100.0).ceil() / 100.0 }.max(0.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaves_out_verdicts_that_no_sum_of_weights_gives() {
        let verdicts = [0.85, 0.6, 0.35];
        assert_eq!(can_occur(verdicts, &[1.0]), [true, false, false]);
        assert_eq!(can_occur(verdicts, &[1.0, 1.0]), [true, false, true]);
        assert_eq!(can_occur(verdicts, &[1.0, 2.0]), [true, true, false]);
        assert_eq!(can_occur(verdicts, &[1.0; 5]), [true; 3]);
        let many: Vec<f64> = (0..60).map(|at| 1.0 + f64::from(at) / 997.0).collect();
        assert_eq!(can_occur(verdicts, &many), [true; 3]);
    }

    #[test]
    fn gives_thresholds_in_points_that_can_be_reached() {
        assert_eq!(least_points(0.85, &[1.0, 2.0, 2.0, 5.0]), "9");
        assert_eq!(least_points(0.6, &[1.0; 5]), "3");
        assert_eq!(least_points(0.35, &[0.5, 1.25]), "0.62");
    }
}
