//! Parses plots: a fenced block marked `plot`.
//!
//! ```text
//! title: Save rate of a pin
//! description: Two densities; the one after 1,000 views is a third as wide.
//! x: save rate, 0%..10%                  a label, its unit in parentheses, a range, `log`
//! y: density
//! line "100 views" = beta_pdf(x, 4, 98)  a mark, a name, an expression
//! points "measured"                      or rows of data
//!   1%, 20
//! mark x "today" = rate                  a value with a label
//! ```
//!
//! In: the text of the block. Out: what is written, and what is wrong with a line; a line that is wrong is left out.
//! Must not look up a name or compute anything.

mod axis;
mod cells;
mod columns;
mod lines;
mod raw;

pub use self::axis::RawAxis;
pub use self::cells::{Cell, CellValue};
pub use self::lines::parse;
pub use self::raw::{Kind, RawMark, RawPlot, RawRow, RawSeries, RawValues, X};
