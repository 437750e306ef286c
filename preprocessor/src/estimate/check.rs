//! What is said of quantities: in prose, behind the mark of an estimate, and in notes.
//!
//! In: the namespace, its models, and what plots draw. Out: the quantity behind every link. Reports links without a
//! quantity, numbers that are not those computed, quantities that nobody uses, and inputs from nowhere. Must not
//! evaluate anything.

use std::collections::{BTreeMap, BTreeSet};

use super::compile::{is_count, named};
use super::model::{Model, Quantity, Quoted};
use super::namespace::{File, Found, Id, Namespace};
use super::order::report_unknown;
use crate::diagnostic::Diagnostic;
use crate::file_rules::{
    estimate_syntax, input_without_source, stale_figure, unit_mismatch, unknown_quantity, unused_quantity,
};
use crate::parse::book::RawBook;
use crate::parse::estimate::figure::Look;
use crate::parse::estimate::note::{Origin, Piece, RawNote};
use crate::parse::markdown::notes::{Figure, Markdown};
use crate::source::Span;
use crate::suggest::{self, MOST_NAMES};

pub(super) fn check(
    book: &RawBook,
    space: &Namespace<'_>,
    models: &[Model],
    drawn: BTreeSet<Id>,
    found: &mut Vec<Diagnostic>,
) -> BTreeMap<(String, usize), Quoted> {
    let mut used = used_by_estimates(space);
    used.extend(drawn);
    let mut quoted = BTreeMap::new();
    for text in book.texts().filter(|text| !text.markdown.figures.is_empty()) {
        let file = File { source: text.source, markdown: text.markdown };
        let page = space.home(book, text.source);
        for figure in &file.markdown.figures {
            let Some((id, number)) = check_figure(space, models, file, page, figure, found) else { continue };
            used.insert(id);
            let name = space.quantity(id).2.name.value.clone();
            let quote = Quoted { page: space.pages[id.page].path.clone(), name, number };
            quoted.insert((file.source.path.clone(), figure.span.start), quote);
        }
    }
    for (number, page) in space.pages.iter().enumerate() {
        for estimate in &page.file.markdown.estimates {
            let flaws = estimate.flaws.iter().cloned();
            found.extend(
                flaws.map(|flaw| estimate_syntax::at(page.file.source, flaw.span, flaw.message, flaw.help)),
            );
            for name in estimate.names() {
                let meant = space.find(Some(number), &name.value);
                let is_own = !name.value.contains('/');
                if !is_own || !matches!(meant, Found::Broken | Found::Quantity(_)) {
                    let near = suggest::nearest(&name.value, page.names());
                    found.push(unknown_quantity::at(page.file.source, name.span.clone(), &name.value, near));
                }
            }
        }
        for (_, estimate, quantity) in &page.quantities {
            let place = || estimate.place(&quantity.name.span);
            if !quantity.expression.has_names()
                && let Some(missing) = missing_origin(quantity.note.as_ref())
            {
                found.push(input_without_source::at(
                    page.file.source,
                    place(),
                    &quantity.name.value,
                    missing,
                ));
            }
        }
    }
    report_unused(space, &used, found);
    quoted
}

/// What the note of an input does not say.
fn missing_origin(note: Option<&RawNote>) -> Option<input_without_source::Missing> {
    use input_without_source::Missing;
    let Some(note) = note else { return Some(Missing::Origin) };
    let names_one = note.pieces.iter().any(|piece| match piece {
        Piece::Citation(..) => true,
        Piece::Text(text) => text.chars().any(char::is_alphanumeric),
    });
    match note.origin {
        None => Some(Missing::Origin),
        Some(Origin::Reported) if !names_one => Some(Missing::Report),
        Some(_) => None,
    }
}

/// The quantities that others use, that have a limit, or that an estimate is about.
fn used_by_estimates(space: &Namespace<'_>) -> BTreeSet<Id> {
    let mut used = BTreeSet::new();
    for (page, content) in space.pages.iter().enumerate() {
        let mut misspelled = 0;
        let mut uses = |name: &str| {
            if let Found::Quantity(id) = space.find(Some(page), name) {
                used.insert(id);
            } else if misspelled < MOST_NAMES {
                // What `unknown-quantity` suggests is used, under a misspelled name.
                misspelled += 1;
                used.extend(space.near(Some(page), name));
            }
        };
        for (.., quantity) in &content.quantities {
            quantity.expression.names(&mut |name| uses(&name.value));
            if let Some(limit) = &quantity.limit {
                limit.expression.names(&mut |name| uses(&name.value));
                uses(&quantity.name.value);
            }
        }
        for (number, estimate) in content.file.markdown.estimates.iter().enumerate() {
            estimate.names().for_each(|name| uses(&name.value));
            // Without another word an estimate is about its last quantity.
            let last = content.quantities.iter().rfind(|(at, ..)| at.estimate == number);
            if let Some((.., last)) = last.filter(|_| estimate.result.is_none()) {
                uses(&last.name.value);
            }
        }
    }
    used
}

fn report_unused(space: &Namespace<'_>, used: &BTreeSet<Id>, found: &mut Vec<Diagnostic>) {
    for (page, content) in space.pages.iter().enumerate() {
        // A line that does not parse may use any.
        let Markdown { estimates, plots, .. } = content.file.markdown;
        let is_broken =
            estimates.iter().map(|estimate| &estimate.flaws).chain(plots.iter().map(|plot| &plot.flaws));
        if is_broken.into_iter().any(|flaws| !flaws.is_empty()) {
            continue;
        }
        for (index, (_, estimate, quantity)) in content.quantities.iter().enumerate() {
            if !used.contains(&Id { page, index }) {
                let place = estimate.place(&quantity.name.span);
                found.push(unused_quantity::at(content.file.source, place, &quantity.name.value));
            }
        }
    }
}

type Number = Option<(Span, Look)>;

/// The quantity of a link and how its number is written; `None` without such a quantity.
fn check_figure(
    space: &Namespace<'_>,
    models: &[Model],
    file: File<'_>,
    page: Option<usize>,
    figure: &Figure,
    found: &mut Vec<Diagnostic>,
) -> Option<(Id, Number)> {
    let id = match space.find(page, &figure.target.value) {
        Found::Quantity(id) => id,
        Found::Broken => return None,
        missing => {
            let place = figure.target.span.clone();
            found.push(report_unknown(space, file.source, place, &figure.target.value, &missing));
            return None;
        }
    };
    let number = models[id.page].quantities[id.index]
        .as_ref()
        .and_then(|quantity| check_number(quantity, file, figure, found));
    Some((id, number))
}

/// Compares the number in a link with its quantity; `None` where they do not go together.
fn check_number(quantity: &Quantity, file: File<'_>, figure: &Figure, found: &mut Vec<Diagnostic>) -> Number {
    let quote = figure.quote.as_ref()?;
    let (value, dimension) = (quantity.value, &quantity.dimension);
    let is_bare = quote.unit.dimension.is_none() && quote.look.before.is_empty();
    let has_percent = is_bare && (quote.unit.factor - 1.0).abs() > 1e-12;
    // `89 machines` may be a plain number, and `89 GPUs at peak` says more than a unit.
    let is_loose = !quote.is_complete || dimension.is_none() && is_count(&quote.unit.dimension);
    let factor = if quote.unit.dimension == *dimension && (!is_bare || has_percent || dimension.is_none()) {
        quote.unit.factor
    } else if is_bare || is_loose {
        quantity.look.factor
    } else {
        let message = format!(
            "the quantity is in {}, but this is in {}",
            named(dimension),
            named(&quote.unit.dimension)
        );
        let help = format!("write `{}`, or link only the number", quantity.look.text(value));
        found.push(unit_mismatch::at(file.source, figure.text.clone(), message, help));
        return None;
    };
    let look = Look { factor, ..quote.look.clone() };
    if !quote.number.is(value / factor) {
        let was = file.source.slice(&quote.span);
        let now = look.figure(value);
        found.push(stale_figure::at(
            file.source,
            figure.text.clone(),
            quote.span.clone(),
            (was, &now),
            now.clone(),
        ));
    }
    Some((quote.span.clone(), look))
}
