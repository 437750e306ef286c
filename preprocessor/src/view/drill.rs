//! The chapter of a drill.

use serde::Serialize;

use super::data::hash;
use super::sources::{SourceView, sources};
use crate::files::address;
use crate::lower::model::{Book, Drill};
use crate::slug::prefix_of;

#[derive(Debug, Serialize)]
pub struct DrillView<'a> {
    book: &'a str,
    slug: &'a str,
    title: &'a str,
    summary: &'a str,
    prefix: String,
    introduction: &'a str,
    questions: Vec<QuestionView<'a>>,
    trains: Vec<TrainsView<'a>>,
    sources: Vec<SourceView<'a>>,
}

#[derive(Debug, Serialize)]
pub struct QuestionView<'a> {
    id: &'a str,
    hash: String,
    question: &'a str,
    answer: &'a str,
}

/// A round or a criterion.
#[derive(Debug, Serialize)]
pub struct TrainsView<'a> {
    title: String,
    /// Relative to the root of the built book.
    path: String,
    round: &'a str,
}

pub fn drill<'a>(book: &'a Book, drill: &'a Drill) -> DrillView<'a> {
    let trains = drill.trains.iter().filter_map(|target| {
        let rubric = book.rubric(round_of(target))?;
        let criterion = target
            .split_once('/')
            .and_then(|(_, id)| rubric.criteria.iter().find(|criterion| criterion.id == id));
        let page = address(&rubric.path);
        Some(TrainsView {
            title: criterion
                .map_or_else(|| rubric.title.clone(), |c| format!("{}: {}", rubric.title, c.title)),
            path: criterion.map_or(page.clone(), |criterion| format!("{page}#{}", criterion.id)),
            round: &rubric.slug,
        })
    });
    DrillView {
        book: &book.id,
        slug: &drill.slug,
        title: &drill.title,
        summary: &drill.summary,
        prefix: prefix_of("drill", &drill.slug),
        introduction: &drill.introduction,
        questions: drill
            .questions
            .iter()
            .map(|question| QuestionView {
                id: &question.id,
                hash: hash(&question.text),
                question: &question.question,
                answer: &question.answer,
            })
            .collect(),
        trains: trains.collect(),
        sources: sources(&drill.sources),
    }
}

/// The round of what a drill trains: `round` or `round/criterion`.
pub(super) fn round_of(target: &str) -> &str {
    target.split('/').next().unwrap_or_default()
}
