//! Plots.
//!
//! In: the text of a block marked `plot`, and which it is. Out: the plot with its places in the file. Must not know which
//! quantities there are.

use super::notes::{Inner, Plot};
use crate::files::stem;
use crate::parse::estimate::Flaw;
use crate::parse::plot::{RawPlot, parse};
use crate::slug::slug;
use crate::source::{Source, Span};

/// The most plots that are drawn in one file: each takes a millisecond.
const MOST_PLOTS: usize = 100;

/// `count` is the number of the plot in the file, from 1.
pub(super) fn read(source: &Source, count: usize, span: Span, text: Inner) -> Plot {
    let id = format!("cb-plot-{}-{count}", slug(stem(&source.path)));
    let mut plot = Plot { span, text, id, raw: RawPlot::default(), flaws: Vec::new() };
    let fence = first_line(source, &plot.span);
    if count > MOST_PLOTS {
        let message = format!("the file has more than {MOST_PLOTS} plots");
        plot.flaws.push(Flaw::new(fence, message, "make two pages of it"));
        return plot;
    }
    let (raw, flaws) = parse(&plot.text.text);
    plot.raw = raw;
    plot.flaws = flaws.into_iter().map(|flaw| Flaw { span: plot.place(&flaw.span), ..flaw }).collect();
    let mark = source.slice(&fence).find("plot").map_or(fence.end, |at| fence.start + at + "plot".len());
    let settings = source.trim(&(mark..fence.end));
    if !settings.is_empty() {
        let help = "put it on its own line in the block: `title: …`";
        plot.flaws.push(Flaw::new(settings, "nothing may follow `plot`", help));
    }
    plot
}

/// The first line of a block, with its fence.
fn first_line(source: &Source, span: &Span) -> Span {
    let length = source.slice(span).lines().next().map_or(0, |line| line.trim_end().len());
    span.start..span.start + length
}
