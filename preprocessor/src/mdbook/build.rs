//! Builds a book with mdBook inside this process.
//!
//! In: the root of a book. Out: a folder of HTML, for the author or for `serve`.
//! A book is built beside the last one and takes its place once it is whole, so that
//! neither a mistake nor a full disk takes the last good book away.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context as _, Result};
use mdbook_driver::MDBook;
use mdbook_preprocessor::book::Book;
use mdbook_preprocessor::config::Config;
use mdbook_preprocessor::{Preprocessor, PreprocessorContext};
use tempfile::TempDir;

use super::compile::{Compiled, Failure, compile};
use crate::check::{Cache, check, check_on_disk, listed_on_disk};
use crate::diagnostic::{self, Diagnostic};
use crate::file_rules::toml_syntax;
use crate::files::leaves;
use crate::parse::settings::BUILT_IN;

/// A book that was built.
#[derive(Debug)]
pub struct Built {
    /// Where it is.
    pub folder: PathBuf,
    /// The page in it for what is not there; empty where the book has none.
    pub not_found: String,
    /// What the author should look at.
    pub warnings: Vec<Diagnostic>,
}

/// Reads `book.toml`.
pub fn load_config(root: &Path) -> Result<Config> {
    let path = root.join("book.toml");
    if !path.is_file() {
        anyhow::bail!(
            "no book in {}: there is no book.toml (`mdbook-casebook init` writes a new casebook)",
            root.display()
        );
    }
    let mut config = Config::from_disk(&path).with_context(|| format!("reading {}", path.display()))?;
    config.update_from_env().context("the settings in the environment")?;
    // Without the table this program would come last, behind what it has to come before.
    if !config.contains_key("preprocessor.casebook") {
        config.set("preprocessor.casebook.before", BUILT_IN).context("the order of preprocessors")?;
    }
    Ok(config)
}

/// Reads `book.toml`; where it is no TOML, that is one of the book's diagnostics.
pub fn load_config_or_check(root: &Path) -> Result<Config, Failure> {
    load_config(root).map_err(|error| {
        let found = check_on_disk(root, Path::new("src")).map(|checked| checked.diagnostics);
        let found = found.unwrap_or_default();
        let syntax = &toml_syntax::RULE;
        let explained = found.iter().any(|d| d.rule.id == syntax.id && d.source.path == "book.toml");
        if explained { Failure::Content(found) } else { Failure::Tool(error) }
    })
}

/// This program as a preprocessor of mdBook's, in place of the command of the same name.
struct InProcess {
    cache: Option<Arc<Cache>>,
    outcome: Arc<Mutex<Option<Failure>>>,
    warnings: Arc<Mutex<Vec<Diagnostic>>>,
}

impl Preprocessor for InProcess {
    fn name(&self) -> &'static str {
        "casebook"
    }

    fn run(&self, context: &PreprocessorContext, book: Book) -> Result<Book> {
        match compile(&context.root, &context.config, book, self.cache.as_deref()) {
            Ok(Compiled { mut book, chapters, warnings }) => {
                *self.warnings.lock().unwrap_or_else(PoisonError::into_inner) = warnings;
                chapters.fill(&mut book)?;
                Ok(book)
            }
            Err(failure) => {
                *self.outcome.lock().unwrap_or_else(PoisonError::into_inner) = Some(failure);
                anyhow::bail!("the book has errors")
            }
        }
    }

    fn supports_renderer(&self, renderer: &str) -> Result<bool> {
        Ok(renderer == "html")
    }
}

/// Builds the book at `root`, into `dest_dir` if one is given.
///
/// mdBook empties the folder first. So it is given another, beside it, that is then moved; where
/// that cannot be, as across a mount, the book is built in its place.
pub fn build(root: &Path, dest_dir: Option<PathBuf>) -> Result<Built, Failure> {
    let mut config = load_config_or_check(root)?;
    if let Some(folder) = dest_dir {
        let folder =
            std::path::absolute(&folder).with_context(|| format!("the folder {}", folder.display()))?;
        config.build.build_dir = folder;
    }
    let place = root.join(&config.build.build_dir);
    let Some(aside) = folder_beside(&place, &root.join(&config.book.src)) else {
        return build_with(root, config, None);
    };
    let new = aside.path().join("new");
    let mut beside = config.clone();
    beside.build.build_dir.clone_from(&new);
    let built = build_with(root, beside, None)?;
    if put_in_place(&new, &place, aside.path()).is_err() {
        return build_with(root, config, None);
    }
    let folder = built.folder.strip_prefix(&new).map_or(place.clone(), |inside| place.join(inside));
    // `book/` and an empty rest would be joined to `book/`.
    let folder = folder.components().collect();
    Ok(Built { folder, ..built })
}

/// An empty folder on the disk of `place`; none where it could not be moved there, or where
/// mdBook would copy the last book into the new one.
fn folder_beside(place: &Path, src: &Path) -> Option<TempDir> {
    let place = fs::canonicalize(place).or_else(|_| std::path::absolute(place)).ok()?;
    if place.starts_with(fs::canonicalize(src).ok()?) {
        return None;
    }
    let aside = tempfile::Builder::new().prefix(".casebook-").tempdir_in(place.parent()?).ok()?;
    // What mdBook is told of is not relative to the book.
    aside.path().is_absolute().then_some(aside)
}

/// Moves a new book to its place, and the last one out of it.
fn put_in_place(new: &Path, place: &Path, aside: &Path) -> std::io::Result<()> {
    let place = fs::canonicalize(place).unwrap_or_else(|_| place.to_owned());
    let last = aside.join("last");
    let moved = place.exists();
    if moved {
        fs::rename(&place, &last)?;
    }
    fs::rename(new, &place).inspect_err(|_| {
        if moved {
            let _ = fs::rename(&last, &place);
        }
    })
}

/// Builds the book at `root` into `folder`, to be served from the top of a host.
/// What the last build left in the cache is not done again.
pub fn build_to_serve(root: &Path, folder: &Path, cache: &Arc<Cache>) -> Result<Built, Failure> {
    let mut config = load_config_or_check(root)?;
    folder.clone_into(&mut config.build.build_dir);
    // The page for what is not there has links that begin at the top of the site.
    config.set("output.html.site-url", "/").context("the address of the site")?;
    build_with(root, config, Some(Arc::clone(cache)))
}

/// Loads the book as mdBook does, or says what is wrong with all of it: mdBook would write a
/// chapter that it misses, take one from outside, and stop at the first that it cannot read.
fn load(root: &Path, config: Config) -> Result<MDBook, Failure> {
    let src = config.book.src.clone();
    let listed = listed_on_disk(root, &src)?;
    let is_safe = |path: &String| !leaves(path) && root.join(&src).join(path).is_file();
    let loaded = if listed.iter().all(is_safe) {
        MDBook::load_with_config(root, config).context("loading the book")
    } else {
        Err(anyhow::anyhow!("a chapter that the summary lists cannot be read"))
    };
    loaded.map_err(|error| {
        let found = check(root, &src, listed, None).diagnostics;
        if diagnostic::has_errors(&found) { Failure::Content(found) } else { Failure::Tool(error) }
    })
}

fn build_with(root: &Path, config: Config, cache: Option<Arc<Cache>>) -> Result<Built, Failure> {
    let mut book = load(root, config)?;
    let outcome = Arc::default();
    let warnings = Arc::default();
    book.with_preprocessor(InProcess {
        cache,
        outcome: Arc::clone(&outcome),
        warnings: Arc::clone(&warnings),
    });
    let result = book.build();
    if let Some(failure) = outcome.lock().unwrap_or_else(PoisonError::into_inner).take() {
        return Err(failure);
    }
    result.context("building the book")?;
    let warnings = std::mem::take(&mut *warnings.lock().unwrap_or_else(PoisonError::into_inner));
    let html = book.config.html_config().unwrap_or_default();
    let not_found = match html.input_404.as_deref() {
        Some("") => String::new(),
        _ => html.get_404_output_file(),
    };
    Ok(Built { folder: book.build_dir_for("html"), not_found, warnings })
}
