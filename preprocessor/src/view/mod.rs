//! What the templates and the browser get.
//!
//! In: the [`model`](crate::lower::model). Out: borrowed structs to be serialized. Decides what is shown; the templates
//! decide where. Must not write HTML.

mod board;
mod book;
mod card;
mod case;
mod data;
mod drill;
mod estimate;
mod levels;
mod number;
mod rubric;
mod sheet;
mod sources;
mod thresholds;

pub use board::{BoardView, board};
pub use book::{BookView, PageEndView, book, page_end};
pub use card::{CaseCardView, DrillCardView, case_card, drill_cards};
pub use case::{
    CaseView, CriterionView, DepthView, DescriptorView, MustView, ProbeView, RoundView, SampleView,
    SignalView, TickView, case,
};
pub use data::{card_data, progress_data};
pub use drill::{DrillView, QuestionView, TrainsView, drill};
pub use estimate::estimate_data;
pub use levels::NeedView;
pub use rubric::{RubricView, VerdictView, rubric};
pub use sheet::{SheetView, sheet_of_case, sheet_of_rubric};
pub use sources::{SourceView, sources};
