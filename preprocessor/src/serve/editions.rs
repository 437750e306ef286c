//! Builds a book again and again, each time into its own folder.
//!
//! In: hints that something may have changed. Out: one [`Edition`] after the
//! other; whoever reads one keeps its folder alive. A book with errors takes the
//! last good one along. Reports go to the terminal, too. Must not answer requests.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use anyhow::{Context as _, Result, anyhow};
use mdbook_preprocessor::config::Config;
use tempfile::TempDir;
use tokio::sync::watch as cell;

use super::problems::{Page, Problems};
use super::snapshot::{Places, Snapshot};
use super::watch::{Watch, Word, wait};
use crate::check::Cache;
use crate::diagnostic::Diagnostic;
use crate::mdbook::build::{Built, build_to_serve, load_config};
use crate::mdbook::compile::Failure;
use crate::report::terminal;

/// How many changed files are named in the terminal.
const NAMED: usize = 3;

/// How often a build is tried whose files change all the time.
const ATTEMPTS: usize = 5;

/// How long the rest of a file may take that was read half-written.
const REST: Duration = Duration::from_millis(50);

/// A book that was built, in a folder of its own that goes when nobody reads it any more.
#[derive(Debug)]
pub struct Site {
    /// The folder of the pages.
    pub html: PathBuf,
    /// The file in it that says that there is no such page.
    pub not_found: String,
    /// Removes all of it in the end.
    _folder: TempDir,
}

/// What browsers see between two builds.
#[derive(Debug)]
pub struct Edition {
    /// Unlike that of any other edition, of this run or another.
    pub id: String,
    /// The last good book, if there is one.
    pub site: Option<Arc<Site>>,
    /// The good one before it: its pages may still ask for their scripts and styles.
    pub previous: Option<Arc<Site>>,
    /// What goes with every page, and what stands for one where there is no book.
    pub page: Page,
}

/// The place where the current edition is; none before the first build.
pub type Shown = cell::Receiver<Option<Arc<Edition>>>;

/// Makes the editions of one book.
#[derive(Debug)]
pub struct Press {
    root: PathBuf,
    /// Where each edition gets its folder.
    folder: PathBuf,
    editions: cell::Sender<Option<Arc<Edition>>>,
    problems: Problems,
    cache: Arc<Cache>,
    /// Tells the editions of this run from those of others.
    run: u128,
    count: u64,
}

impl Press {
    /// A press for the book at `root` that builds below `folder`.
    pub fn new(root: &Path, folder: &Path, editions: cell::Sender<Option<Arc<Edition>>>) -> Result<Self> {
        Ok(Self {
            root: std::path::absolute(root).with_context(|| format!("the folder {}", root.display()))?,
            folder: folder.to_owned(),
            editions,
            problems: Problems::new()?,
            cache: Arc::default(),
            run: SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_nanos()),
            count: 0,
        })
    }

    /// Builds, and again whenever the book has changed, until it is told to stop.
    /// What changes while it builds makes one more build.
    pub fn run(mut self, words: Sender<Word>, heard: &Receiver<Word>) {
        let mut sources = Sources::new(&self.root, words);
        sources.look();
        self.publish(&mut sources, &[]);
        while wait(heard) {
            let changes = sources.look().changes;
            if !changes.is_empty() {
                self.publish(&mut sources, &changes);
            }
        }
    }

    /// Builds, says how it went, and shows the result.
    fn publish(&mut self, sources: &mut Sources, changes: &[PathBuf]) {
        let start = Instant::now();
        let result = build_whole_files(sources, || self.build());
        let took = start.elapsed().as_secs_f64();
        let last = self.editions.borrow().clone();
        let (site, previous) =
            last.as_ref().map_or((None, None), |last| (last.site.clone(), last.previous.clone()));
        let id = format!("{:x}-{}", self.run, self.count);
        self.count += 1;
        let edition = match result {
            Ok((new, warnings)) => {
                terminal::diagnostics(&warnings);
                terminal::line(&format!("built in {took:.2} s{}", self.name(changes)));
                let page = self.problems.none(&id);
                page.map(|page| Edition { id, site: Some(Arc::new(new)), previous: site, page })
            }
            Err(failure) => {
                let page = match &failure {
                    Failure::Content(diagnostics) => {
                        terminal::diagnostics(diagnostics);
                        self.problems.content(&id, diagnostics)
                    }
                    Failure::Tool(error) => {
                        terminal::line(&format!("error: {error:#}"));
                        self.problems.tool(&id, error)
                    }
                };
                let kept = if site.is_some() { "the last good book stays" } else { "there is no book yet" };
                terminal::line(&format!("not built, {kept}{}", self.name(changes)));
                page.map(|page| Edition { id, site, previous, page })
            }
        };
        match edition {
            // The same problems as before are no news for a browser.
            Ok(edition) if last.is_some_and(|last| last.says_the_same_as(&edition)) => {}
            Ok(edition) => {
                self.editions.send_replace(Some(Arc::new(edition)));
            }
            Err(error) => terminal::line(&format!("error: {error:#}")),
        }
    }

    fn build(&self) -> Result<(Site, Vec<Diagnostic>), Failure> {
        let folder = tempfile::Builder::new()
            .prefix("edition-")
            .tempdir_in(&self.folder)
            .with_context(|| format!("no folder to build in: {} cannot be written", self.folder.display()))?;
        let attempt = || build_to_serve(&self.root, folder.path(), &self.cache);
        let result = catch_unwind(AssertUnwindSafe(attempt)).unwrap_or_else(|_| {
            let reason = "the build panicked, its message is in the terminal: a bug, please report it";
            Err(Failure::Tool(anyhow!(reason)))
        });
        let Built { folder: html, warnings, not_found } = result?;
        Ok((Site { html, not_found, _folder: folder }, warnings))
    }

    /// ` after src/a.md, src/b.md and 3 more changed`, or nothing.
    fn name(&self, changes: &[PathBuf]) -> String {
        let shown = |path: &PathBuf| path.strip_prefix(&self.root).unwrap_or(path).display().to_string();
        let names: Vec<String> = changes.iter().take(NAMED).map(shown).collect();
        match changes.len().saturating_sub(NAMED) {
            _ if names.is_empty() => String::new(),
            0 => format!(" after {} changed", names.join(", ")),
            more => format!(" after {} and {more} more changed", names.join(", ")),
        }
    }
}

/// Builds; once more where that failed and the files were written meanwhile: what an
/// editor has written half is no mistake of the author's.
fn build_whole_files<T>(
    sources: &mut Sources,
    mut build: impl FnMut() -> Result<T, Failure>,
) -> Result<T, Failure> {
    for _ in 1..ATTEMPTS {
        let result = build();
        if result.is_ok() {
            return result;
        }
        std::thread::sleep(REST);
        if !sources.look().written {
            return result;
        }
    }
    build()
}

/// The files of the book as they were when they were last looked at.
struct Sources {
    root: PathBuf,
    places: Places,
    files: Snapshot,
    watch: Watch,
}

impl Sources {
    fn new(root: &Path, words: Sender<Word>) -> Self {
        let places = match load_config(root) {
            Ok(config) => Places::new(root, &config),
            Err(_) => Places::new(root, &Config::default()),
        };
        let mut watch = Watch::new(words);
        watch.follow(&places);
        Self { root: root.to_owned(), places, files: Snapshot::default(), watch }
    }

    /// Looks at all files, and says what has happened to them since the last time.
    fn look(&mut self) -> Seen {
        let mut now = Snapshot::new(&self.places, &self.files);
        let changes: Vec<PathBuf> = now.changes_since(&self.files).into_iter().map(Path::to_owned).collect();
        let written = now.was_written_since(&self.files);
        if !changes.is_empty() {
            // Places may have come and gone. While the configuration is broken, they stay.
            if let Ok(config) = load_config(&self.root) {
                self.places = Places::new(&self.root, &config);
            }
            self.watch.follow(&self.places);
            now = Snapshot::new(&self.places, &now);
        }
        self.files = now;
        Seen { changes, written }
    }
}

/// What has happened to the files between two looks.
struct Seen {
    /// The files that hold something else now.
    changes: Vec<PathBuf>,
    /// Whether any was written, be it with what it held before.
    written: bool,
}

impl Edition {
    /// Whether a browser would show the same for both.
    fn says_the_same_as(&self, other: &Self) -> bool {
        let same_site = match (&self.site, &other.site) {
            (Some(a), Some(b)) => Arc::ptr_eq(a, b),
            (None, None) => true,
            _ => false,
        };
        same_site && self.page.problems == other.page.problems
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::sync::mpsc;

    use super::*;

    /// How often a failing build of one file is tried, when `act` is done during each attempt.
    fn attempts(mut act: impl FnMut(&Path, usize) -> std::io::Result<bool>) -> Result<(usize, bool)> {
        let root = tempfile::tempdir()?;
        let path = root.path().join("book.toml");
        fs::write(&path, "")?;
        let mut sources = Sources::new(root.path(), mpsc::channel().0);
        sources.look();
        let mut count = 0;
        let result = build_whole_files(&mut sources, || {
            count += 1;
            let built = act(&path, count).map_err(anyhow::Error::from)?;
            if built { Ok(()) } else { Err(Failure::Content(Vec::new())) }
        });
        Ok((count, result.is_ok()))
    }

    #[test]
    fn a_mistake_is_built_once() -> Result<()> {
        assert_eq!(attempts(|_, _| Ok(false))?, (1, false));
        assert_eq!(attempts(|_, _| Ok(true))?, (1, true));
        Ok(())
    }

    #[test]
    fn a_file_that_was_written_half_is_read_again() -> Result<()> {
        let whole_at_the_second = |path: &Path, count| {
            fs::write(path, "[book]\n")?;
            Ok(count == 2)
        };
        assert_eq!(attempts(whole_at_the_second)?, (2, true));
        Ok(())
    }

    #[test]
    fn a_file_that_is_written_all_the_time_is_not_waited_for() -> Result<()> {
        let never_whole = |path: &Path, count: usize| {
            fs::write(path, "#".repeat(count))?;
            Ok(false)
        };
        assert_eq!(attempts(never_whole)?, (ATTEMPTS, false));
        Ok(())
    }
}
