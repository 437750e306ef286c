//! The whole way: from a folder to diagnostics, or to mdBook's book.
//!
//! In: a root and mdBook's view of the book. Out: a book with all chapters in
//! their places and what fills them, or everything that is wrong.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use anyhow::bail;
use mdbook_preprocessor::book::Book as MdBook;
use mdbook_preprocessor::config::Config;

use crate::apply::Chapters;
use crate::book::{Files, ParsedFiles, RawBook, parse_book_after};
use crate::diagnostic::{self, Diagnostic};
use crate::discover::{discover_files, slashed};
use crate::lower::lower_book;
use crate::parse::Parsed;
use crate::parse::summary::parse_summary;
use crate::render::Templates;
use crate::rules::{self, Rule, check_book};
use crate::source::Source;

/// Why there is no book.
#[derive(Debug)]
pub enum Failure {
    /// The content has errors; warnings are among the diagnostics too.
    Content(Vec<Diagnostic>),
    /// Something else went wrong: the disk, a template, a bug.
    Tool(anyhow::Error),
}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Self {
        Self::Tool(error)
    }
}

/// A book in which everything is checked and in its place, and that is still to be filled.
#[derive(Debug)]
pub struct Compiled {
    /// mdBook's book with every chapter in its place.
    pub book: MdBook,
    /// What they are filled with.
    pub chapters: Chapters,
    /// Warnings; no errors.
    pub warnings: Vec<Diagnostic>,
}

/// What one compilation leaves for the next of the same book. It saves time and changes nothing.
#[derive(Debug, Default)]
pub struct Cache {
    parsed: ParsedFiles,
}

/// Parses files and runs all rules; the diagnostics are sorted.
pub fn check_files(files: &Files, diagnostics: Vec<Diagnostic>) -> Parsed<RawBook> {
    check_files_after(files, diagnostics, None)
}

/// The same, with the help of what the `last` time left.
pub fn check_files_after(
    files: &Files,
    mut diagnostics: Vec<Diagnostic>,
    last: Option<&Cache>,
) -> Parsed<RawBook> {
    let parsed = parse_book_after(files, last.map(|last| &last.parsed));
    diagnostics.extend(parsed.diagnostics);
    diagnostics.extend(check_book(&parsed.value));
    drop_consequences(&mut diagnostics);
    diagnostic::sort(&mut diagnostics);
    Parsed { value: parsed.value, diagnostics }
}

/// Drops what only follows from front matter that does not parse: a source that could
/// not be read is not a source that is missing.
fn drop_consequences(diagnostics: &mut Vec<Diagnostic>) {
    let is = |found: &Diagnostic, rule: &Rule| found.rule.id == rule.id;
    let broken: BTreeSet<String> = diagnostics
        .iter()
        .filter(|found| is(found, &rules::toml_syntax::RULE))
        .map(|found| found.source.path.clone())
        .collect();
    diagnostics
        .retain(|found| !is(found, &rules::unknown_source::RULE) || !broken.contains(&found.source.path));
}

/// Reads and checks the book at `root`. `src` is relative to it, `listed` to `src`.
pub fn check(root: &Path, src: &Path, listed: Vec<String>) -> Parsed<RawBook> {
    check_after(root, src, listed, None)
}

fn check_after(root: &Path, src: &Path, listed: Vec<String>, last: Option<&Cache>) -> Parsed<RawBook> {
    let mut diagnostics = Vec::new();
    let files = discover_files(root, src, listed, &mut diagnostics);
    check_files_after(&files, diagnostics, last)
}

/// Compiles the book at `root` into mdBook's.
pub fn compile(root: &Path, config: &Config, target: MdBook) -> Result<Compiled, Failure> {
    compile_after(root, config, target, None)
}

/// Compiles the book at `root` into mdBook's, with the help of what the `last` time left.
pub fn compile_after(
    root: &Path,
    config: &Config,
    mut target: MdBook,
    last: Option<&Cache>,
) -> Result<Compiled, Failure> {
    let listed = listed_in(&target);
    let Parsed { value: raw, diagnostics } = check_after(root, &config.book.src, listed, last);
    if diagnostic::has_errors(&diagnostics) {
        return Err(Failure::Content(diagnostics));
    }
    let title = config.book.title.as_deref().unwrap_or("Casebook");
    let book = lower_book(raw, title).map_err(anyhow::Error::from)?;
    let templates = Templates::load(&root.join("templates"))?;
    let chapters = Chapters::new(book, templates)?;
    chapters.place(&mut target);
    Ok(Compiled { book: target, chapters, warnings: diagnostics })
}

/// The chapters of mdBook's book, relative to its folder.
fn listed_in(book: &MdBook) -> Vec<String> {
    book.chapters().filter_map(|chapter| chapter.source_path.as_deref()).map(slashed).collect()
}

/// The chapters that the summary of a book on disk lists, without mdBook's loading them.
pub fn listed_on_disk(root: &Path, src: &Path) -> anyhow::Result<Vec<String>> {
    let folder = root.join(src);
    if !folder.is_dir() {
        bail!("no folder {}: `book.toml` says that the chapters are there", folder.display());
    }
    // A summary that cannot be read, or not be understood, is a diagnostic of `check`.
    let bytes = std::fs::read(folder.join("SUMMARY.md")).unwrap_or_default();
    let source = Arc::new(Source::new("SUMMARY.md", String::from_utf8_lossy(&bytes)));
    Ok(parse_summary(&source).value.listed)
}
