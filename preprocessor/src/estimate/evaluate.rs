//! Evaluates every quantity, after those that it uses.
//!
//! In: the namespace. Out: a model for each page. Reports units that do not go together and values that are not finite.
//! Must not look at prose.

use super::compile::{Compiled, Fault, Meaning, compile, is_count, named};
use super::model::{Limit, Model, Quantity};
use super::namespace::{Found, Id, Namespace, Page};
use super::order::{order, uses};
use super::program::Operation;
use super::results::{Writer, check_shown, checked_range, look_of};
use crate::diagnostic::Diagnostic;
use crate::file_rules::{non_finite_quantity, unit_mismatch};
use crate::parse::estimate::Flaw;
use crate::parse::estimate::expression::{Expression, Node};

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

fn model(page: &Page<'_>) -> Model {
    Model {
        names: page.quantities.iter().map(|(.., quantity)| quantity.name.value.clone()).collect(),
        places: page.quantities.iter().map(|(at, ..)| *at).collect(),
        quantities: vec![None; page.quantities.len()],
        order: Vec::with_capacity(page.quantities.len()),
    }
}

/// What a name means for the programs of a page; `None` is one without estimates.
pub(super) fn meaning(
    space: &Namespace<'_>,
    models: &[Model],
    page: Option<usize>,
    name: &str,
) -> Option<Meaning> {
    let Found::Quantity(id) = space.find(page, name) else { return None };
    let quantity = models[id.page].quantities[id.index].as_ref()?;
    let operation = match Some(id.page) == page {
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
    match compile(expression, &|name| meaning(space, models, Some(id.page), name)) {
        Ok(compiled) => Some(compiled),
        Err(Fault::Unknown) => None,
        Err(Fault::Units(flaw)) => {
            found.push(writer.report(unit_mismatch::at, flaw));
            None
        }
        Err(Fault::NotFinite(flaw)) => {
            found.push(writer.report(non_finite_quantity::at, flaw));
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
    let is_input = !raw.expression.has_names();
    let range = raw.note.as_ref().and_then(|note| note.range.as_ref());
    let range =
        range.and_then(|range| checked_range(&writer, range, (value, &dimension, &look), is_input, found));
    Some(Quantity { program, value, dimension, look, is_input, limit: None, range })
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
        found.push(writer.report(unit_mismatch::at, flaw));
        return None;
    }
    Some(Limit { at_least: raw.at_least, program: compiled.program })
}
