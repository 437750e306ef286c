//! Lowers plots.
//!
//! In: plots as written, and the estimates whose quantities they use. Out: what replaces them in [`Prose`]. Must not draw.

use super::prose::{Edit, Prose, blank_after, fenced};
use super::replacement::Replacement;
use crate::estimate::model::Estimates;
use crate::parse::markdown::notes::Markdown;
use crate::plot;
use crate::source::Span;

impl<'a> Prose<'a> {
    /// Puts drawings in the place of plots. The edits are not sorted yet.
    pub(super) fn add_plots(&mut self, markdown: &Markdown, estimates: &Estimates) {
        for (number, plot) in markdown.plots.iter().enumerate() {
            let Some(figures) = plot::draw(self.source, plot, number == 0, estimates) else { continue };
            self.replace_block(&plot.span, Replacement::Plot(figures));
        }
    }

    /// Puts HTML in the place of a fenced block, with the blank line that must follow it.
    pub(super) fn replace_block(&mut self, block: &Span, with: Replacement<'a>) {
        let span = fenced(self.source, block);
        let end = span.end;
        let blank = blank_after(self.source, end).map(Replacement::Blank);
        self.edits.push(Edit { span, with });
        self.edits.extend(blank.map(|with| Edit { span: end..end, with }));
    }
}
