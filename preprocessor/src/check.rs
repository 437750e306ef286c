//! Checks the book in a folder: discovers its files, parses them and runs all rules.
//!
//! In: the book's root, the chapters that the summary lists, and what mdBook has of both. Out: the raw book and its
//! diagnostics, sorted. Must not build anything.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use crate::book_rules::{check_book, missing_include, unknown_source};
use crate::diagnostic::{self, Diagnostic};
use crate::discover::{
    decode, discover_files, is_as_on_disk, is_file, read_cover, read_settings, read_summary_text,
};
use crate::estimate::evaluate;
use crate::estimate::model::Estimates;
use crate::file_rules::{missing_asset, toml_syntax};
use crate::files::{ENVIRONMENT, Files, Kind, Listed, Settings, Text};
use crate::parse::Parsed;
use crate::parse::book::{ParsedFiles, RawBook, parse_book};
use crate::parse::cover::parse_cover;
use crate::parse::settings::parse_settings;
use crate::parse::summary::parse_summary;
use crate::plot;
use crate::rule::Rule;
use crate::severities;
use crate::source::Source;

/// What one check keeps for the next one of the same book. It saves time and does not change the result.
#[derive(Debug, Default)]
pub struct Cache {
    parsed: ParsedFiles,
}

/// Where a book is, and what mdBook has of it.
#[derive(Debug)]
pub struct Place<'a> {
    pub root: &'a Path,
    /// The folder of the chapters, relative to the root.
    pub src: &'a Path,
    pub settings: Settings,
    /// The chapters that the summary lists.
    pub listed: Vec<Listed>,
    /// What is known to be wrong already.
    pub found: Vec<Diagnostic>,
}

/// A book that was checked.
#[derive(Debug)]
pub struct Checked {
    pub book: RawBook,
    /// Those of all its pages.
    pub estimates: Estimates,
    /// Sorted by file and place.
    pub diagnostics: Vec<Diagnostic>,
}

/// Checks a book.
pub fn check(place: Place<'_>, cache: Option<&Cache>) -> Checked {
    let Place { root, src, settings, listed, found: mut diagnostics } = place;
    let folders = parse_settings(&settings).value.folders;
    let given = listed.iter().any(|chapter| matches!(chapter.text, Text::Given(_)));
    let files = discover_files(root, src, settings, folders, listed, &mut diagnostics);
    let read = |path: &str, found: &mut Vec<Diagnostic>| read_cover(root, &files.src, path, found);
    let mut checked = check_with(&files, diagnostics, cache, |path| is_file(root, path), read);
    if given {
        say_what_was_changed(root, &mut checked.diagnostics);
    }
    checked
}

/// Checks the book at `root` with the chapters that its summary lists on disk.
///
/// # Errors
///
/// There is no folder `src` below `root`.
pub fn check_on_disk(root: &Path, src: &Path) -> anyhow::Result<Checked> {
    let listed = listed_on_disk(root, src)?;
    Ok(check(Place { root, src, settings: read_settings(root, ""), listed, found: Vec::new() }, None))
}

/// A place in a text that is not that of the file says so, as nobody finds it in the file.
fn say_what_was_changed(root: &Path, diagnostics: &mut [Diagnostic]) {
    let mut same: BTreeMap<String, bool> = BTreeMap::new();
    let is_file = |source: &Source| !source.text.is_empty() && source.path != ENVIRONMENT;
    for found in diagnostics.iter_mut().filter(|found| is_file(&found.source)) {
        let path = found.source.path.clone();
        if !*same.entry(path).or_insert_with(|| is_as_on_disk(root, &found.source)) {
            found.note_changed_text();
        }
    }
}

/// Checks files that were read already, with the `diagnostics` of reading them. What is outside `src` is taken to exist.
pub fn check_files(files: &Files, diagnostics: Vec<Diagnostic>, cache: Option<&Cache>) -> Checked {
    check_with(files, diagnostics, cache, |_| true, |path, _| files.drawings.get(path).cloned())
}

/// `exists` looks for a file outside `src` by its path from the root of the book; `read` reads a cover inside of it.
fn check_with(
    files: &Files,
    mut diagnostics: Vec<Diagnostic>,
    cache: Option<&Cache>,
    exists: impl Fn(&Path) -> bool,
    read: impl Fn(&str, &mut Vec<Diagnostic>) -> Option<Arc<Source>>,
) -> Checked {
    let Parsed { value: mut book, diagnostics: found } = parse_book(files, cache.map(|cache| &cache.parsed));
    diagnostics.extend(found);
    parse_covers(&mut book, read, &mut diagnostics);
    diagnostics.extend(check_book(&book));
    let (estimates, found) = evaluate(&book);
    diagnostics.extend(found);
    diagnostics.extend(plot::check(&book, &estimates));
    let src = Path::new(&files.src);
    missing_include::check_outside(&book, |path| exists(&src.join(path)), &mut diagnostics);
    let missing = book.settings.assets.iter().filter(|asset| !exists(Path::new(&asset.written.value)));
    diagnostics.extend(missing.map(missing_asset::at));
    drop_consequences(&mut diagnostics);
    severities::apply(&book, &mut diagnostics);
    diagnostic::sort(&mut diagnostics);
    Checked { book, estimates, diagnostics }
}

/// Gives each case the drawing that it names as its cover; several can name the same one.
fn parse_covers(
    book: &mut RawBook,
    read: impl Fn(&str, &mut Vec<Diagnostic>) -> Option<Arc<Source>>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut parsed: BTreeMap<String, Option<String>> = BTreeMap::new();
    for case in &mut book.cases {
        let Some(cover) = case.cover.as_ref().filter(|cover| book.paths.contains(&cover.value)) else {
            continue;
        };
        let drawing = parsed.entry(cover.value.clone()).or_insert_with(|| {
            let Parsed { value, diagnostics: found } = parse_cover(&read(&cover.value, diagnostics)?);
            diagnostics.extend(found);
            value
        });
        case.drawing.clone_from(drawing);
    }
}

/// Removes diagnostics that follow from front matter that does not parse: the sources in it are not unknown.
fn drop_consequences(diagnostics: &mut Vec<Diagnostic>) {
    let is = |found: &Diagnostic, rule: &Rule| found.rule.id == rule.id;
    let broken: BTreeSet<String> = diagnostics
        .iter()
        .filter(|found| is(found, &toml_syntax::RULE))
        .map(|found| found.source.path.clone())
        .collect();
    diagnostics.retain(|found| !is(found, &unknown_source::RULE) || !broken.contains(&found.source.path));
}

/// The chapters that the summary lists on disk, relative to `src`; [`check`] reports a summary that does not parse.
///
/// # Errors
///
/// There is no folder `src` below `root`.
pub fn listed_on_disk(root: &Path, src: &Path) -> anyhow::Result<Vec<Listed>> {
    let source = Arc::new(read_summary_text(root, src)?);
    Ok(parse_summary(&source).value.listed.into_iter().map(Listed::on_disk).collect())
}

/// A book from paths relative to its root and bytes. Problems with reading them go to `diagnostics`.
pub fn in_memory(files: Vec<(String, Vec<u8>)>, diagnostics: &mut Vec<Diagnostic>) -> Files {
    let mut book = Files { src: "src".to_owned(), ..Files::default() };
    let mut texts = Vec::new();
    for (path, bytes) in files {
        let Some(inside) = path.strip_prefix("src/") else {
            book.settings.file = Arc::new(Source::new(path, String::from_utf8_lossy(&bytes)));
            continue;
        };
        book.paths.insert(inside.to_owned());
        if inside == "SUMMARY.md" {
            book.summary = Arc::new(Source::new(path, String::from_utf8_lossy(&bytes)));
            book.listed = parse_summary(&book.summary).value.listed;
        } else {
            texts.push((inside.to_owned(), path, bytes));
        }
    }
    book.folders = parse_settings(&book.settings).value.folders;
    let listed: BTreeSet<&String> = book.listed.iter().collect();
    for (inside, path, bytes) in texts {
        if Path::new(&inside).extension().is_some_and(|end| end == "svg") {
            let drawing = decode(Kind::Case, &path, bytes, diagnostics);
            book.drawings.extend(drawing.map(|drawing| (inside, drawing)));
            continue;
        }
        let kind = book.folders.kind_of(&inside).or(listed.contains(&inside).then_some(Kind::Page));
        if let Some(kind) = kind {
            book.sources.extend(decode(kind, &path, bytes, diagnostics).map(|source| (kind, source)));
        }
    }
    book.sources.sort_by(|a, b| a.1.path.cmp(&b.1.path));
    book
}
