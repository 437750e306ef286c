//! From raw values to the model.
//!
//! In: a [`RawBook`] in which no rule found an error. Out: a [`Book`]. Must not report anything about the content: a
//! value that is missing here is a bug of this program.

use std::collections::BTreeSet;

use rayon::prelude::*;

pub mod citations;
mod footnotes;
pub mod inline;
pub mod model;
pub mod prose;
mod replacement;

use self::citations::{Numbers, number_sources};
use self::inline::Inline;
use self::model::{
    Book, Case, CaseCriterion, CitedSource, Curveball, Drill, FollowUp, Page, PagePart, Question, Rubric,
    RubricCriterion, Sample, Signal, Tick, Words,
};
use self::prose::Prose;
use crate::files::way_to_folder;
use crate::parse::book::RawBook;
use crate::parse::case::{RawCase, RawCriterion, Section};
use crate::parse::cited::RawSource;
use crate::parse::drill::RawDrill;
use crate::parse::page::RawPage;
use crate::parse::rubric::{DEFAULT_PASS, DEFAULT_VERDICTS, RawRubric, Verdicts};
use crate::parse::sample::RawSample;
use crate::slug::{PAGE_IDS, prefix_of, slug, unique};
use crate::source::{Span, Spanned};

/// A missing value that a rule should have reported.
#[derive(Debug, Clone)]
pub struct Bug(String);

impl std::fmt::Display for Bug {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "bug in mdbook-casebook, please report it: {}", self.0)
    }
}

impl std::error::Error for Bug {}

fn required<T>(value: Option<T>, what: &str) -> Result<T, Bug> {
    value.ok_or_else(|| Bug(format!("{what} is missing after all checks passed")))
}

fn text_or_empty(value: Option<&Spanned<String>>) -> String {
    value.map(|value| value.value.clone()).unwrap_or_default()
}

/// Lowers a book in parallel. `title` is the one in `book.toml`; `smart` says whether mdBook's punctuation is.
///
/// # Errors
///
/// A value is missing although no rule reported it.
pub fn lower_book(mut raw: RawBook, title: &str, smart: bool) -> Result<Book, Bug> {
    let rubrics = raw
        .rubrics
        .iter()
        .map(|rubric| lower_rubric(rubric, raw.chapter(&rubric.source)))
        .collect::<Result<Vec<_>, _>>()?;
    // Each case is freed once it is lowered, so that a large book is not in memory twice.
    let cases = std::mem::take(&mut raw.cases)
        .into_par_iter()
        .map(|case| {
            let path = raw.chapter(&case.source);
            let samples = raw.samples.iter().filter(|sample| sample.case == case.slug);
            let samples = samples.map(|sample| (way_to_folder(&path, raw.inside(&sample.source)), sample));
            let round = required(case.round.as_ref(), "a round")?;
            let rubric = required(rubrics.iter().find(|r| r.slug == round.value), "a rubric")?;
            lower_case(&case, path.clone(), rubric, samples, smart)
        })
        .collect::<Result<Vec<_>, _>>()?;
    let drills = raw
        .drills
        .iter()
        .map(|drill| lower_drill(drill, raw.chapter(&drill.source), smart))
        .collect::<Result<Vec<_>, _>>()?;
    let id = raw.settings.id.as_ref().map_or_else(|| slug(title), |id| id.value.clone());
    Ok(Book {
        id: if id.is_empty() { "casebook".to_owned() } else { id },
        title: title.to_owned(),
        smart_punctuation: smart,
        version: text_or_empty(raw.settings.version.as_ref()),
        folders: raw.settings.folders.clone(),
        rubrics,
        cases,
        drills,
        pages: raw
            .pages
            .iter()
            .map(|page| lower_page(page, raw.inside(&page.source), smart))
            .collect::<Result<_, _>>()?,
    })
}

fn lower_rubric(raw: &RawRubric, path: String) -> Result<Rubric, Bug> {
    let number = |value: &Option<Spanned<f64>>, default| value.as_ref().map_or(default, |v| v.value);
    let levels: Vec<String> = raw.levels.iter().map(|level| level.value.clone()).collect();
    let of_levels = |texts: &[(Spanned<String>, String)]| {
        let of = |level: &String| {
            let found = texts.iter().find(|(name, _)| name.value == *level);
            found.map(|(_, text)| text.clone()).unwrap_or_default()
        };
        levels.iter().map(of).collect()
    };
    let criteria = raw.criteria.iter().map(|criterion| {
        Ok(RubricCriterion {
            id: required(criterion.id.clone(), "a criterion's id")?.value,
            title: required(criterion.title.clone(), "a criterion's title")?.value,
            minutes: required(criterion.minutes.clone(), "a criterion's budget")?.value,
            weight: number(&criterion.weight, 1.0),
            looks_at: text_or_empty(criterion.looks_at.as_ref()),
            descriptors: of_levels(&criterion.descriptors),
        })
    });
    Ok(Rubric {
        slug: raw.slug.clone(),
        path,
        title: required(raw.title.clone(), "a rubric's title")?.value,
        minutes: required(raw.minutes.clone(), "a round's minutes")?.value,
        summary: text_or_empty(raw.summary.as_ref()),
        pass: number(&raw.pass, DEFAULT_PASS),
        verdicts: Verdicts {
            strong_yes: number(&raw.strong_yes, DEFAULT_VERDICTS.strong_yes),
            weak_yes: number(&raw.weak_yes, DEFAULT_VERDICTS.weak_yes),
            weak_no: number(&raw.weak_no, DEFAULT_VERDICTS.weak_no),
        },
        in_short_words: raw.in_short_limit(),
        criteria: criteria.collect::<Result<_, Bug>>()?,
        level_names: of_levels(&raw.level_names),
        levels,
    })
}

fn lower_sources(raw: &[RawSource], numbers: &Numbers) -> Vec<CitedSource> {
    let mut next = numbers.len();
    let mut sources: Vec<CitedSource> = raw
        .iter()
        .map(|source| {
            let id = text_or_empty(source.id.as_ref());
            // A source that is never cited is only a warning: it goes to the end of the list.
            let number = numbers.get(&id).copied().unwrap_or_else(|| {
                next += 1;
                next
            });
            CitedSource {
                number,
                title: text_or_empty(source.title.as_ref()),
                authors: text_or_empty(source.authors.as_ref()),
                year: source.year.as_ref().map(|year| year.value),
                venue: text_or_empty(source.venue.as_ref()),
                url: source.url.as_ref().map(|url| url.value.clone()),
                id,
            }
        })
        .collect();
    sources.sort_by_key(|source| source.number);
    sources
}

/// The samples come with their folders, as the page of the case reaches them.
fn lower_case<'a>(
    raw: &RawCase,
    path: String,
    rubric: &Rubric,
    samples: impl Iterator<Item = (String, &'a RawSample)>,
    smart: bool,
) -> Result<Case, Bug> {
    let numbers = number_sources(&raw.markdown);
    let prefix = prefix_of("case", &raw.slug);
    let mut prose = Prose::new(&raw.source, &raw.markdown, &numbers, &prefix, smart);
    let criteria = rubric.criteria.iter().map(|criterion| criterion.id.clone());
    let own = ["", "-in-one-minute", "-samples", "-sources"].map(|suffix| format!("{prefix}{suffix}"));
    let samples: Vec<(String, &RawSample)> = samples.collect();
    let titles = samples.iter().map(|(_, sample)| sample_id(sample));
    let page = PAGE_IDS.map(str::to_owned).into_iter().chain(own);
    let mut taken: BTreeSet<String> = criteria.chain(page).chain(titles).collect();
    prose.add_heading_ids(&raw.markdown, 3, &mut taken, &prefix);
    prose.keep_footnotes(&raw.markdown, &prefix);
    let mut ids = BTreeSet::new();
    let criteria = rubric.criteria.iter().map(|criterion| {
        let written = raw.criteria.iter().find(|written| written.title.value == criterion.title);
        Ok(lower_criterion(required(written, "a criterion")?, &prose, &mut ids))
    });
    let criteria = criteria.collect::<Result<_, Bug>>()?;
    Ok(Case {
        slug: raw.slug.clone(),
        path,
        title: required(raw.title.clone(), "a case's title")?.value,
        round: rubric.slug.clone(),
        summary: required(raw.summary.clone(), "a case's summary")?.value,
        tags: raw.tags.iter().map(|tag| tag.value.clone()).collect(),
        cover: raw.drawing.clone(),
        draft: raw.draft.is_some(),
        sources: lower_sources(&raw.sources, &numbers),
        prompt: prose.markdown(&raw.prompt),
        prompt_on_sheet: prose.on_sheet(&raw.prompt),
        in_one_minute: raw
            .in_one_minute
            .as_ref()
            .map(|section| prose.markdown(&section.body))
            .unwrap_or_default(),
        criteria,
        samples: samples
            .iter()
            .map(|(folder, sample)| lower_sample(sample, folder, &mut taken, smart))
            .collect::<Result<_, _>>()?,
        words: count_words(raw),
    })
}

fn count_words(raw: &RawCase) -> Words {
    let words = |span: &Span| raw.source.slice(span).split_ascii_whitespace().count();
    let of = |section: &Option<Section>| section.as_ref().map_or(0, |section| words(&section.body));
    let one_minute = of(&raw.in_one_minute);
    let in_short: usize = raw.criteria.iter().map(|criterion| of(&criterion.in_short)).sum();
    let pitfalls: usize = raw.criteria.iter().map(|criterion| of(&criterion.pitfalls)).sum();
    Words {
        one_minute,
        ten_minutes: if in_short > 0 { one_minute + in_short + pitfalls } else { 0 },
        everything: words(&(raw.prompt.start..raw.source.text.len())),
    }
}

fn lower_criterion(raw: &RawCriterion, prose: &Prose<'_>, ids: &mut BTreeSet<String>) -> CaseCriterion {
    let answer: Vec<String> = raw.answer.iter().map(|span| prose.markdown(span)).collect();
    let section = |section: &Option<Section>| {
        section.as_ref().map(|section| prose.markdown(&section.body)).unwrap_or_default()
    };
    let signals = raw.signals.iter().map(|signal| {
        let Inline { html, paper, plain: text } = prose.inline(&signal.text);
        let (id, level) = (signal.id.value.clone(), signal.level.value.clone());
        Signal { id, level, must: signal.must, html, paper, text }
    });
    let mut id_and_line = |kind: &str, title: &Span| {
        let line = prose.inline(title);
        (unique(&format!("{kind} {}", line.plain), ids), line)
    };
    let follow_ups = raw.follow_ups.iter().map(|follow_up| {
        let (id, Inline { html, plain: text, .. }) = id_and_line("follow-up", &follow_up.question.span);
        FollowUp { id, html, text, answer: prose.markdown(&follow_up.body) }
    });
    let follow_ups = follow_ups.collect();
    let mut curveballs: Vec<Curveball> = raw
        .curveballs
        .iter()
        .map(|curveball| {
            let (id, Inline { html, paper, plain: text }) = id_and_line("curveball", &curveball.title.span);
            let answer = prose.markdown(&curveball.body);
            Curveball { id, minute: curveball.minute.value, html, paper, text, answer }
        })
        .collect();
    curveballs.sort_by_key(|curveball| curveball.minute);
    CaseCriterion {
        in_short: section(&raw.in_short),
        in_short_on_sheet: raw
            .in_short
            .as_ref()
            .map(|section| prose.on_sheet(&section.body))
            .unwrap_or_default(),
        answer: answer.join("\n\n"),
        signals: signals.collect(),
        pitfalls: section(&raw.pitfalls),
        alternatives: section(&raw.alternatives),
        follow_ups,
        curveballs,
    }
}

/// The id of a sample's title, and what its other ids begin with.
fn sample_id(raw: &RawSample) -> String {
    prefix_of("sample", &format!("{} {}", raw.case, raw.slug))
}

fn lower_sample(
    raw: &RawSample,
    folder: &str,
    taken: &mut BTreeSet<String>,
    smart: bool,
) -> Result<Sample, Bug> {
    let prefix = sample_id(raw);
    let mut prose = Prose::new(&raw.source, &raw.markdown, &Numbers::new(), &prefix, smart);
    prose.add_heading_ids(&raw.markdown, 1, taken, &prefix);
    prose.keep_footnotes(&raw.markdown, &prefix);
    prose.move_paths(&raw.markdown, folder);
    let ticks = raw.ticks.iter().map(|tick| Tick {
        signal: tick.signal.value.clone(),
        shown: tick.shown,
        why: tick.why.clone(),
    });
    Ok(Sample {
        id: prefix.clone(),
        slug: raw.slug.clone(),
        title: required(raw.title.clone(), "a sample's title")?.value,
        level: required(raw.level.clone(), "a sample's level")?.value,
        ticks: ticks.collect(),
        answer: prose.markdown(&raw.body),
    })
}

fn lower_drill(raw: &RawDrill, path: String, smart: bool) -> Result<Drill, Bug> {
    let numbers = number_sources(&raw.markdown);
    let prefix = prefix_of("drill", &raw.slug);
    let mut prose = Prose::new(&raw.source, &raw.markdown, &numbers, &prefix, smart);
    prose.keep_footnotes(&raw.markdown, &prefix);
    let questions = raw.questions.iter().map(|question| {
        let attributes = question.attributes.as_ref().map(|span| format!(" {}", raw.source.slice(span)));
        Question {
            id: question.id.value.clone(),
            text: question.question.value.split_whitespace().collect::<Vec<_>>().join(" "),
            question: prose.line(&question.question.span) + attributes.as_deref().unwrap_or_default(),
            answer: prose.markdown(&question.body),
        }
    });
    Ok(Drill {
        slug: raw.slug.clone(),
        path,
        title: required(raw.title.clone(), "a drill's title")?.value,
        summary: text_or_empty(raw.summary.as_ref()),
        trains: raw.trains.iter().map(|target| target.value.clone()).collect(),
        sources: lower_sources(&raw.sources, &numbers),
        introduction: prose.markdown(&raw.introduction),
        questions: questions.collect(),
    })
}

/// `path` is relative to `src`.
fn lower_page(raw: &RawPage, path: &str, smart: bool) -> Result<Page, Bug> {
    let numbers = number_sources(&raw.markdown);
    let prose = Prose::new(&raw.source, &raw.markdown, &numbers, &prefix_of("page", path), smart);
    let mut parts = Vec::new();
    let mut at = raw.body.start;
    for directive in &raw.markdown.directives {
        parts.push(PagePart::Markdown(prose.markdown(&(at..directive.span.start))));
        parts.push(PagePart::Directive(required(directive.directive, "a directive")?));
        at = directive.span.end;
    }
    parts.push(PagePart::Markdown(prose.markdown(&(at..raw.body.end))));
    Ok(Page { path: path.to_owned(), parts, sources: lower_sources(&raw.sources, &numbers) })
}
