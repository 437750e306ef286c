//! Builds a book with mdBook in this process.
//!
//! In: the root of a book. Out: a folder of HTML, for the author or for `serve`. A book is built next to the last one
//! and replaces it once it is complete, so that neither a mistake nor a full disk destroys the last good one.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context as _, Result};
use mdbook_driver::MDBook;
use mdbook_preprocessor::book::Book;
use mdbook_preprocessor::config::Config;
use mdbook_preprocessor::{Preprocessor, PreprocessorContext};

use super::compile::{BuildError, Compiled, Drafts, Wanted, check_configured, compile_with};
use super::place;
use super::temporary::Temporary;
use crate::check::{Cache, check_on_disk, listed_on_disk};
use crate::diagnostic::{self, Diagnostic};
use crate::file_rules::toml_syntax;
use crate::files::leaves;
use crate::parse::settings::BUILT_IN;

/// A book that was built.
#[derive(Debug)]
pub struct Built {
    pub folder: PathBuf,
    /// The page for addresses without one, relative to the folder; empty if the book has none.
    pub not_found: String,
    /// Contains no errors.
    pub warnings: Vec<Diagnostic>,
}

/// Reads `book.toml` and the environment.
///
/// # Errors
///
/// There is no `book.toml`, or mdBook cannot read it.
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
    // Without a table of its own, this preprocessor would run last, after those that it must precede.
    if !config.contains_key("preprocessor.casebook") {
        config.set("preprocessor.casebook.before", BUILT_IN).context("the order of preprocessors")?;
    }
    Ok(config)
}

/// Reads `book.toml` and the environment.
///
/// # Errors
///
/// As [`load_config`]; if `book.toml` is not TOML, all diagnostics of the book.
pub fn load_config_or_check(root: &Path) -> Result<Config, BuildError> {
    load_config(root).map_err(|error| {
        let found = check_on_disk(root, Path::new("src")).map(|checked| checked.diagnostics);
        let found = found.unwrap_or_default();
        let syntax = &toml_syntax::RULE;
        let explained = found.iter().any(|d| d.rule.id == syntax.id && d.source.path == "book.toml");
        if explained { BuildError::Content(found) } else { BuildError::Tool(error) }
    })
}

/// The preprocessor, in place of the command `mdbook-casebook`. mdBook keeps it, so what it finds is shared.
struct InProcess {
    drafts: Drafts,
    found: Vec<Diagnostic>,
    cache: Option<Arc<Cache>>,
    error: Arc<Mutex<Option<BuildError>>>,
    warnings: Arc<Mutex<Vec<Diagnostic>>>,
}

impl Preprocessor for InProcess {
    fn name(&self) -> &'static str {
        "casebook"
    }

    fn run(&self, context: &PreprocessorContext, book: Book) -> Result<Book> {
        let wanted = Wanted { drafts: self.drafts, renderer: &context.renderer, found: &self.found };
        match compile_with(&context.root, &context.config, book, self.cache.as_deref(), wanted) {
            Ok(Compiled { mut book, chapters, warnings }) => {
                *self.warnings.lock().unwrap_or_else(PoisonError::into_inner) = warnings;
                chapters.fill(&mut book)?;
                Ok(book)
            }
            Err(error) => {
                *self.error.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
                anyhow::bail!("the book has errors")
            }
        }
    }
}

/// Builds the book at `root`, into `dest_dir` if one is given. `found` is what is known to be wrong already.
///
/// mdBook starts by emptying the folder, so it gets a temporary one next to it, which is then moved. If that is
/// impossible, as across a mount, the book is built in its place.
///
/// # Errors
///
/// The folder holds something that a build did not create, the content has errors, or a folder cannot be written.
pub fn build(root: &Path, dest_dir: Option<PathBuf>, found: &[Diagnostic]) -> Result<Built, BuildError> {
    let mut config = load_config_or_check(root)?;
    if let Some(folder) = dest_dir {
        config.build.build_dir =
            std::path::absolute(&folder).with_context(|| format!("the folder {}", folder.display()))?;
    }
    let place = place::check(root, &config)?;
    let Some(temporary) = folder_next_to(&place, &root.join(&config.book.src))? else {
        return build_in_place(root, config, &place, found);
    };
    let new = temporary.path().join("new");
    let mut config_of_new = config.clone();
    config_of_new.build.build_dir.clone_from(&new);
    let built = build_with(root, config_of_new, None, found)?;
    let marked = place::mark(&new);
    // Something may have been written there in the meantime.
    place::check(root, &config)?;
    if marked.is_err() || !replace(&place, &new, temporary)? {
        return build_in_place(root, config, &place, found);
    }
    let folder = built.folder.strip_prefix(&new).map_or(place.clone(), |inside| place.join(inside));
    Ok(Built { folder: normalized(&folder), ..built })
}

fn build_in_place(
    root: &Path,
    config: Config,
    place: &Path,
    found: &[Diagnostic],
) -> Result<Built, BuildError> {
    let built = build_with(root, config, None, found)?;
    place::mark(place).with_context(|| format!("writing into {}", place.display()))?;
    Ok(built)
}

/// An empty folder on the same disk as `place`. `None` if nothing could be moved from there to `place`, or if `place`
/// is in `src`, where mdBook would copy the temporary folder into the book.
///
/// # Errors
///
/// The disk is full: to build in place would empty the folder first.
fn folder_next_to(place: &Path, src: &Path) -> Result<Option<Temporary>> {
    let real = fs::canonicalize(place).or_else(|_| std::path::absolute(place));
    let (Ok(place), Ok(src)) = (real, fs::canonicalize(src)) else { return Ok(None) };
    let Some(parent) = place.parent().filter(|_| !place.starts_with(src)) else { return Ok(None) };
    match Temporary::new(parent, ".casebook-") {
        Err(error) if matches!(error.kind(), ErrorKind::StorageFull | ErrorKind::QuotaExceeded) => {
            Err(error).context("building the book")
        }
        // mdBook would take a relative path from the root of the book.
        created => Ok(created.ok().filter(|folder| folder.path().is_absolute())),
    }
}

/// Moves the book at `place`, if there is one, out of the way, and a new one to its place. `false` if that is
/// impossible, and nothing has changed.
///
/// # Errors
///
/// Neither the new book nor the last one could be moved to `place`; the last one is kept.
fn replace(place: &Path, new: &Path, temporary: Temporary) -> Result<bool> {
    let place = fs::canonicalize(place).unwrap_or_else(|_| place.to_owned());
    let mut last = None;
    if place.exists() {
        let Ok(aside) = temporary.place_for_last(&place) else { return Ok(false) };
        if fs::rename(&place, &aside).is_err() {
            return Ok(false);
        }
        last = Some(aside);
    }
    let Err(error) = fs::rename(new, &place) else { return Ok(true) };
    match last {
        Some(last) if fs::rename(&last, &place).is_err() => {
            temporary.keep();
            Err(error).with_context(|| {
                format!("moving the book to {}; the last one is in {}", place.display(), last.display())
            })
        }
        _ => Ok(false),
    }
}

/// Builds the book at `root` into `folder`, which is new or empty.
///
/// # Errors
///
/// The content has errors, or the folder cannot be written.
pub fn build_into(root: &Path, folder: &Path) -> Result<Built, BuildError> {
    let mut config = load_config_or_check(root)?;
    folder.clone_into(&mut config.build.build_dir);
    build_with(root, config, None, &[])
}

/// Builds the book at `root` into `folder`, which is new or empty, to be served from the root of a host.
///
/// # Errors
///
/// As [`build_into`].
pub fn build_to_serve(root: &Path, folder: &Path, cache: &Arc<Cache>) -> Result<Built, BuildError> {
    let mut config = load_config_or_check(root)?;
    folder.clone_into(&mut config.build.build_dir);
    // The links of the 404 page begin with it.
    config.set("output.html.site-url", "/").context("the address of the site")?;
    build_with(root, config, Some(Arc::clone(cache)), &[])
}

/// Loads the book with mdBook, unless mdBook would create a missing chapter, read one outside `src`, or stop at the
/// first that it cannot read: then all diagnostics are the error.
fn load(root: &Path, config: &Config) -> Result<MDBook, BuildError> {
    let src = config.book.src.clone();
    let listed = listed_on_disk(root, &src)?;
    let is_safe = |path: &str| !leaves(path) && root.join(&src).join(path).is_file();
    let loaded = if listed.iter().all(|chapter| is_safe(&chapter.path)) {
        MDBook::load_with_config(root, config.clone()).context("loading the book")
    } else {
        Err(anyhow::anyhow!("a chapter in the summary cannot be read"))
    };
    loaded.map_err(|error| {
        let found = check_configured(root, config, Vec::new()).map(|checked| checked.diagnostics);
        let found = found.unwrap_or_default();
        if diagnostic::has_errors(&found) { BuildError::Content(found) } else { BuildError::Tool(error) }
    })
}

fn build_with(
    root: &Path,
    mut config: Config,
    cache: Option<Arc<Cache>>,
    found: &[Diagnostic],
) -> Result<Built, BuildError> {
    // mdBook copies what is among the chapters, except for its own output, which it compares as a path.
    let folder = root.join(&config.build.build_dir);
    config.build.build_dir = place::among_chapters(root, &config, &folder).unwrap_or(config.build.build_dir);
    // Only `serve` has a cache.
    let drafts = if cache.is_some() { Drafts::Shown } else { Drafts::LeftOut };
    let mut book = load(root, &config)?;
    let error = Arc::default();
    let warnings = Arc::default();
    book.with_preprocessor(InProcess {
        drafts,
        found: found.to_vec(),
        cache,
        error: Arc::clone(&error),
        warnings: Arc::clone(&warnings),
    });
    let result = book.build();
    if let Some(error) = error.lock().unwrap_or_else(PoisonError::into_inner).take() {
        return Err(error);
    }
    result.context("building the book")?;
    let warnings = std::mem::take(&mut *warnings.lock().unwrap_or_else(PoisonError::into_inner));
    let html = book.config.html_config().unwrap_or_default();
    let not_found = match html.input_404.as_deref() {
        Some("") => String::new(),
        _ => html.get_404_output_file(),
    };
    Ok(Built { folder: normalized(&book.build_dir_for("html")), not_found, warnings })
}

/// A path without `.` in the middle and a slash at the end.
fn normalized(path: &Path) -> PathBuf {
    path.components().collect()
}
