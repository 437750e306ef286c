//! Lowers plots.
//!
//! In: plots as written, and the estimates whose quantities they use. Out: what replaces them in [`Prose`]. Must not draw.

use super::prose::{Edit, Prose, blank_after, fenced};
use super::replacement::Replacement;
use crate::estimate::model::Estimates;
use crate::parse::markdown::notes::Markdown;
use crate::plot;

impl Prose<'_> {
    /// Puts drawings in the place of plots.
    pub fn add_plots(&mut self, markdown: &Markdown, estimates: &Estimates) {
        for (number, plot) in markdown.plots.iter().enumerate() {
            let Some(figures) = plot::draw(self.source, plot, number == 0, estimates) else { continue };
            let span = fenced(self.source, &plot.span);
            let end = span.end;
            self.edits.push(Edit { span, with: Replacement::Plot(figures) });
            let blank = blank_after(self.source, end).map(Replacement::Blank);
            self.edits.extend(blank.map(|with| Edit { span: end..end, with }));
        }
        self.edits.sort_by_key(Edit::order);
    }
}
