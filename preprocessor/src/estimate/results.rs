//! What the author says of a value: the result that is shown, and the range that is assumed.
//!
//! In: a value, and what is written next to it. Out: how it is written, and its range. Reports results that are not what
//! is computed, and ranges without the value. Must not evaluate anything.

use std::sync::Arc;

use super::compile::named;
use super::namespace::{Id, Namespace};
use crate::diagnostic::Diagnostic;
use crate::file_rules::{estimate_syntax, range_excludes_value, stale_figure, unit_mismatch};
use crate::parse::estimate::Flaw;
use crate::parse::estimate::block::RawQuantity;
use crate::parse::estimate::dimension::Dimension;
use crate::parse::estimate::figure::{Look, Scale};
use crate::parse::estimate::lexer::Amount;
use crate::parse::estimate::note::RawRange;
use crate::parse::estimate::units::{DATA, TIME};
use crate::parse::markdown::notes::Estimate;
use crate::source::{Source, Span};

/// Where the names of a page are written.
pub(super) struct Writer<'a> {
    pub(super) source: &'a Arc<Source>,
    pub(super) estimate: &'a Estimate,
    pub(super) quantity: &'a RawQuantity,
}

impl<'a> Writer<'a> {
    pub(super) fn new(space: &Namespace<'a>, id: Id) -> Self {
        let (_, estimate, quantity) = space.quantity(id);
        Self { source: space.pages[id.page].file.source, estimate, quantity }
    }

    /// A flaw in the text of the estimate, as a diagnostic of a rule.
    pub(super) fn report(&self, at: At, flaw: Flaw) -> Diagnostic {
        at(self.source, self.estimate.place(&flaw.span), flaw.message, flaw.help)
    }
}

/// What makes a diagnostic of a place, a message and a help.
type At = fn(&Arc<Source>, Span, String, String) -> Diagnostic;

/// How a value is written of which the author has written none: three digits, in a unit of its size.
pub fn look_of(dimension: &Dimension, value: f64) -> Look {
    const SIZES: [(f64, &str); 6] =
        [(1e15, "PB"), (1e12, "TB"), (1e9, "GB"), (1e6, "MB"), (1e3, "KB"), (1.0, "bytes")];
    const TIMES: [(f64, &str); 6] =
        [(86_400.0, "days"), (3_600.0, "hours"), (60.0, "min"), (1.0, "s"), (1e-3, "ms"), (1e-6, "µs")];
    let size = value.abs();
    let fitting = |units: &[(f64, &'static str)]| {
        units.iter().find(|(factor, _)| size >= *factor).or(units.last()).copied().unwrap_or((1.0, ""))
    };
    let written = dimension.to_string();
    let (factor, unit) =
        if dimension.has_any(&[DATA]) && written.starts_with("bytes") && !written.starts_with("bytes^") {
            let (factor, unit) = fitting(&SIZES);
            (factor, written.replacen("bytes", unit, 1))
        } else if dimension.has_any(&[TIME]) && written == "s" {
            let (factor, unit) = fitting(&TIMES);
            (factor, unit.to_owned())
        } else {
            (1.0, written)
        };
    let scale = match (unit.is_empty(), (factor - 1.0).abs() < 1e-12) {
        (true, _) => Scale::Bare,
        (false, true) => Scale::Letters,
        (false, false) => Scale::Plain,
    };
    let unit = if unit.is_empty() || unit.starts_with('/') { unit } else { format!(" {unit}") };
    Look { before: String::new(), factor, unit, digits: 3, scale, grouped: false }
}

/// `None` if the result is of something else: what follows from it would be, too.
pub(super) fn check_shown(
    writer: &Writer<'_>,
    shown: &Amount,
    value: f64,
    dimension: &Dimension,
    found: &mut Vec<Diagnostic>,
) -> Option<()> {
    if shown.dimension != *dimension {
        let message =
            format!("the result is in {}, but this is in {}", named(dimension), named(&shown.dimension));
        let now = look_of(dimension, value).text(value);
        let flaw = Flaw::new(shown.span.clone(), message, format!("write `{now}`, or fix the expression"));
        found.push(writer.report(unit_mismatch::at, flaw));
        return None;
    }
    if !shown.number.is(value / shown.look.factor) {
        let place = writer.estimate.place(&shown.span);
        let number = writer.estimate.place(&shown.number_span);
        let (was, now) = (shown.look.text(shown.value), shown.look.text(value));
        found.push(stale_figure::at(writer.source, place, number, (&was, &now), shown.look.figure(value)));
    }
    Some(())
}

/// The value of an end of a range, which may leave the unit to the quantity.
fn range_end(end: &Amount, dimension: &Dimension, look: &Look) -> Option<f64> {
    if end.is_bare() {
        return Some(end.number.value * look.factor);
    }
    if end.dimension == *dimension {
        return Some(end.value);
    }
    // `1B` is a byte only where bytes are meant.
    (end.look.unit == "B" && !dimension.has_any(&[DATA])).then_some(end.number.value * 1e9 * look.factor)
}

pub(super) fn checked_range(
    writer: &Writer<'_>,
    range: &RawRange,
    (value, dimension, look): (f64, &Dimension, &Look),
    is_input: bool,
    found: &mut Vec<Diagnostic>,
) -> Option<(f64, f64)> {
    if !is_input {
        let help = "remove it, or give a range to what this is computed from";
        let flaw = Flaw::new(range.span.clone(), "only an input has a range", help);
        found.push(writer.report(estimate_syntax::at, flaw));
        return None;
    }
    let mut ends = [0.0; 2];
    for (end, value) in [&range.low, &range.high].into_iter().zip(&mut ends) {
        match range_end(end, dimension, look) {
            Some(known) => *value = known,
            None => {
                let message =
                    format!("the value is in {}, but this is in {}", named(dimension), named(&end.dimension));
                let flaw = Flaw::new(end.span.clone(), message, "give both the same unit");
                found.push(writer.report(unit_mismatch::at, flaw));
                return None;
            }
        }
    }
    let [low, high] = ends;
    if !low.is_finite() || !high.is_finite() || low >= high {
        let flaw = Flaw::new(
            range.span.clone(),
            "this range ends where it begins or before",
            "write the lower end first",
        );
        found.push(writer.report(estimate_syntax::at, flaw));
        return None;
    }
    let slack = 1e-9 * low.abs().max(high.abs());
    if value < low - slack || value > high + slack {
        found.push(range_excludes_value::at(
            writer.source,
            writer.estimate.place(&range.span),
            &look.text(value),
        ));
        return None;
    }
    Some((low, high))
}
