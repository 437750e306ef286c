//! From a folder to mdBook's book.
//!
//! In: a root and mdBook's book. Out: the same book with every chapter in its place, and what to fill them with. Must
//! not write anything.

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
pub enum BuildError {
    /// The content has errors; the diagnostics include warnings.
    Content(Vec<Diagnostic>),
    /// Something else went wrong: the disk, a template, a bug of this program.
    Tool(anyhow::Error),
}

impl From<anyhow::Error> for BuildError {
    fn from(error: anyhow::Error) -> Self {
        Self::Tool(error)
    }
}

/// A checked book whose chapters are in their places, but empty.
#[derive(Debug)]
pub struct Compiled {
    pub book: MdBook,
    /// What fills them.
    pub chapters: Chapters,
    /// Contains no errors.
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
) -> Result<Compiled, BuildError> {
    let listed = listed_in(&target);
    let Parsed { value: raw, diagnostics } = check(root, &config.book.src, listed, cache);
    if diagnostic::has_errors(&diagnostics) {
        return Err(BuildError::Content(diagnostics));
    }
    let title = config.book.title.as_deref().unwrap_or("Casebook");
    let smart = config.html_config().is_none_or(|html| html.smart_punctuation);
    let book = lower_book(raw, title, smart).map_err(anyhow::Error::from)?;
    let templates = Templates::load(&root.join("templates"))?;
    let chapters = Chapters::new(book, templates)?;
    chapters.place(&mut target);
    Ok(Compiled { book: target, chapters, warnings: diagnostics })
}

/// The paths of the chapters, relative to `src`.
fn listed_in(book: &MdBook) -> Vec<String> {
    book.chapters().filter_map(|chapter| chapter.source_path.as_deref()).map(slashed).collect()
}
