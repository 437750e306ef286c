//! Densities and probabilities of the normal and the beta distribution.
//!
//! In: a value and the two parameters. Out: a number, right to about 1e-12 relative to it; NaN where the parameters have
//! no distribution. The browser computes the same in the same way (`theme/src/core/distributions.ts`);
//! `tests/fixtures/plots` holds both to values of mpmath. Must not know units.

use std::f64::consts::{PI, SQRT_2, TAU};

/// Up to here a series of the error function loses no digits that its complement needs.
const FAR: f64 = 2.0;
/// How deep the continued fraction of the complement is.
const DEPTH: u32 = 100;
/// The most steps of the continued fraction of a beta distribution: enough for parameters of a billion.
const MOST_STEPS: u32 = 20_000;

/// The density at a value.
pub fn normal_pdf(value: f64, mean: f64, deviation: f64) -> f64 {
    if deviation.is_nan() || deviation <= 0.0 {
        return f64::NAN;
    }
    let z = (value - mean) / deviation;
    (-0.5 * z * z).exp() / (deviation * TAU.sqrt())
}

/// The probability of a value or less.
pub fn normal_cdf(value: f64, mean: f64, deviation: f64) -> f64 {
    if deviation.is_nan() || deviation <= 0.0 {
        return f64::NAN;
    }
    0.5 * complement(-(value - mean) / (deviation * SQRT_2))
}

/// The complementary error function.
fn complement(x: f64) -> f64 {
    if x < 0.0 {
        return 2.0 - complement(-x);
    }
    let density = (-x * x).exp() / PI.sqrt();
    if x < FAR {
        let (mut term, mut sum, mut odd) = (x, x, 1.0);
        while term > sum * 1e-17 {
            odd += 2.0;
            term *= 2.0 * x * x / odd;
            sum += term;
        }
        return 1.0 - 2.0 * density * sum;
    }
    density / (1..=DEPTH).rev().fold(x, |below, step| x + f64::from(step) / 2.0 / below)
}

/// The density at a value from 0 to 1; 0 elsewhere.
pub fn beta_pdf(value: f64, a: f64, b: f64) -> f64 {
    if !has_beta(value, a, b) {
        return f64::NAN;
    }
    if !(0.0..=1.0).contains(&value) {
        return 0.0;
    }
    if value <= 0.0 || value >= 1.0 {
        let (own, other) = if value <= 0.0 { (a, b) } else { (b, a) };
        return match own.total_cmp(&1.0) {
            std::cmp::Ordering::Less => f64::INFINITY,
            std::cmp::Ordering::Equal => other,
            std::cmp::Ordering::Greater => 0.0,
        };
    }
    front(value, a, b) / (value * (1.0 - value))
}

/// The probability of a value or less.
pub fn beta_cdf(value: f64, a: f64, b: f64) -> f64 {
    if !has_beta(value, a, b) {
        return f64::NAN;
    }
    if value <= 0.0 || value >= 1.0 {
        return if value <= 0.0 { 0.0 } else { 1.0 };
    }
    if value < (a + 1.0) / (a + b + 2.0) {
        front(value, a, b) * fraction(value, a, b) / a
    } else {
        1.0 - front(value, a, b) * fraction(1.0 - value, b, a) / b
    }
}

fn has_beta(value: f64, a: f64, b: f64) -> bool {
    !value.is_nan() && a > 0.0 && b > 0.0 && a.is_finite() && b.is_finite()
}

/// x^a (1 - x)^b / B(a, b), by saddle points (Loader 2000): large parameters lose no digits.
fn front(x: f64, a: f64, b: f64) -> f64 {
    let n = a + b;
    let left_out = stirling_error(n) - stirling_error(a) - stirling_error(b);
    let exponent = left_out - deviance(a, n * x) - deviance(b, n * (1.0 - x));
    exponent.exp() * (a * b / (TAU * n)).sqrt()
}

/// What Stirling's formula for the logarithm of z! leaves out.
fn stirling_error(z: f64) -> f64 {
    const LARGE: f64 = 10.0;
    const TERMS: [f64; 6] =
        [1.0 / 12.0, -1.0 / 360.0, 1.0 / 1_260.0, -1.0 / 1_680.0, 1.0 / 1_188.0, -691.0 / 360_360.0];
    if z >= LARGE {
        return TERMS.iter().rev().fold(0.0, |sum, term| sum / (z * z) + term) / z;
    }
    let (mut at, mut product) = (z, 1.0);
    while at < LARGE {
        at += 1.0;
        product *= at;
    }
    let formula = |z: f64| (z + 0.5) * z.ln() - z;
    formula(at) + stirling_error(at) - product.ln() - formula(z)
}

/// x ln(x / m) + m - x, without cancellation where both are near.
fn deviance(x: f64, m: f64) -> f64 {
    if (x - m).abs() >= 0.1 * (x + m) {
        return x * (x / m).ln() + m - x;
    }
    let v = (x - m) / (x + m);
    let (mut sum, mut power, mut odd) = ((x - m) * v, 2.0 * x * v, 1.0);
    loop {
        power *= v * v;
        odd += 2.0;
        let next = sum + power / odd;
        if next.to_bits() == sum.to_bits() || !next.is_finite() {
            return next;
        }
        sum = next;
    }
}

/// The continued fraction of the incomplete beta function, by Lentz's method.
#[allow(clippy::many_single_char_names, reason = "they are those of the literature")]
fn fraction(x: f64, a: f64, b: f64) -> f64 {
    let kept = |value: f64| if value.abs() < 1e-300 { 1e-300 } else { value };
    let mut c = 1.0;
    let mut d = 1.0 / kept(1.0 - (a + b) * x / (a + 1.0));
    let mut found = d;
    for step in 1..=MOST_STEPS {
        let m = f64::from(step);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        let mut factor = 1.0;
        for term in [even, odd] {
            d = 1.0 / kept(1.0 + term * d);
            c = kept(1.0 + term / c);
            factor = c * d;
            found *= factor;
        }
        if (factor - 1.0).abs() < 1e-15 {
            return found;
        }
    }
    f64::NAN
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_without_a_table_is_right() {
        let near = |found: f64, expected: f64| {
            assert!((found - expected).abs() <= 1e-14 * expected.abs().max(1e-3), "{found}, not {expected}");
        };
        near(normal_cdf(5.0, 5.0, 2.0), 0.5);
        near(beta_cdf(0.3, 1.0, 1.0), 0.3);
        near(beta_cdf(0.5, 7.5, 7.5), 0.5);
        near(beta_pdf(0.25, 1.0, 4.0), 4.0 * 0.75_f64.powi(3));
        near(beta_pdf(0.0, 1.0, 3.0), 3.0);
        near(beta_cdf(0.2, 1.0, 3.0), 1.0 - 0.8_f64.powi(3));
    }

    #[test]
    fn what_is_no_distribution_has_no_value() {
        assert!(normal_pdf(0.0, 0.0, 0.0).is_nan() && normal_cdf(0.0, 0.0, -1.0).is_nan());
        assert!(beta_pdf(0.5, 0.0, 1.0).is_nan() && beta_cdf(f64::NAN, 1.0, 1.0).is_nan());
        assert!(beta_pdf(0.0, 0.5, 1.0).is_infinite());
        assert!(beta_pdf(-0.1, 2.0, 2.0).to_bits() == 0 && (beta_cdf(1.5, 2.0, 2.0) - 1.0).abs() < 1e-15);
        assert!((normal_cdf(-40.0, 0.0, 1.0)).abs() < 1e-300);
    }
}
