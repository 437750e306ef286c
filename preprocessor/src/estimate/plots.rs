//! What the names in plots mean.
//!
//! In: the namespace and its models. Out: for each file with plots what its names mean, and which quantities they are.
//! Reports names without a quantity. Must not evaluate a plot.

use std::collections::{BTreeMap, BTreeSet};

use super::evaluate::meaning;
use super::model::{Model, PlotNames};
use super::namespace::{Found, Id, Namespace};
use super::order::report_unknown;
use crate::diagnostic::Diagnostic;
use crate::parse::book::RawBook;
use crate::parse::plot::X;
use crate::source::Spanned;

/// By the path of the file; and the quantities that are used.
pub(super) fn names(
    book: &RawBook,
    space: &Namespace<'_>,
    models: &[Model],
    found: &mut Vec<Diagnostic>,
) -> (BTreeMap<String, PlotNames>, BTreeSet<Id>) {
    let (mut names, mut used) = (BTreeMap::new(), BTreeSet::new());
    for text in book.texts().filter(|text| !text.markdown.plots.is_empty()) {
        let page = space.home(book, text.source);
        let mut own = PlotNames::default();
        if let Some(page) = page {
            let values = models[page].quantities.iter();
            own.values = values
                .map(|quantity| quantity.as_ref().map_or(f64::NAN, |quantity| quantity.value))
                .collect();
        }
        for plot in &text.markdown.plots {
            let mut look_up = |name: &Spanned<String>| match space.find(page, &name.value) {
                _ if name.value == X => {}
                Found::Quantity(id) => {
                    used.insert(id);
                    let known = meaning(space, models, page, &name.value);
                    own.meanings.extend(known.map(|meaning| (name.value.clone(), meaning)));
                }
                Found::Broken => {}
                missing => {
                    // What is suggested is used, under a misspelled name.
                    used.extend(space.near(page, &name.value));
                    let place = plot.place(&name.span);
                    found.push(report_unknown(space, text.source, place, &name.value, &missing));
                }
            };
            plot.raw.expressions(&mut |expression| expression.names(&mut look_up));
        }
        names.insert(text.source.path.clone(), own);
    }
    (names, used)
}
