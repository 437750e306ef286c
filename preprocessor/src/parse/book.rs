//! Parses all files of a book, for the rules about the book and for lowering.
//!
//! In: files, and optionally the previous run's cache. Out: a [`RawBook`]. Files are parsed in parallel; the result
//! depends neither on that nor on the cache. Must not read the disk.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;

use crate::diagnostic::Diagnostic;
use crate::files::{Files, Kind};
use crate::parse::Parsed;
use crate::parse::case::{RawCase, parse_case};
use crate::parse::cited::RawSource;
use crate::parse::drill::{RawDrill, parse_drill};
use crate::parse::embedded::macros::Macros;
use crate::parse::markdown::notes::Markdown;
use crate::parse::page::{RawPage, parse_page};
use crate::parse::rubric::{RawRubric, parse_rubric};
use crate::parse::sample::{RawSample, parse_sample};
use crate::parse::settings::{RawSettings, parse_settings};
use crate::parse::summary::{RawSummary, parse_summary};
use crate::source::Source;

/// A book as written: its files, parsed but not checked.
#[derive(Debug, Clone)]
pub struct RawBook {
    /// The folder of the chapters relative to the book's root; see [`Files::src`].
    pub src: String,
    /// `[preprocessor.casebook]`.
    pub settings: RawSettings,
    /// `SUMMARY.md`.
    pub summary_source: Arc<Source>,
    pub summary: RawSummary,
    /// The listed chapters relative to `src`; see [`Files::listed`].
    pub listed: Vec<String>,
    pub rubrics: Vec<RawRubric>,
    /// By the order that they ask for, then by path.
    pub cases: Vec<RawCase>,
    pub drills: Vec<RawDrill>,
    pub samples: Vec<RawSample>,
    /// Those that ask for this program.
    pub pages: Vec<RawPage>,
    /// See [`Files::strays`].
    pub strays: Vec<Arc<Source>>,
    /// See [`Files::paths`].
    pub paths: BTreeSet<String>,
}

#[derive(Debug, Clone)]
enum RawFile {
    Rubric(RawRubric),
    Case(Box<RawCase>),
    Drill(RawDrill),
    Sample(RawSample),
    /// `None` for one that is not for this program.
    Page(Option<RawPage>),
}

/// The parsed files of the previous run by path, with their rendered formulas and diagrams. A file whose path and text
/// have not changed is not parsed again, unless the macros of formulas have.
#[derive(Debug, Default)]
pub struct ParsedFiles(Mutex<HashMap<String, ParsedFile>>);

#[derive(Debug, Clone)]
struct ParsedFile {
    kind: Kind,
    source: Arc<Source>,
    macros: Arc<Macros>,
    parsed: Arc<(RawFile, Vec<Diagnostic>)>,
}

fn parse_file(kind: Kind, source: &Arc<Source>, macros: &Macros) -> (RawFile, Vec<Diagnostic>) {
    match kind {
        Kind::Rubric => wrap(parse_rubric(source), RawFile::Rubric),
        Kind::Case => wrap(parse_case(source, macros), |case| RawFile::Case(Box::new(case))),
        Kind::Drill => wrap(parse_drill(source, macros), RawFile::Drill),
        Kind::Sample => wrap(parse_sample(source, macros), RawFile::Sample),
        Kind::Page => wrap(parse_page(source, macros), RawFile::Page),
    }
}

fn parse_files(
    files: &Files,
    macros: &Arc<Macros>,
    cache: Option<&ParsedFiles>,
) -> Vec<(RawFile, Vec<Diagnostic>)> {
    let Some(ParsedFiles(cache)) = cache else {
        return files.sources.par_iter().map(|(kind, source)| parse_file(*kind, source, macros)).collect();
    };
    // The lock is not held while parsing: another run in the same pool could wait for it for ever.
    let known = std::mem::take(&mut *cache.lock().unwrap_or_else(PoisonError::into_inner));
    let parse = |(kind, source): &(Kind, Arc<Source>)| match known.get(&source.path) {
        Some(file) if file.kind == *kind && file.source == *source && file.macros == *macros => file.clone(),
        _ => {
            let parsed = Arc::new(parse_file(*kind, source, macros));
            ParsedFile { kind: *kind, source: Arc::clone(source), macros: Arc::clone(macros), parsed }
        }
    };
    let parsed: Vec<ParsedFile> = files.sources.par_iter().map(parse).collect();
    *cache.lock().unwrap_or_else(PoisonError::into_inner) =
        parsed.iter().map(|file| (file.source.path.clone(), file.clone())).collect();
    parsed.into_iter().map(|file| (*file.parsed).clone()).collect()
}

/// Parses all files; unchanged ones come from the cache, which then holds exactly these files.
pub fn parse_book(files: &Files, cache: Option<&ParsedFiles>) -> Parsed<RawBook> {
    let settings = parse_settings(&files.settings);
    let parsed = parse_files(files, &Arc::new(settings.value.macros()), cache);
    let summary = parse_summary(&files.summary);
    let mut diagnostics = settings.diagnostics;
    diagnostics.extend(summary.diagnostics);
    let mut book = RawBook {
        src: files.src.clone(),
        settings: settings.value,
        summary_source: Arc::clone(&files.summary),
        summary: summary.value,
        listed: files.listed.clone(),
        rubrics: Vec::new(),
        cases: Vec::new(),
        drills: Vec::new(),
        samples: Vec::new(),
        pages: Vec::new(),
        strays: files.strays.clone(),
        paths: files.paths.clone(),
    };
    for (file, found) in parsed {
        diagnostics.extend(found);
        match file {
            RawFile::Rubric(rubric) => book.rubrics.push(rubric),
            RawFile::Case(case) => book.cases.push(*case),
            RawFile::Drill(drill) => book.drills.push(drill),
            RawFile::Sample(sample) => book.samples.push(sample),
            RawFile::Page(page) => book.pages.extend(page),
        }
    }
    book.cases.sort_by_key(|case| case.order.as_ref().map_or(i64::MAX, |order| order.value));
    Parsed { value: book, diagnostics }
}

fn wrap<T>(parsed: Parsed<T>, file: impl Fn(T) -> RawFile) -> (RawFile, Vec<Diagnostic>) {
    (file(parsed.value), parsed.diagnostics)
}

/// The Markdown of one file and the sources that it can cite.
#[derive(Debug, Clone, Copy)]
pub struct Text<'a> {
    pub source: &'a Arc<Source>,
    pub markdown: &'a Markdown,
    pub sources: &'a [RawSource],
    /// Whether it is a plain page: only these can have directives.
    pub is_page: bool,
}

impl RawBook {
    /// Every Markdown text of the book. A sample has no sources to cite.
    pub fn texts(&self) -> impl Iterator<Item = Text<'_>> {
        let text = |source, markdown, sources, is_page| Text { source, markdown, sources, is_page };
        let cases = self.cases.iter().map(move |c| text(&c.source, &c.markdown, c.sources.as_slice(), false));
        let drills =
            self.drills.iter().map(move |d| text(&d.source, &d.markdown, d.sources.as_slice(), false));
        let samples = self.samples.iter().map(move |s| text(&s.source, &s.markdown, &[], false));
        let pages = self.pages.iter().map(move |p| text(&p.source, &p.markdown, p.sources.as_slice(), true));
        cases.chain(drills).chain(samples).chain(pages)
    }

    /// Those of [`RawBook::texts`] that include a file: few do.
    pub fn including_texts(&self) -> impl Iterator<Item = Text<'_>> {
        self.texts().filter(|text| !text.markdown.includes.is_empty())
    }

    /// The paths of all chapters relative to `src`, whether they are listed or added by this program.
    pub fn chapters(&self) -> BTreeSet<String> {
        // A file that could not be read has a diagnostic already; links to it are not broken.
        let ours = self.paths.iter().filter_map(|path| self.settings.folders.chapter_of(path));
        self.listed.iter().cloned().chain(ours).collect()
    }

    pub fn cases_by_slug(&self) -> BTreeMap<&str, &RawCase> {
        self.cases.iter().map(|case| (case.slug.as_str(), case)).collect()
    }

    pub fn rubric(&self, slug: &str) -> Option<&RawRubric> {
        self.rubrics.iter().find(|rubric| rubric.slug == slug)
    }

    /// The rubric of a case's round; `None` where the case names no round or an unknown one.
    pub fn rubric_of(&self, case: &RawCase) -> Option<&RawRubric> {
        self.rubric(&case.round.as_ref()?.value)
    }

    /// The path of the chapter of a case, a drill or a rubric, relative to `src`.
    pub fn chapter(&self, source: &Source) -> String {
        let inside = self.inside(source);
        self.settings.folders.chapter_of(inside).unwrap_or_else(|| inside.to_owned())
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
        crate::check::in_memory(starter::BOOK.iter().map(text).collect(), &mut Vec::new())
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
