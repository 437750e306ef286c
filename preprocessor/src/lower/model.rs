//! A checked book: what the author wrote, complete and free of doubt.
//!
//! In: raw values that passed every rule. Out: plain values for the templates
//! and the browser. No spans; an `Option` only where the author may leave something out.

pub use crate::parse::directive::Directive;
use crate::parse::rubric::Verdicts;

/// How a round is judged.
#[derive(Debug, Clone)]
pub struct Rubric {
    /// The identity of the round: the file name.
    pub slug: String,
    /// The title of the round.
    pub title: String,
    /// Its length.
    pub minutes: i64,
    /// Lowest first.
    pub levels: Vec<String>,
    /// One sentence; may be empty.
    pub summary: String,
    /// The least share of a level's signals that attains it, 0 to 1.
    pub pass: f64,
    /// The thresholds of its verdicts.
    pub verdicts: Verdicts,
    /// In the order of the round.
    pub criteria: Vec<RubricCriterion>,
}

/// One focus area of a rubric.
#[derive(Debug, Clone)]
pub struct RubricCriterion {
    /// Its identity; it never changes.
    pub id: String,
    /// Its title: the `##` heading in a case.
    pub title: String,
    /// Its budget.
    pub minutes: i64,
    /// Its weight in the verdict.
    pub weight: f64,
    /// What it looks at; may be empty.
    pub looks_at: String,
    /// One for each level of the rubric, in that order.
    pub descriptors: Vec<String>,
}

/// A cited work.
#[derive(Debug, Clone)]
pub struct Source {
    /// What citations name.
    pub id: String,
    /// Its place in the list, from 1.
    pub number: usize,
    /// Its title.
    pub title: String,
    /// Its authors; may be empty.
    pub authors: String,
    /// Its year, if known.
    pub year: Option<i64>,
    /// Where it appeared; may be empty.
    pub venue: String,
    /// Where to read it, if anywhere.
    pub url: Option<String>,
}

/// One observable thing in an answer.
#[derive(Debug, Clone)]
pub struct Signal {
    /// Its identity.
    pub id: String,
    /// The level it shows.
    pub level: String,
    /// Whether the level cannot be attained without it.
    pub must: bool,
    /// Its text as HTML, one line.
    pub html: String,
    /// Its text as HTML without links and citations, one line.
    pub paper: String,
    /// Its text without markup.
    pub text: String,
}

/// A probe and its strong answer.
#[derive(Debug, Clone)]
pub struct FollowUp {
    /// Its identity: a slug of the question, unique in the case.
    pub id: String,
    /// The question as HTML, one line.
    pub html: String,
    /// The question without markup.
    pub text: String,
    /// The answer, Markdown for mdBook.
    pub answer: String,
}

/// A requirement that changes at a minute, and its strong answer.
#[derive(Debug, Clone)]
pub struct Curveball {
    /// Its identity: a slug of the text, unique in the case.
    pub id: String,
    /// When it arrives.
    pub minute: i64,
    /// What changes, as HTML, one line.
    pub html: String,
    /// What changes, as HTML without links and citations, one line.
    pub paper: String,
    /// What changes, without markup.
    pub text: String,
    /// The answer, Markdown for mdBook.
    pub answer: String,
}

/// What a case says to one criterion.
#[derive(Debug, Clone)]
pub struct CaseCriterion {
    /// The model answer, Markdown for mdBook.
    pub answer: String,
    /// In the order of the file.
    pub signals: Vec<Signal>,
    /// Markdown; may be empty.
    pub pitfalls: String,
    /// Markdown; may be empty.
    pub alternatives: String,
    /// In the order of the file.
    pub follow_ups: Vec<FollowUp>,
    /// By minute.
    pub curveballs: Vec<Curveball>,
}

/// What the author says of one signal of a sample.
#[derive(Debug, Clone)]
pub struct Tick {
    /// The signal's id.
    pub signal: String,
    /// Whether the answer shows it.
    pub shown: bool,
    /// Why, or why not.
    pub why: String,
}

/// A sample answer.
#[derive(Debug, Clone)]
pub struct Sample {
    /// Its identity: the file name.
    pub slug: String,
    /// A title that does not give the level away.
    pub title: String,
    /// What the author judges it to be.
    pub level: String,
    /// In the order of the file.
    pub ticks: Vec<Tick>,
    /// The answer, Markdown for mdBook.
    pub answer: String,
}

/// One design question.
#[derive(Debug, Clone)]
pub struct Case {
    /// Its identity: the file name.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// The slug of its rubric.
    pub round: String,
    /// One sentence.
    pub summary: String,
    /// A few words.
    pub tags: Vec<String>,
    /// In the order of their first citation.
    pub sources: Vec<Source>,
    /// What the interviewer says, Markdown.
    pub prompt: String,
    /// The same for the interviewer's sheet, which is on the same page.
    pub prompt_on_sheet: String,
    /// Markdown; may be empty.
    pub in_one_minute: String,
    /// One for each criterion of the rubric, in that order.
    pub criteria: Vec<CaseCriterion>,
    /// In the order of their file names.
    pub samples: Vec<Sample>,
    /// The words of the chapter, samples not counted.
    pub words: usize,
}

/// A short question and its answer.
#[derive(Debug, Clone)]
pub struct Question {
    /// The question, Markdown, one line.
    pub question: String,
    /// The answer, Markdown.
    pub answer: String,
}

/// Short questions and answers.
#[derive(Debug, Clone)]
pub struct Drill {
    /// Its identity: the file name.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// One sentence; may be empty.
    pub summary: String,
    /// Rounds, and criteria as `round/criterion`.
    pub trains: Vec<String>,
    /// In the order of their first citation.
    pub sources: Vec<Source>,
    /// What stands before the first question, Markdown; may be empty.
    pub introduction: String,
    /// In the order of the file.
    pub questions: Vec<Question>,
}

/// A plain page whose own Markdown is mdBook's business.
#[derive(Debug, Clone)]
pub struct Page {
    /// Its path relative to `src`.
    pub path: String,
    /// The Markdown between directives.
    pub parts: Vec<PagePart>,
    /// In the order of their first citation.
    pub sources: Vec<Source>,
}

/// A piece of a plain page.
#[derive(Debug, Clone)]
pub enum PagePart {
    /// The author's Markdown.
    Markdown(String),
    /// What is generated in its place.
    Directive(Directive),
}

/// A whole book.
#[derive(Debug, Clone)]
pub struct Book {
    /// Keeps this book's stored attempts apart from other books'.
    pub id: String,
    /// What printed sheets say in their footer.
    pub title: String,
    /// The version for the footer; may be empty.
    pub version: String,
    /// In the order of their slugs.
    pub rubrics: Vec<Rubric>,
    /// In the order of their slugs.
    pub cases: Vec<Case>,
    /// In the order of their slugs.
    pub drills: Vec<Drill>,
    /// In the order of their paths.
    pub pages: Vec<Page>,
}

impl Book {
    /// The rubric of a round.
    pub fn rubric(&self, slug: &str) -> Option<&Rubric> {
        self.rubrics.iter().find(|rubric| rubric.slug == slug)
    }
}
