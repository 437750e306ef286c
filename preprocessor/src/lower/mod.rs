//! From raw values to the model.
//!
//! In: a [`RawBook`] in which no rule found an error. Out: a [`Book`]. Must not report anything about the content: a
//! value that is missing here is a bug of this program.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

mod bug;
pub mod citations;
mod estimates;
mod footnotes;
pub mod inline;
pub mod model;
mod plots;
pub mod prose;
mod replacement;
mod rubric;

pub use self::bug::Bug;
use self::bug::{required, text_or_empty};
use self::citations::{Numbers, number_sources};
use self::estimates::lower_estimates;
use self::inline::Inline;
use self::model::{
    Book, Case, CaseCriterion, CitedSource, Curveball, Drill, FollowUp, Page, PagePart, Question, Rubric,
    Sample, Signal, Tick, Words,
};
use self::prose::Prose;
use self::rubric::lower_rubric;
use crate::estimate::model::Estimates;
use crate::files::way_to_folder;
use crate::parse::book::RawBook;
use crate::parse::case::{RawCase, RawCriterion, Section};
use crate::parse::cited::RawSource;
use crate::parse::drill::RawDrill;
use crate::parse::page::RawPage;
use crate::parse::sample::RawSample;
use crate::slug::{self, PAGE_IDS, prefix_of, unique};
use crate::source::{Span, words};

/// Lowers a book in parallel. `estimates` are those of its pages, and of drafts that are left out; `title` is the one in
/// `book.toml`; `smart` says whether mdBook's punctuation is.
///
/// # Errors
///
/// A value is missing although no rule reported it.
pub fn lower_book(mut raw: RawBook, estimates: &Estimates, title: &str, smart: bool) -> Result<Book, Bug> {
    let rubrics = raw
        .rubrics
        .iter()
        .map(|rubric| lower_rubric(rubric, raw.chapter(&rubric.source)))
        .collect::<Result<Vec<_>, _>>()?;
    let mut samples: BTreeMap<&str, Vec<&RawSample>> = BTreeMap::new();
    for sample in &raw.samples {
        samples.entry(&sample.case).or_default().push(sample);
    }
    // Each case is freed once it is lowered, so that a large book is not in memory twice.
    let cases = std::mem::take(&mut raw.cases)
        .into_par_iter()
        .map(|case| {
            let path = raw.chapter(&case.source);
            let samples = samples.get(&*case.slug).into_iter().flatten().copied();
            let samples = samples.map(|sample| (way_to_folder(&path, raw.inside(&sample.source)), sample));
            let round = required(case.round.as_ref(), "a round")?;
            let rubric = required(rubrics.iter().find(|r| r.slug == round.value), "a rubric")?;
            lower_case(&case, path.clone(), rubric, samples, estimates, smart)
        })
        .collect::<Result<Vec<_>, _>>()?;
    let drills = raw
        .drills
        .iter()
        .map(|drill| lower_drill(drill, raw.chapter(&drill.source), estimates, smart))
        .collect::<Result<Vec<_>, _>>()?;
    let id =
        raw.settings.id.as_ref().map_or_else(|| slug::similar_id(title), |id| Some(id.written.value.clone()));
    Ok(Book {
        id: id.unwrap_or_else(|| "casebook".to_owned()),
        title: title.to_owned(),
        smart_punctuation: smart,
        version: text_or_empty(raw.settings.version.as_ref().map(|version| &version.written)),
        folders: raw.settings.folders.clone(),
        rubrics,
        cases,
        drills,
        pages: raw
            .pages
            .iter()
            .map(|page| lower_page(page, raw.inside(&page.source), estimates, smart))
            .collect::<Result<_, _>>()?,
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
    estimates: &Estimates,
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
    prose.add_estimates(&raw.markdown, &path, estimates);
    let mut ids = BTreeSet::new();
    let criteria = rubric.criteria.iter().map(|criterion| {
        let written = raw.criteria.iter().find(|written| written.title.value == criterion.title);
        Ok(lower_criterion(required(written, "a criterion")?, &prose, &mut ids))
    });
    let criteria = criteria.collect::<Result<_, Bug>>()?;
    Ok(Case {
        slug: raw.slug.clone(),
        estimates: lower_estimates(&raw.markdown, &path, estimates, &numbers, &prefix),
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
            .map(|(folder, sample)| lower_sample(sample, folder, &path, estimates, &mut taken, smart))
            .collect::<Result<_, _>>()?,
        words: count_words(raw),
        path,
    })
}

fn count_words(raw: &RawCase) -> Words {
    let count = |span: &Span| words(raw.source.slice(span));
    let of = |section: &Option<Section>| section.as_ref().map_or(0, |section| count(&section.body));
    let one_minute = of(&raw.in_one_minute);
    let in_short: usize = raw.criteria.iter().map(|criterion| of(&criterion.in_short)).sum();
    let pitfalls: usize = raw.criteria.iter().map(|criterion| of(&criterion.pitfalls)).sum();
    Words {
        one_minute,
        ten_minutes: if in_short > 0 { one_minute + in_short + pitfalls } else { 0 },
        everything: count(&(raw.prompt.start..raw.source.text.len())),
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

/// `path` is that of the page of the case, and `folder` the way from it to the sample.
fn lower_sample(
    raw: &RawSample,
    folder: &str,
    path: &str,
    estimates: &Estimates,
    taken: &mut BTreeSet<String>,
    smart: bool,
) -> Result<Sample, Bug> {
    let prefix = sample_id(raw);
    let mut prose = Prose::new(&raw.source, &raw.markdown, &Numbers::new(), &prefix, smart);
    prose.add_heading_ids(&raw.markdown, 1, taken, &prefix);
    prose.keep_footnotes(&raw.markdown, &prefix);
    prose.move_paths(&raw.markdown, folder);
    prose.add_estimates(&raw.markdown, path, estimates);
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

fn lower_drill(raw: &RawDrill, path: String, estimates: &Estimates, smart: bool) -> Result<Drill, Bug> {
    let numbers = number_sources(&raw.markdown);
    let prefix = prefix_of("drill", &raw.slug);
    let mut prose = Prose::new(&raw.source, &raw.markdown, &numbers, &prefix, smart);
    prose.keep_footnotes(&raw.markdown, &prefix);
    prose.add_estimates(&raw.markdown, &path, estimates);
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
        estimates: lower_estimates(&raw.markdown, &path, estimates, &numbers, &prefix),
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
fn lower_page(raw: &RawPage, path: &str, estimates: &Estimates, smart: bool) -> Result<Page, Bug> {
    let numbers = number_sources(&raw.markdown);
    let prefix = prefix_of("page", path);
    let mut prose = Prose::new(&raw.source, &raw.markdown, &numbers, &prefix, smart);
    prose.add_estimates(&raw.markdown, path, estimates);
    let mut parts = Vec::new();
    let mut at = raw.body.start;
    for directive in &raw.markdown.directives {
        parts.push(PagePart::Markdown(prose.markdown(&(at..directive.span.start))));
        parts.push(PagePart::Directive(required(directive.directive, "a directive")?));
        at = directive.span.end;
    }
    parts.push(PagePart::Markdown(prose.markdown(&(at..raw.body.end))));
    Ok(Page {
        path: path.to_owned(),
        parts,
        sources: lower_sources(&raw.sources, &numbers),
        estimates: lower_estimates(&raw.markdown, path, estimates, &numbers, &prefix),
    })
}
