//! Plots: from what is written to a drawing in the page's colors.
//!
//! In: a plot as written, and what the names in it mean. Out: SVG with its data as a table, or what is wrong with it. Must
//! not evaluate a quantity.

mod chart;
mod curve;
mod data;
mod draw;
mod figure;
mod frame;
mod given;
mod measure;
mod names;
mod problem;
mod resolve;
mod scale;
mod table;

use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::estimate::model::{Estimates, PlotNames};
use crate::file_rules::{plot_syntax, plot_without_title};
use crate::parse::book::RawBook;
use crate::parse::markdown::notes::Plot;
use crate::source::Source;

use self::problem::Problem;

/// Reports what is wrong with all plots of a book.
pub fn check(book: &RawBook, estimates: &Estimates) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for text in book.texts() {
        for plot in &text.markdown.plots {
            check_one(text.source, plot, names(estimates, text.source), &mut found);
        }
    }
    found
}

fn check_one(source: &Arc<Source>, plot: &Plot, names: Option<&PlotNames>, found: &mut Vec<Diagnostic>) {
    let flaws = plot.flaws.iter().cloned();
    found.extend(flaws.map(|flaw| plot_syntax::at(source, flaw.span, flaw.message, flaw.help)));
    let fence =
        plot.span.start..plot.span.start + source.slice(&plot.span).lines().next().map_or(0, str::len);
    let is_missing = |text: Option<&str>| text.is_none_or(str::is_empty);
    let title = plot.raw.title.as_ref().map(|title| title.value.as_str());
    let description = plot.raw.description.as_ref().map(|text| text.value.as_str());
    let missing: Vec<&str> = [("title", title), ("description", description)]
        .into_iter()
        .filter(|(_, text)| is_missing(*text))
        .map(|(key, _)| key)
        .collect();
    if !missing.is_empty() {
        found.push(plot_without_title::at(source, fence.clone(), &missing));
    }
    // What follows from a line that does not parse is not the author's mistake.
    if !plot.flaws.is_empty() {
        return;
    }
    let none = PlotNames::default();
    if let Err(problems) = resolve::chart(&plot.raw, names.unwrap_or(&none)) {
        for Problem { at, flaw } in problems {
            let place = if flaw.span.is_empty() { fence.clone() } else { plot.place(&flaw.span) };
            found.push(at(source, place, flaw.message, flaw.help));
        }
    }
}

fn names<'a>(estimates: &'a Estimates, source: &Source) -> Option<&'a PlotNames> {
    estimates.in_plots.get(&source.path)
}

/// The figures of a plot for its chapter and for a sheet, each a line of HTML; `None` for a plot with a mistake. The first
/// of a file brings the styles of all.
pub fn draw(source: &Source, plot: &Plot, is_first: bool, estimates: &Estimates) -> Option<[String; 2]> {
    let none = PlotNames::default();
    let chart = resolve::chart(&plot.raw, names(estimates, source).unwrap_or(&none)).ok()?;
    Some(figure::figures(&chart, &plot.id, is_first))
}
