//! The order in which quantities are evaluated: each after those it uses.
//!
//! In: the namespace. Out: all quantities in that order. Reports names without a meaning, and circles. Must not
//! evaluate anything.

use std::sync::Arc;

use super::namespace::{Found, Id, Namespace};
use super::results::Writer;
use crate::diagnostic::Diagnostic;
use crate::file_rules::{quantity_circle, unknown_quantity};
use crate::parse::estimate::block::RawQuantity;
use crate::parse::estimate::expression::Expression;
use crate::source::{Source, Span, Spanned};
use crate::suggest;

/// The quantities that an expression uses; names without a meaning are reported.
pub(super) fn uses(
    space: &Namespace<'_>,
    id: Id,
    expression: &Expression,
    found: &mut Vec<Diagnostic>,
) -> Vec<Id> {
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
    place: Span,
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

/// All quantities, each after those it uses, where there is no circle.
pub(super) fn order(space: &Namespace<'_>, found: &mut Vec<Diagnostic>) -> Vec<Id> {
    let mut used: Vec<Vec<Vec<Id>>> = Vec::with_capacity(space.pages.len());
    for (page, quantities) in space.pages.iter().map(|page| &page.quantities).enumerate() {
        let of = |(index, (.., quantity)): (usize, &(_, _, &RawQuantity))| {
            uses(space, Id { page, index }, &quantity.expression, found)
        };
        used.push(quantities.iter().enumerate().map(of).collect());
    }
    let mut is_seen: Vec<Vec<bool>> = used.iter().map(|quantities| vec![false; quantities.len()]).collect();
    let mut see = |id: Id| !std::mem::replace(&mut is_seen[id.page][id.index], true);
    let mut order = Vec::new();
    for (page, quantities) in used.iter().enumerate() {
        for index in 0..quantities.len() {
            // The way to a quantity, and which of those it uses comes next.
            let mut way: Vec<(Id, usize)> = Vec::new();
            let first = Id { page, index };
            if see(first) {
                way.push((first, 0));
            }
            while let Some((id, next)) = way.last_mut() {
                let Some(child) = used[id.page][id.index].get(*next).copied() else {
                    order.push(*id);
                    way.pop();
                    continue;
                };
                *next += 1;
                if see(child) {
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
