//! Draws the diagrams of a file.
//!
//! In: the Mermaid text of one, and which it is. Out: the drawing, or why there is none.

use crate::files::stem;
use crate::parse::embedded::Failure;
use crate::parse::embedded::diagram::{self, Drawing, Refusal};
use crate::slug::slug;
use crate::source::Source;

/// The most diagrams that are drawn in one file: each takes a millisecond.
const MOST_DIAGRAMS: usize = 200;

/// `count` is the number of the diagram in the file, from 1.
pub(super) fn draw(source: &Source, count: usize, code: &str) -> Result<Drawing, Refusal> {
    if count > MOST_DIAGRAMS {
        let reason = format!("the file has more than {MOST_DIAGRAMS} diagrams");
        return Err(Refusal::Failure(Failure::new(reason)));
    }
    diagram::render(code, format!("cb-diagram-{}-{count}", slug(stem(&source.path))))
}
