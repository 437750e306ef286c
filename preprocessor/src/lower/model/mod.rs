//! The model: a checked book without spans.
//!
//! Complete: a value is an `Option` only if the author may leave it out. Texts are plain unless a doc says that they
//! are Markdown, for mdBook, or HTML.

mod estimate;

pub use self::estimate::{
    BreakAt, ESTIMATE_MARK, Estimate, EstimateRow, LimitRow, NotePiece, QuantityRow, Step, SwingRow,
    estimate_mark,
};
use crate::files::Folders;
pub use crate::parse::cover::ID_MARK;
pub use crate::parse::directive::Directive;
use crate::parse::rubric::Verdicts;

#[derive(Debug, Clone)]
pub struct Rubric {
    /// The file name without extension: the round's id.
    pub slug: String,
    /// The path of the chapter relative to `src`: `rubrics/<slug>.md`.
    pub path: String,
    pub title: String,
    pub minutes: i64,
    /// Lowest first.
    pub levels: Vec<String>,
    /// What else each level is called, in that order; empty for one that has no other name.
    pub level_names: Vec<String>,
    /// May be empty.
    pub summary: String,
    /// The share of a level's signals that attains it, 0 to 1.
    pub pass: f64,
    pub verdicts: Verdicts,
    /// The most words of `In short`.
    pub in_short_words: i64,
    /// In the order of the round.
    pub criteria: Vec<RubricCriterion>,
}

#[derive(Debug, Clone)]
pub struct RubricCriterion {
    /// Attempts are stored by it, so it never changes.
    pub id: String,
    /// The `##` heading in a case.
    pub title: String,
    pub minutes: i64,
    pub weight: f64,
    /// May be empty.
    pub looks_at: String,
    /// One per level of the rubric, in that order.
    pub descriptors: Vec<String>,
}

/// A cited work.
#[derive(Debug, Clone)]
pub struct CitedSource {
    /// As in `[@id]`.
    pub id: String,
    /// Shown in citations, from 1.
    pub number: usize,
    pub title: String,
    /// May be empty.
    pub authors: String,
    pub year: Option<i64>,
    /// Where it was published; may be empty.
    pub venue: String,
    pub url: Option<String>,
}

#[derive(Debug, Clone)]
pub struct Signal {
    /// Attempts are stored by it, so it never changes.
    pub id: String,
    pub level: String,
    /// Without it the level is not attained.
    pub must: bool,
    /// HTML, one line.
    pub html: String,
    /// HTML without links and citations, one line.
    pub paper: String,
    pub text: String,
}

/// A question and its answer.
#[derive(Debug, Clone)]
pub struct FollowUp {
    /// A slug of the question, unique in the case.
    pub id: String,
    /// HTML, one line.
    pub html: String,
    pub text: String,
    /// Markdown.
    pub answer: String,
}

/// A change of requirements, and its answer.
#[derive(Debug, Clone)]
pub struct Curveball {
    /// A slug of the text, unique in the case.
    pub id: String,
    /// Of the round.
    pub minute: i64,
    /// HTML, one line.
    pub html: String,
    /// HTML without links and citations, one line.
    pub paper: String,
    pub text: String,
    /// Markdown.
    pub answer: String,
}

/// What a case has for one criterion.
#[derive(Debug, Clone)]
pub struct CaseCriterion {
    /// The answer as it is said, Markdown; may be empty.
    pub in_short: String,
    /// The same for the interviewer's sheet on the same page: with ids of its own, without citations. Markdown.
    pub in_short_on_sheet: String,
    /// The model answer, Markdown.
    pub answer: String,
    pub signals: Vec<Signal>,
    /// Markdown; may be empty.
    pub pitfalls: String,
    /// Markdown; may be empty.
    pub alternatives: String,
    pub follow_ups: Vec<FollowUp>,
    /// Sorted by minute.
    pub curveballs: Vec<Curveball>,
}

/// Whether a sample answer shows a signal, in the author's judgment.
#[derive(Debug, Clone)]
pub struct Tick {
    /// Its id.
    pub signal: String,
    pub shown: bool,
    pub why: String,
}

#[derive(Debug, Clone)]
pub struct Sample {
    /// The id of its title on the page.
    pub id: String,
    /// The file name without extension.
    pub slug: String,
    pub title: String,
    /// The author's judgment.
    pub level: String,
    pub ticks: Vec<Tick>,
    /// Markdown.
    pub answer: String,
}

#[derive(Debug, Clone)]
pub struct Case {
    /// The file name without extension.
    pub slug: String,
    /// The path of the chapter relative to `src`: `cases/<slug>.md`.
    pub path: String,
    pub title: String,
    /// The slug of its rubric.
    pub round: String,
    pub summary: String,
    pub tags: Vec<String>,
    /// The picture on its card: SVG on one line, with [`ID_MARK`] before each id.
    pub cover: Option<String>,
    /// Whether it is not ready.
    pub draft: bool,
    /// By number.
    pub sources: Vec<CitedSource>,
    /// Markdown.
    pub prompt: String,
    /// The prompt for the interviewer's sheet on the same page: with ids of its own, without citations. Markdown.
    pub prompt_on_sheet: String,
    /// Markdown; may be empty.
    pub in_one_minute: String,
    /// One per criterion of the rubric, in that order.
    pub criteria: Vec<CaseCriterion>,
    /// Sorted by slug.
    pub samples: Vec<Sample>,
    pub words: Words,
    /// Those of its texts, to which the Markdown refers by number.
    pub estimates: Vec<Estimate>,
}

/// The number of words of a case at each depth.
#[derive(Debug, Clone, Copy)]
pub struct Words {
    /// `In one minute`; 0 without it.
    pub one_minute: usize,
    /// That, each criterion's `In short`, and its pitfalls; 0 if no criterion has an `In short`.
    pub ten_minutes: usize,
    /// The chapter without samples.
    pub everything: usize,
}

/// A question of a drill.
#[derive(Debug, Clone)]
pub struct Question {
    /// Unique in the drill.
    pub id: String,
    /// As the author wrote it, on one line.
    pub text: String,
    /// Markdown, one line.
    pub question: String,
    /// Markdown.
    pub answer: String,
}

#[derive(Debug, Clone)]
pub struct Drill {
    /// The file name without extension.
    pub slug: String,
    /// The path of the chapter relative to `src`: `drills/<slug>.md`.
    pub path: String,
    pub title: String,
    /// May be empty.
    pub summary: String,
    /// Rounds as `round`, and criteria as `round/criterion`.
    pub trains: Vec<String>,
    /// By number.
    pub sources: Vec<CitedSource>,
    /// What comes before the first question, Markdown; may be empty.
    pub introduction: String,
    pub questions: Vec<Question>,
    /// Those of its texts, to which the Markdown refers by number.
    pub estimates: Vec<Estimate>,
}

/// A plain page.
#[derive(Debug, Clone)]
pub struct Page {
    /// Relative to `src`.
    pub path: String,
    /// In order.
    pub parts: Vec<PagePart>,
    /// By number.
    pub sources: Vec<CitedSource>,
    /// Those of its text, to which the Markdown refers by number.
    pub estimates: Vec<Estimate>,
}

#[derive(Debug, Clone)]
pub enum PagePart {
    /// The author's.
    Markdown(String),
    Directive(Directive),
}

#[derive(Debug, Clone)]
pub struct Book {
    /// Keeps attempts at this book apart from those at others.
    pub id: String,
    /// Shown at the foot of printed sheets.
    pub title: String,
    /// Shown there too; may be empty.
    pub version: String,
    /// Whether mdBook turns straight quotes, dots and hyphens into typographic ones.
    pub smart_punctuation: bool,
    pub folders: Folders,
    /// Sorted by path.
    pub rubrics: Vec<Rubric>,
    /// By the order that they ask for, then by path.
    pub cases: Vec<Case>,
    /// Sorted by path.
    pub drills: Vec<Drill>,
    /// Sorted by path.
    pub pages: Vec<Page>,
}

impl Book {
    pub fn rubric(&self, slug: &str) -> Option<&Rubric> {
        self.rubrics.iter().find(|rubric| rubric.slug == slug)
    }
}
