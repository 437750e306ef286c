//! Checks the book in a folder: discovers its files, parses them and runs all rules.
//!
//! In: the book's root and the chapters that the summary lists. Out: the raw book and its diagnostics, sorted. Must not
//! build anything.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use crate::book_rules::{check_book, missing_include, unknown_source};
use crate::diagnostic::{self, Diagnostic};
use crate::discover::{decode, discover_files, is_file, read_summary_text};
use crate::file_rules::toml_syntax;
use crate::files::{Files, Kind, kind_of};
use crate::parse::Parsed;
use crate::parse::book::{ParsedFiles, RawBook, parse_book};
use crate::parse::summary::parse_summary;
use crate::rule::Rule;
use crate::source::Source;

/// What one check keeps for the next one of the same book. It saves time and does not change the result.
#[derive(Debug, Default)]
pub struct Cache {
    parsed: ParsedFiles,
}

/// Checks the book at `root`. `src` is relative to it, `listed` are chapters relative to `src`.
pub fn check(root: &Path, src: &Path, listed: Vec<String>, cache: Option<&Cache>) -> Parsed<RawBook> {
    let mut diagnostics = Vec::new();
    let files = discover_files(root, src, listed, &mut diagnostics);
    let mut checked = check_files(&files, diagnostics, cache);
    let exists = |path: &Path| is_file(&root.join(src), path);
    missing_include::check_outside(&checked.value, exists, &mut checked.diagnostics);
    diagnostic::sort(&mut checked.diagnostics);
    checked
}

/// Checks the book at `root` with the chapters that its summary lists on disk.
///
/// # Errors
///
/// There is no folder `src` below `root`.
pub fn check_on_disk(root: &Path, src: &Path) -> anyhow::Result<Parsed<RawBook>> {
    Ok(check(root, src, listed_on_disk(root, src)?, None))
}

/// Checks files that were read already, with the `diagnostics` of reading them.
pub fn check_files(
    files: &Files,
    mut diagnostics: Vec<Diagnostic>,
    cache: Option<&Cache>,
) -> Parsed<RawBook> {
    let parsed = parse_book(files, cache.map(|cache| &cache.parsed));
    diagnostics.extend(parsed.diagnostics);
    diagnostics.extend(check_book(&parsed.value));
    drop_consequences(&mut diagnostics);
    diagnostic::sort(&mut diagnostics);
    Parsed { value: parsed.value, diagnostics }
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
pub fn listed_on_disk(root: &Path, src: &Path) -> anyhow::Result<Vec<String>> {
    let source = Arc::new(read_summary_text(root, src)?);
    Ok(parse_summary(&source).value.listed)
}

/// A book from paths relative to its root and bytes. Problems with reading them go to `diagnostics`.
pub fn in_memory(files: Vec<(String, Vec<u8>)>, diagnostics: &mut Vec<Diagnostic>) -> Files {
    let mut book = Files { src: "src".to_owned(), ..Files::default() };
    let mut texts = Vec::new();
    for (path, bytes) in files {
        let Some(inside) = path.strip_prefix("src/") else {
            book.settings = Arc::new(Source::new(path, String::from_utf8_lossy(&bytes)));
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
    let listed: BTreeSet<&String> = book.listed.iter().collect();
    for (inside, path, bytes) in texts {
        let kind = kind_of(&inside).or(listed.contains(&inside).then_some(Kind::Page));
        if let Some(kind) = kind {
            book.sources.extend(decode(kind, &path, bytes, diagnostics).map(|source| (kind, source)));
        }
    }
    book.sources.sort_by(|a, b| a.1.path.cmp(&b.1.path));
    book
}
