//! Axes: from values to places, and the ticks that a person would choose.
//!
//! In: the ends of an axis, in its unit. Out: places from 0 to 1, ticks with their texts. The browser makes the same
//! ticks when a plot follows a slider (`theme/src/core/scale.ts`). Must not know what is drawn.

use crate::parse::estimate::figure;

/// The most ticks of an axis.
const MOST_TICKS: u8 = 6;
/// Ticks of a logarithmic axis between powers of ten, if it has fewer of these than this.
const FEW_DECADES: f64 = 2.0;

/// An axis from its low to its high end, in its unit.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Scale {
    pub low: f64,
    pub high: f64,
    pub is_log: bool,
    /// What is before and behind the number of a tick: `$`, `%`.
    pub before: String,
    pub behind: String,
}

impl Scale {
    /// The place of a value, from 0 at the low end to 1 at the high end.
    pub(super) fn place(&self, value: f64) -> f64 {
        match self.is_log {
            true => (value / self.low).ln() / (self.high / self.low).ln(),
            false => (value - self.low) / (self.high - self.low),
        }
    }

    /// The value at a place.
    pub(super) fn at(&self, place: f64) -> f64 {
        match self.is_log {
            true => self.low * (self.high / self.low).powf(place),
            false => self.low + (self.high - self.low) * place,
        }
    }

    /// The values with a tick.
    pub(super) fn ticks(&self) -> Vec<f64> {
        if !self.is_log {
            let step = step(self.low, self.high);
            return multiples(self.low, self.high, step);
        }
        let decades = (self.high / self.low).log10();
        let (first, last) = (self.low.log10().floor(), self.high.log10().ceil());
        let skip = (decades / f64::from(MOST_TICKS)).ceil().max(1.0);
        let heads: &[f64] = if decades < FEW_DECADES { &[1.0, 2.0, 5.0] } else { &[1.0] };
        let mut found = Vec::new();
        let mut power = (first / skip).floor() * skip;
        while power <= last {
            found.extend(heads.iter().map(|head| head * 10_f64.powf(power)).filter(|tick| self.has(*tick)));
            power += skip;
        }
        if found.len() < 2 { multiples(self.low, self.high, step(self.low, self.high)) } else { found }
    }

    /// The text of a value with three digits.
    pub(super) fn precise(&self, value: f64) -> String {
        self.with_unit(&figure::format(value, 3, figure::Scale::Plain, true))
    }

    fn with_unit(&self, number: &str) -> String {
        let (sign, digits) = number.strip_prefix(['-', '−']).map_or(("", number), |digits| ("−", digits));
        format!("{sign}{}{digits}{}", self.before, self.behind)
    }

    /// Whether a value is on the axis, but for rounding errors.
    pub(super) fn has(&self, value: f64) -> bool {
        (-1e-9..=1.0 + 1e-9).contains(&self.place(value))
    }

    /// The text of one of the ticks.
    pub(super) fn text(&self, value: f64) -> String {
        let number = match self.is_log {
            true => number(value, value.abs(), value.abs()),
            false => number(value, self.low.abs().max(self.high.abs()), step(self.low, self.high)),
        };
        self.with_unit(&number)
    }
}

/// The multiples of a step between two values.
fn multiples(low: f64, high: f64, step: f64) -> Vec<f64> {
    let (first, last) = ((low / step - 1e-9).ceil(), (high / step + 1e-9).floor());
    let found = (0..=2 * MOST_TICKS).map(|at| first + f64::from(at)).take_while(|count| *count <= last);
    found.map(|count| count * step).collect()
}

/// The distance of ticks: 1, 2 or 5 times a power of ten.
fn step(low: f64, high: f64) -> f64 {
    let rough = (high - low) / f64::from(MOST_TICKS);
    let power = 10_f64.powf(rough.log10().floor());
    let head = [1.0, 2.0, 5.0].into_iter().find(|head| head * power >= rough * (1.0 - 1e-9)).unwrap_or(10.0);
    head * power
}

/// The ends of an axis for values between two, on ticks; `from_zero` keeps 0 on it.
pub(super) fn around(low: f64, high: f64, is_log: bool, from_zero: bool) -> (f64, f64) {
    if is_log {
        let to = |value: f64, is_high: bool| {
            let power = 10_f64.powf(value.log10().floor());
            let head = value / power;
            let heads = [1.0, 2.0, 5.0, 10.0];
            let head = match is_high {
                true => heads.into_iter().find(|one| *one >= head * (1.0 - 1e-9)).unwrap_or(10.0),
                false => heads.into_iter().rfind(|one| *one <= head * (1.0 + 1e-9)).unwrap_or(1.0),
            };
            head * power
        };
        let (low, high) = (to(low, false), to(high, true));
        return if low < high { (low, high) } else { (low / 10.0, high * 10.0) };
    }
    let is_near_zero = low >= 0.0 && low <= 0.5 * high;
    let low = if from_zero || is_near_zero { low.min(0.0) } else { low };
    let high = if from_zero { high.max(0.0) } else { high };
    if low >= high {
        let half = if low == 0.0 { 1.0 } else { low.abs() / 2.0 };
        return (low - half, high + half);
    }
    let step = step(low, high);
    let ends = ((low / step + 1e-9).floor() * step, (high / step - 1e-9).ceil() * step);
    // The step of what is nearly nothing is 0.
    if ends.0 < ends.1 { ends } else { (low, high) }
}

/// The text of a number on an axis whose largest is `largest`, with ticks at multiples of `step`.
fn number(value: f64, largest: f64, step: f64) -> String {
    const SCALES: [(f64, &str); 4] = [(1e12, "T"), (1e9, "bn"), (1e6, "M"), (1e3, "k")];
    // Up to 9,999 all digits are written, unless the value is a power of ten of its own axis.
    let is_large = |scale: f64| largest >= scale * if scale > 1e3 || step >= 1e3 { 1.0 } else { 10.0 };
    let (scale, letter) = SCALES.into_iter().find(|(scale, _)| is_large(*scale)).unwrap_or((1.0, ""));
    let (value, step) = (value / scale, step / scale);
    if value == 0.0 || value.abs() < step * 1e-9 {
        return "0".to_owned();
    }
    let sign = if value < 0.0 { "−" } else { "" };
    let is_whole = |decimals: &i32| {
        let scaled = step * 10_f64.powi(*decimals);
        (scaled - scaled.round()).abs() < 1e-6 * scaled.max(1e-300) && scaled >= 0.5
    };
    match (0..=6).find(is_whole) {
        Some(decimals) if value.abs() < 1e6 => {
            let decimals = usize::try_from(decimals).unwrap_or(0);
            format!("{sign}{:.decimals$}{letter}", value.abs())
        }
        _ => {
            let text = format!("{:.1e}", value.abs());
            format!("{sign}{}", text.replace(".0e", "e").replace("e-", "e−"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(low: f64, high: f64, is_log: bool) -> Vec<String> {
        let scale = Scale { low, high, is_log, before: String::new(), behind: String::new() };
        scale.ticks().into_iter().map(|tick| scale.text(tick)).collect()
    }

    #[test]
    fn ticks_are_those_a_person_would_choose() {
        assert_eq!(
            texts(0.0, 1.0, false),
            ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"].map(|text| if text == "0.0" { "0" } else { text })
        );
        assert_eq!(texts(0.0, 20.0, false), ["0", "5", "10", "15", "20"]);
        assert_eq!(texts(-3.0, 3.0, false), ["−3", "−2", "−1", "0", "1", "2", "3"]);
        assert_eq!(texts(0.0, 100e3, false), ["0", "20k", "40k", "60k", "80k", "100k"]);
        assert_eq!(texts(0.0, 5000.0, false), ["0", "1k", "2k", "3k", "4k", "5k"]);
        assert_eq!(texts(1990.0, 2020.0, false), ["1990", "1995", "2000", "2005", "2010", "2015", "2020"]);
        assert_eq!(texts(0.0, 2.5e-6, false), ["0", "5e−7", "1e−6", "1.5e−6", "2e−6", "2.5e−6"]);
        assert_eq!(texts(1.0, 1e4, true), ["1", "10", "100", "1k", "10k"]);
        assert_eq!(texts(0.01, 0.5, true), ["0.01", "0.02", "0.05", "0.1", "0.2", "0.5"]);
        assert_eq!(texts(1.0, 1e12, true), ["1", "100", "10k", "1M", "100M", "10bn", "1T"]);
        assert_eq!(
            texts(2.0, 2.5, true),
            ["2.0", "2.1", "2.2", "2.3", "2.4", "2.5"].map(|text| text.trim_end_matches(".0"))
        );
    }

    #[test]
    fn an_axis_ends_on_ticks_and_keeps_zero_where_it_is_near() {
        let is = |found: (f64, f64), low: f64, high: f64| {
            assert!((found.0 - low).abs() < 1e-9 && (found.1 - high).abs() < 1e-9, "{found:?}");
        };
        is(around(3.0, 97.0, false, false), 0.0, 100.0);
        is(around(91.0, 97.0, false, false), 91.0, 97.0);
        is(around(91.0, 97.0, false, true), 0.0, 100.0);
        is(around(5.0, 5.0, false, false), 2.5, 7.5);
        is(around(24e6, 24e9, true, false), 20e6, 50e9);
        is(around(7.0, 7.0, true, false), 5.0, 10.0);
        is(around(1.0, 1.0, true, false), 0.1, 10.0);
    }

    #[test]
    fn a_place_and_its_value_belong_together() {
        for is_log in [false, true] {
            let scale = Scale { low: 2.0, high: 50.0, is_log, before: "$".into(), behind: "%".into() };
            for value in [2.0, 10.0, 50.0] {
                assert!((scale.at(scale.place(value)) - value).abs() < 1e-9);
            }
            assert!(scale.has(50.0) && !scale.has(51.0));
            assert_eq!(scale.text(10.0), "$10%");
        }
    }
}
