//! From a folder to mdBook's book.
//!
//! In: a root and mdBook's view of the book. Out: the book with every chapter in its place and what fills it, or why
//! there is none. Must not write anything.

use std::path::Path;

use mdbook_preprocessor::book::Book as MdBook;
use mdbook_preprocessor::config::Config;

use super::apply::Chapters;
use crate::check::{Cache, check};
use crate::diagnostic::{self, Diagnostic};
use crate::files::slashed;
use crate::lower::lower_book;
use crate::parse::Parsed;
use crate::render::Templates;

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

/// Compiles the book at `root` into mdBook's.
///
/// # Errors
///
/// The content has errors; a template cannot be read or does not parse.
pub fn compile(
    root: &Path,
    config: &Config,
    mut target: MdBook,
    cache: Option<&Cache>,
) -> Result<Compiled, Failure> {
    let listed = listed_in(&target);
    let Parsed { value: raw, diagnostics } = check(root, &config.book.src, listed, cache);
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
