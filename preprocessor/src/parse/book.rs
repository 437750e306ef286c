//! All of a book's files, parsed: what the rules about the book look at.
//!
//! In: files, and perhaps the parsed files of the previous run. Out: a [`RawBook`]. Parsing runs on all processors; its
//! result depends neither on that nor on what was cached. Must not read the disk.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;

use crate::diagnostic::Diagnostic;
use crate::files::{Files, Kind, chapter, chapter_of};
use crate::parse::Parsed;
use crate::parse::case::{RawCase, RawSource, parse_case};
use crate::parse::drill::{RawDrill, parse_drill};
use crate::parse::markdown::notes::Markdown;
use crate::parse::page::{RawPage, parse_page};
use crate::parse::rubric::{RawRubric, parse_rubric};
use crate::parse::sample::{RawSample, parse_sample};
use crate::parse::settings::{RawSettings, parse_settings};
use crate::parse::summary::{RawSummary, parse_summary};
use crate::source::Source;

/// The files of a book, parsed.
#[derive(Debug, Clone)]
pub struct RawBook {
    pub src: String,
    /// `book.toml`.
    pub settings_source: Arc<Source>,
    /// What it says to this program.
    pub settings: RawSettings,
    /// `SUMMARY.md`.
    pub summary_source: Arc<Source>,
    /// What it lists, and where.
    pub summary: RawSummary,
    pub listed: Vec<String>,
    pub rubrics: Vec<RawRubric>,
    pub cases: Vec<RawCase>,
    pub drills: Vec<RawDrill>,
    pub samples: Vec<RawSample>,
    pub pages: Vec<RawPage>,
    pub paths: BTreeSet<String>,
}

#[derive(Debug, Clone)]
enum Chapter {
    Rubric(RawRubric),
    Case(Box<RawCase>),
    Drill(RawDrill),
    Sample(RawSample),
    Page(RawPage),
}

/// The parsed files of the previous run, by path, with their formulas and diagrams. A file whose path and text are the
/// same is not parsed again.
#[derive(Debug, Default)]
pub struct ParsedFiles(Mutex<HashMap<String, ParsedFile>>);

#[derive(Debug, Clone)]
struct ParsedFile {
    kind: Kind,
    source: Arc<Source>,
    parsed: Arc<(Chapter, Vec<Diagnostic>)>,
}

fn parse_file(kind: Kind, source: &Arc<Source>) -> (Chapter, Vec<Diagnostic>) {
    match kind {
        Kind::Rubric => wrap(parse_rubric(source), Chapter::Rubric),
        Kind::Case => wrap(parse_case(source), |case| Chapter::Case(Box::new(case))),
        Kind::Drill => wrap(parse_drill(source), Chapter::Drill),
        Kind::Sample => wrap(parse_sample(source), Chapter::Sample),
        Kind::Page => wrap(parse_page(source), Chapter::Page),
    }
}

fn parse_files(files: &Files, cache: Option<&ParsedFiles>) -> Vec<(Chapter, Vec<Diagnostic>)> {
    let Some(ParsedFiles(cache)) = cache else {
        return files.sources.par_iter().map(|(kind, source)| parse_file(*kind, source)).collect();
    };
    // The lock is not held while files are parsed: another run in the same pool may want it.
    let known = std::mem::take(&mut *cache.lock().unwrap_or_else(PoisonError::into_inner));
    let parse = |(kind, source): &(Kind, Arc<Source>)| match known.get(&source.path) {
        Some(file) if file.kind == *kind && file.source == *source => file.clone(),
        _ => {
            let parsed = Arc::new(parse_file(*kind, source));
            ParsedFile { kind: *kind, source: Arc::clone(source), parsed }
        }
    };
    let parsed: Vec<ParsedFile> = files.sources.par_iter().map(parse).collect();
    *cache.lock().unwrap_or_else(PoisonError::into_inner) =
        parsed.iter().map(|file| (file.source.path.clone(), file.clone())).collect();
    parsed.into_iter().map(|file| (*file.parsed).clone()).collect()
}

/// Parses all files; those that are the same as in the previous run are taken from the cache.
pub fn parse_book(files: &Files, cache: Option<&ParsedFiles>) -> Parsed<RawBook> {
    let parsed = parse_files(files, cache);
    let settings = parse_settings(&files.settings);
    let summary = parse_summary(&files.summary);
    let mut diagnostics = settings.diagnostics;
    diagnostics.extend(summary.diagnostics);
    let mut book = RawBook {
        src: files.src.clone(),
        settings_source: Arc::clone(&files.settings),
        settings: settings.value,
        summary_source: Arc::clone(&files.summary),
        summary: summary.value,
        listed: files.listed.clone(),
        rubrics: Vec::new(),
        cases: Vec::new(),
        drills: Vec::new(),
        samples: Vec::new(),
        pages: Vec::new(),
        paths: files.paths.clone(),
    };
    for (chapter, found) in parsed {
        diagnostics.extend(found);
        match chapter {
            Chapter::Rubric(rubric) => book.rubrics.push(rubric),
            Chapter::Case(case) => book.cases.push(*case),
            Chapter::Drill(drill) => book.drills.push(drill),
            Chapter::Sample(sample) => book.samples.push(sample),
            Chapter::Page(page) => book.pages.push(page),
        }
    }
    Parsed { value: book, diagnostics }
}

fn wrap<T>(parsed: Parsed<T>, chapter: impl Fn(T) -> Chapter) -> (Chapter, Vec<Diagnostic>) {
    (chapter(parsed.value), parsed.diagnostics)
}

/// The Markdown of one file with the sources it may cite.
#[derive(Debug, Clone, Copy)]
pub struct Text<'a> {
    /// The file.
    pub source: &'a Arc<Source>,
    /// What was noted in it.
    pub markdown: &'a Markdown,
    /// What it may cite.
    pub sources: &'a [RawSource],
    /// Whether it is a plain page.
    pub is_page: bool,
}

impl RawBook {
    /// Every Markdown text of the book. A sample cites the sources of no one.
    pub fn texts(&self) -> impl Iterator<Item = Text<'_>> {
        let text = |source, markdown, sources, is_page| Text { source, markdown, sources, is_page };
        let cases = self.cases.iter().map(move |c| text(&c.source, &c.markdown, c.sources.as_slice(), false));
        let drills =
            self.drills.iter().map(move |d| text(&d.source, &d.markdown, d.sources.as_slice(), false));
        let samples = self.samples.iter().map(move |s| text(&s.source, &s.markdown, &[], false));
        let pages = self.pages.iter().map(move |p| text(&p.source, &p.markdown, p.sources.as_slice(), true));
        cases.chain(drills).chain(samples).chain(pages)
    }

    /// The paths of all chapters, relative to `src`.
    pub fn chapters(&self) -> BTreeSet<String> {
        let rubrics = self.rubrics.iter().map(|rubric| chapter(Kind::Rubric, &rubric.slug));
        let cases = self.cases.iter().map(|case| chapter(Kind::Case, &case.slug));
        let drills = self.drills.iter().map(|drill| chapter(Kind::Drill, &drill.slug));
        // A file that could not be read will be a chapter once it can.
        let unread = self.paths.iter().filter_map(|path| chapter_of(path));
        self.listed.iter().cloned().chain(rubrics).chain(cases).chain(drills).chain(unread).collect()
    }

    /// The rubrics by slug.
    pub fn rubrics_by_slug(&self) -> BTreeMap<&str, &RawRubric> {
        self.rubrics.iter().map(|rubric| (rubric.slug.as_str(), rubric)).collect()
    }

    /// The cases by slug.
    pub fn cases_by_slug(&self) -> BTreeMap<&str, &RawCase> {
        self.cases.iter().map(|case| (case.slug.as_str(), case)).collect()
    }

    /// The rubric of a case's round, if there is one.
    pub fn rubric_of(&self, case: &RawCase) -> Option<&RawRubric> {
        let round = case.round.as_ref()?;
        self.rubrics.iter().find(|rubric| rubric.slug == round.value)
    }

    /// The path of a source relative to `src`.
    pub fn inside<'a>(&self, source: &'a Source) -> &'a str {
        source.path.strip_prefix(&self.src).map_or(&source.path, |rest| rest.trim_start_matches('/'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::starter;

    fn files(replace: &str, with: &str) -> Files {
        let text =
            |(path, text): &(&str, &str)| ((*path).to_owned(), text.replace(replace, with).into_bytes());
        crate::reference::in_memory(starter::BOOK.iter().map(text).collect(), &mut Vec::new())
    }

    #[test]
    fn only_what_has_changed_is_parsed_again_and_the_result_is_the_same() {
        let (before, after) = (files("", ""), files("Three articles to read", "Two [@nobody]"));
        let cache = ParsedFiles::default();
        parse_book(&before, Some(&cache));
        let known = || cache.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let first = known();
        let again = parse_book(&after, Some(&cache));
        let second = known();
        assert_eq!(first.len(), after.sources.len());
        for (path, file) in &second {
            let kept = Arc::ptr_eq(&file.parsed, &first[path].parsed);
            assert_eq!(kept, path != "src/cases/related-articles.md", "{path}");
        }
        let afresh = parse_book(&after, None);
        assert_eq!(format!("{again:?}"), format!("{afresh:?}"));
        // A file that is gone is forgotten, and one that moves is another.
        let mut fewer = before.clone();
        fewer.sources.truncate(1);
        parse_book(&fewer, Some(&cache));
        assert_eq!(known().len(), 1);
    }
}
