//! Evaluates every quantity, after those that it uses.
//!
//! In: the namespace. Out: a model for each page. Reports names without a meaning, circles, units that do not go
//! together, values that are not finite, results that are not what is computed, and ranges. Must not look at prose.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::compile::{Compiled, Fault, Meaning, compile, is_count, named};
use super::namespace::{Found, Id, Namespace};
use super::program::Operation;
use super::{Limit, Model, Quantity, report};
use crate::diagnostic::Diagnostic;
use crate::file_rules::{
    estimate_syntax, non_finite_quantity, quantity_circle, range_excludes_value, stale_figure, unit_mismatch,
    unknown_quantity,
};
use crate::parse::estimate::Flaw;
use crate::parse::estimate::block::{RawQuantity, RawRange};
use crate::parse::estimate::dimension::Dimension;
use crate::parse::estimate::expression::{Expression, Node};
use crate::parse::estimate::figure::{Look, Scale};
use crate::parse::estimate::lexer::Amount;
use crate::parse::estimate::units::{DATA, TIME};
use crate::parse::markdown::notes::Estimate;
use crate::source::{Source, Spanned};
use crate::suggest;

pub(super) fn evaluate(space: &Namespace<'_>, found: &mut Vec<Diagnostic>) -> Vec<Model> {
    let mut models: Vec<Model> = space.pages.iter().map(model).collect();
    for id in order(space, found) {
        let quantity = evaluate_one(space, &models, id, found);
        models[id.page].order.push(id.index);
        models[id.page].quantities[id.index] = quantity;
    }
    // A limit may use any quantity.
    for page in 0..models.len() {
        for index in 0..models[page].quantities.len() {
            let limit = limit(space, &models, Id { page, index }, found);
            if let Some(quantity) = &mut models[page].quantities[index] {
                quantity.limit = limit;
            }
        }
    }
    models
}

fn model(page: &super::namespace::Page<'_>) -> Model {
    Model {
        names: page.quantities.iter().map(|(.., quantity)| quantity.name.value.clone()).collect(),
        places: page.quantities.iter().map(|(at, ..)| *at).collect(),
        quantities: vec![None; page.quantities.len()],
        order: Vec::with_capacity(page.quantities.len()),
    }
}

/// Where the names of a page are written.
struct Writer<'a> {
    source: &'a Arc<Source>,
    estimate: &'a Estimate,
    quantity: &'a RawQuantity,
}

impl<'a> Writer<'a> {
    fn new(space: &Namespace<'a>, id: Id) -> Self {
        let (_, estimate, quantity) = space.quantity(id);
        Self { source: space.pages[id.page].file.source, estimate, quantity }
    }

    /// The same flaw at its place in the file.
    fn placed(&self, flaw: Flaw) -> Flaw {
        Flaw { span: self.estimate.place(&flaw.span), ..flaw }
    }
}

/// The quantities that an expression uses; names without a meaning are reported.
fn uses(space: &Namespace<'_>, id: Id, expression: &Expression, found: &mut Vec<Diagnostic>) -> Vec<Id> {
    let writer = Writer::new(space, id);
    let mut used = Vec::new();
    expression.names(&mut |name: &Spanned<String>| match space.find(Some(id.page), &name.value) {
        Found::Quantity(id) => used.push(id),
        Found::Broken => {}
        missing => {
            let place = writer.estimate.place(&name.span);
            found.push(report_unknown(space, writer.source, place, &name.value, &missing));
        }
    });
    used
}

pub(super) fn report_unknown(
    space: &Namespace<'_>,
    source: &Arc<Source>,
    place: std::ops::Range<usize>,
    name: &str,
    missing: &Found,
) -> Diagnostic {
    match missing {
        Found::NoPage { like } if like.len() > 1 => unknown_quantity::ambiguous(source, place, name, like),
        Found::NoPage { .. } | Found::Quantity(_) | Found::Broken => {
            let page = name.rsplit_once('/').map_or(name, |(page, _)| page);
            unknown_quantity::without_page(source, place, page, suggest::nearest(page, space.page_names()))
        }
        Found::NoQuantity { page } => {
            let short = name.rsplit_once('/').map_or(name, |(_, name)| name);
            let near = page.and_then(|page| suggest::nearest(short, space.pages[page].names()));
            unknown_quantity::at(source, place, name, near)
        }
    }
}

/// All quantities, each after those it uses. Those of a circle and with an unknown name are left out.
fn order(space: &Namespace<'_>, found: &mut Vec<Diagnostic>) -> Vec<Id> {
    let mut used: Vec<Vec<Vec<Id>>> = Vec::with_capacity(space.pages.len());
    for (page, quantities) in space.pages.iter().map(|page| &page.quantities).enumerate() {
        let of = |(index, (.., quantity)): (usize, &(_, _, &RawQuantity))| {
            uses(space, Id { page, index }, &quantity.expression, found)
        };
        used.push(quantities.iter().enumerate().map(of).collect());
    }
    let mut seen: BTreeSet<Id> = BTreeSet::new();
    let mut order = Vec::new();
    for (page, quantities) in used.iter().enumerate() {
        for index in 0..quantities.len() {
            // The way to a quantity, and which of those it uses comes next.
            let mut way: Vec<(Id, usize)> = Vec::new();
            let first = Id { page, index };
            if seen.insert(first) {
                way.push((first, 0));
            }
            while let Some((id, next)) = way.last_mut() {
                let Some(child) = used[id.page][id.index].get(*next).copied() else {
                    order.push(*id);
                    way.pop();
                    continue;
                };
                *next += 1;
                if seen.insert(child) {
                    way.push((child, 0));
                } else if let Some(start) = way.iter().position(|(id, _)| *id == child) {
                    let circle: Vec<Id> = way[start..].iter().map(|(id, _)| *id).collect();
                    found.push(report_circle(space, &circle));
                }
            }
        }
    }
    order
}

fn report_circle(space: &Namespace<'_>, circle: &[Id]) -> Diagnostic {
    let first = circle.iter().min().copied().unwrap_or(circle[0]);
    let writer = Writer::new(space, first);
    let start = circle.iter().position(|id| *id == first).unwrap_or(0);
    let names: Vec<&str> = circle[start..]
        .iter()
        .chain(&circle[..start])
        .chain([&first])
        .map(|id| space.quantity(*id).2.name.value.as_str())
        .collect();
    let place = writer.estimate.place(&writer.quantity.name.span);
    quantity_circle::at(writer.source, place, &names)
}

/// What a name means for the programs of a page.
fn meaning(space: &Namespace<'_>, models: &[Model], page: usize, name: &str) -> Option<Meaning> {
    let Found::Quantity(id) = space.find(Some(page), name) else { return None };
    let quantity = models[id.page].quantities[id.index].as_ref()?;
    let operation = match id.page == page {
        true => Operation::Quantity(id.index),
        // It does not change while the reader is on this page.
        false => Operation::Constant(quantity.value),
    };
    Some(Meaning { value: quantity.value, dimension: quantity.dimension.clone(), operation })
}

fn compiled(
    space: &Namespace<'_>,
    models: &[Model],
    id: Id,
    expression: &Expression,
    found: &mut Vec<Diagnostic>,
) -> Option<Compiled> {
    let writer = Writer::new(space, id);
    match compile(expression, &|name| meaning(space, models, id.page, name)) {
        Ok(compiled) => Some(compiled),
        Err(Fault::Unknown) => None,
        Err(Fault::Units(flaw)) => {
            found.push(report(unit_mismatch::at, writer.source, writer.placed(flaw)));
            None
        }
        Err(Fault::NotFinite(flaw)) => {
            found.push(report(non_finite_quantity::at, writer.source, writer.placed(flaw)));
            None
        }
    }
}

fn evaluate_one(
    space: &Namespace<'_>,
    models: &[Model],
    id: Id,
    found: &mut Vec<Diagnostic>,
) -> Option<Quantity> {
    let writer = Writer::new(space, id);
    let raw = writer.quantity;
    let Compiled { program, value, mut dimension } = compiled(space, models, id, &raw.expression, found)?;
    let literal = match &raw.expression.node {
        Node::Amount(amount) => Some(&**amount),
        _ => None,
    };
    let limit = raw.limit.as_ref().and_then(|limit| match &limit.expression.node {
        Node::Amount(amount) => Some(&**amount),
        _ => None,
    });
    // `ceil(rows ÷ rows_per_gpu) = 89 GPUs`: a plain number counts what its result or its limit says.
    let counted = raw.shown.as_ref().or(limit).map(|amount| &amount.dimension);
    if let Some(counted) = counted.filter(|counted| dimension.is_none() && is_count(counted)) {
        dimension = counted.clone();
    }
    let own_look = raw.shown.as_ref().or(literal).map(|amount| amount.look.clone());
    let look = own_look.unwrap_or_else(|| {
        let like = limit.filter(|limit| limit.dimension == dimension).map(|limit| limit.look.clone());
        like.unwrap_or_else(|| look_of(&dimension, value))
    });
    if let Some(shown) = &raw.shown {
        check_shown(&writer, shown, value, &dimension, found)?;
    }
    let mut is_input = true;
    raw.expression.names(&mut |_| is_input = false);
    let range = raw.note.as_ref().and_then(|note| note.range.as_ref());
    let range =
        range.and_then(|range| checked_range(&writer, range, (value, &dimension, &look), is_input, found));
    Some(Quantity { program, value, dimension, look, is_input, limit: None, range })
}

/// How a value is written of which the author has written none: three digits, in a unit of its size.
fn look_of(dimension: &Dimension, value: f64) -> Look {
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
    let scale = match (unit.is_empty(), factor == 1.0) {
        (true, _) => Scale::Bare,
        (false, true) => Scale::Letters,
        (false, false) => Scale::Plain,
    };
    let unit = if unit.is_empty() || unit.starts_with('/') { unit } else { format!(" {unit}") };
    Look { before: String::new(), factor, unit, digits: 3, scale, grouped: false }
}

/// `None` if the result is of something else: what follows from it would be, too.
fn check_shown(
    writer: &Writer<'_>,
    shown: &Amount,
    value: f64,
    dimension: &Dimension,
    found: &mut Vec<Diagnostic>,
) -> Option<()> {
    let place = writer.estimate.place(&shown.span);
    if shown.dimension != *dimension {
        let message =
            format!("the result is in {}, and this in {}", named(dimension), named(&shown.dimension));
        let now = look_of(dimension, value).text(value);
        let flaw = Flaw::new(place, message, format!("write `{now}`, or fix the expression"));
        found.push(report(unit_mismatch::at, writer.source, flaw));
        return None;
    }
    if !shown.number.is(value / shown.look.factor) {
        let number = writer.estimate.place(&shown.number_span);
        let (was, now) = (shown.look.text(shown.value), shown.look.text(value));
        found.push(stale_figure::at(writer.source, place, number, (&was, &now), shown.look.figure(value)));
    }
    Some(())
}

/// The value of an end of a range, which may leave the unit to the quantity.
fn range_end(end: &Amount, dimension: &Dimension, look: &Look) -> Option<f64> {
    if end.dimension == *dimension && !(end.look.unit.is_empty() && end.look.before.is_empty()) {
        return Some(end.value);
    }
    if end.look.unit.is_empty() && end.look.before.is_empty() {
        return Some(end.number.value * look.factor);
    }
    // `1B` is a byte only where bytes are meant.
    (end.look.unit == "B" && !dimension.has_any(&[DATA])).then_some(end.number.value * 1e9 * look.factor)
}

fn checked_range(
    writer: &Writer<'_>,
    range: &RawRange,
    (value, dimension, look): (f64, &Dimension, &Look),
    is_input: bool,
    found: &mut Vec<Diagnostic>,
) -> Option<(f64, f64)> {
    let place = writer.estimate.place(&range.span);
    if !is_input {
        let help = "remove it, or give a range to what this is computed from";
        let flaw = Flaw::new(place, "only an input has a range", help);
        found.push(report(estimate_syntax::at, writer.source, flaw));
        return None;
    }
    let mut ends = [0.0; 2];
    for (end, value) in [&range.low, &range.high].into_iter().zip(&mut ends) {
        match range_end(end, dimension, look) {
            Some(known) => *value = known,
            None => {
                let message =
                    format!("the value is in {}, and this in {}", named(dimension), named(&end.dimension));
                let flaw = Flaw::new(writer.estimate.place(&end.span), message, "give both the same unit");
                found.push(report(unit_mismatch::at, writer.source, flaw));
                return None;
            }
        }
    }
    let [low, high] = ends;
    if !low.is_finite() || !high.is_finite() || low >= high {
        let flaw = Flaw::new(place, "this range ends where it begins or before", "write the lower end first");
        found.push(report(estimate_syntax::at, writer.source, flaw));
        return None;
    }
    let slack = 1e-9 * low.abs().max(high.abs());
    if value < low - slack || value > high + slack {
        found.push(range_excludes_value::at(writer.source, place, &look.text(value)));
        return None;
    }
    Some((low, high))
}

fn limit(space: &Namespace<'_>, models: &[Model], id: Id, found: &mut Vec<Diagnostic>) -> Option<Limit> {
    let writer = Writer::new(space, id);
    let raw = writer.quantity.limit.as_ref()?;
    uses(space, id, &raw.expression, found);
    let compiled = compiled(space, models, id, &raw.expression, found)?;
    let quantity = models[id.page].quantities[id.index].as_ref()?;
    if compiled.dimension != quantity.dimension {
        let message = format!(
            "the value is in {}, and its limit in {}",
            named(&quantity.dimension),
            named(&compiled.dimension)
        );
        let flaw = Flaw::new(raw.expression.span.clone(), message, "give both the same unit");
        found.push(report(unit_mismatch::at, writer.source, writer.placed(flaw)));
        return None;
    }
    Some(Limit { at_least: raw.at_least, program: compiled.program })
}
