//! Builds a book whenever it has changed, each time into a folder of its own.
//!
//! In: events that say that something may have changed. Out: one [`Edition`] after the other; whoever holds one keeps
//! its folder alive. If the book has errors, its edition has the pages of the last good one. Reports go to the terminal
//! too. Must not answer requests.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use anyhow::{Context as _, Result, anyhow};
use mdbook_preprocessor::config::Config;
use tempfile::TempDir;

use super::problems::{ProblemsHtml, ProblemsRenderer};
use super::snapshot::{Places, Snapshot};
use super::watch::{Event, Watch, wait};
use crate::check::Cache;
use crate::diagnostic::Diagnostic;
use crate::mdbook::build::{Built, build_to_serve, load_config};
use crate::mdbook::compile::BuildError;
use crate::report::terminal;

/// The most changed files that are named in the terminal.
const MOST_NAMED: usize = 3;

/// How often a build is tried while its files keep changing.
const BUILD_ATTEMPTS: usize = 5;

/// How long to wait for the rest of a file that was read half-written.
const HALF_WRITTEN_DELAY: Duration = Duration::from_millis(50);

/// A book that was built. Its folder is removed once nobody holds it.
#[derive(Debug)]
pub struct Site {
    /// The folder of the pages.
    pub html: PathBuf,
    /// The page for addresses without one, relative to `html`; empty if the book has none.
    pub not_found: String,
    /// Removes the folder when dropped.
    _folder: TempDir,
}

/// What browsers see between two builds.
#[derive(Debug)]
pub struct Edition {
    /// Unique across runs.
    pub id: String,
    /// The last good book, if there is one.
    pub site: Option<Arc<Site>>,
    /// The good one before it: its pages may still ask for their scripts and styles.
    pub previous: Option<Arc<Site>>,
    pub problems: ProblemsHtml,
}

/// The current edition; `None` before the first build.
pub type CurrentEdition = Option<Arc<Edition>>;

/// Builds and publishes the editions of one book.
#[derive(Debug)]
pub struct Publisher {
    root: PathBuf,
    /// Where each edition gets its folder.
    folder: PathBuf,
    current: tokio::sync::watch::Sender<CurrentEdition>,
    problems: ProblemsRenderer,
    cache: Arc<Cache>,
    /// When this run began, in nanoseconds since 1970: tells its editions from those of other runs.
    run: u128,
    count: u64,
}

impl Publisher {
    /// # Errors
    ///
    /// `root` is relative and the current folder is gone.
    pub fn new(
        root: &Path,
        folder: &Path,
        current: tokio::sync::watch::Sender<CurrentEdition>,
    ) -> Result<Self> {
        Ok(Self {
            root: std::path::absolute(root).with_context(|| format!("the folder {}", root.display()))?,
            folder: folder.to_owned(),
            current,
            problems: ProblemsRenderer::new()?,
            cache: Arc::default(),
            run: SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_nanos()),
            count: 0,
        })
    }

    /// Builds at once, and again whenever the book has changed, until it is told to stop. What changes during a build
    /// causes one more. The file system's notifications are sent to `sender`, and received by `receiver`.
    pub fn run(mut self, sender: Sender<Event>, receiver: &Receiver<Event>) {
        let mut sources = Sources::new(&self.root, sender);
        sources.refresh();
        self.publish(&mut sources, &[]);
        while wait(receiver) {
            let changed = sources.refresh().files;
            if !changed.is_empty() {
                self.publish(&mut sources, &changed);
            }
        }
    }

    /// Builds, reports to the terminal, and publishes the result.
    fn publish(&mut self, sources: &mut Sources, changed: &[PathBuf]) {
        let start = Instant::now();
        let result = build_whole_files(sources, || self.build());
        let took = start.elapsed().as_secs_f64();
        let last = self.current.borrow().clone();
        let (site, previous) =
            last.as_ref().map_or((None, None), |last| (last.site.clone(), last.previous.clone()));
        let id = format!("{:x}-{}", self.run, self.count);
        self.count += 1;
        let edition = match result {
            Ok((new, warnings)) => {
                terminal::diagnostics(&warnings);
                terminal::line(&format!("built in {took:.2} s{}", self.cause(changed)));
                let problems = self.problems.none(&id);
                problems.map(|problems| Edition { id, site: Some(Arc::new(new)), previous: site, problems })
            }
            Err(failure) => {
                let problems = match &failure {
                    BuildError::Content(diagnostics) => {
                        terminal::diagnostics(diagnostics);
                        self.problems.content_errors(&id, diagnostics)
                    }
                    BuildError::Tool(error) => {
                        terminal::line(&format!("error: {error:#}"));
                        self.problems.tool_failure(&id, error)
                    }
                };
                let kept =
                    if site.is_some() { "still serving the last good book" } else { "there is no book yet" };
                terminal::line(&format!("not built, {kept}{}", self.cause(changed)));
                problems.map(|problems| Edition { id, site, previous, problems })
            }
        };
        match edition {
            // A browser that shows the same problems already need not reload.
            Ok(edition) if last.is_some_and(|last| last.looks_like(&edition)) => {}
            Ok(edition) => {
                self.current.send_replace(Some(Arc::new(edition)));
            }
            Err(error) => terminal::line(&format!("error: {error:#}")),
        }
    }

    fn build(&self) -> Result<(Site, Vec<Diagnostic>), BuildError> {
        let folder = tempfile::Builder::new()
            .prefix("edition-")
            .tempdir_in(&self.folder)
            .with_context(|| format!("creating a folder to build in, below {}", self.folder.display()))?;
        let attempt = || build_to_serve(&self.root, folder.path(), &self.cache);
        let result = catch_unwind(AssertUnwindSafe(attempt)).unwrap_or_else(|_| {
            Err(BuildError::Tool(anyhow!(
                "bug: the build panicked; please report the message in the terminal"
            )))
        });
        let Built { folder: html, warnings, not_found } = result?;
        Ok((Site { html, not_found, _folder: folder }, warnings))
    }

    /// ` after src/a.md, src/b.md and 3 more changed`, or nothing.
    fn cause(&self, changed: &[PathBuf]) -> String {
        let shown = |path: &PathBuf| path.strip_prefix(&self.root).unwrap_or(path).display().to_string();
        let names: Vec<String> = changed.iter().take(MOST_NAMED).map(shown).collect();
        match changed.len().saturating_sub(MOST_NAMED) {
            _ if names.is_empty() => String::new(),
            0 => format!(" after {} changed", names.join(", ")),
            more => format!(" after {} and {more} more changed", names.join(", ")),
        }
    }
}

/// Builds, and again if that failed while files were being written: a half-written file is not the author's mistake.
fn build_whole_files<T>(
    sources: &mut Sources,
    mut build: impl FnMut() -> Result<T, BuildError>,
) -> Result<T, BuildError> {
    for _ in 1..BUILD_ATTEMPTS {
        let result = build();
        if result.is_ok() {
            return result;
        }
        std::thread::sleep(HALF_WRITTEN_DELAY);
        if !sources.refresh().written {
            return result;
        }
    }
    build()
}

/// The files of the book as last seen.
struct Sources {
    root: PathBuf,
    places: Places,
    files: Snapshot,
    watch: Watch,
}

impl Sources {
    fn new(root: &Path, events: Sender<Event>) -> Self {
        let places = match load_config(root) {
            Ok(config) => Places::new(root, &config),
            Err(_) => Places::new(root, &Config::default()),
        };
        let mut watch = Watch::new(events);
        follow(&mut watch, &places);
        Self { root: root.to_owned(), places, files: Snapshot::default(), watch }
    }

    /// Looks at all files, and says what has changed since the last time.
    fn refresh(&mut self) -> Changes {
        let mut now = Snapshot::new(&self.places, &self.files);
        let files: Vec<PathBuf> = now.changes_since(&self.files).into_iter().map(Path::to_owned).collect();
        let written = now.was_written_since(&self.files);
        if !files.is_empty() {
            // There may be other places now. While `book.toml` is broken they stay as they were.
            if let Ok(config) = load_config(&self.root) {
                self.places = Places::new(&self.root, &config);
            }
            follow(&mut self.watch, &self.places);
            now = Snapshot::new(&self.places, &now);
        }
        self.files = now;
        Changes { files, written }
    }
}

fn follow(watch: &mut Watch, places: &Places) {
    if let Some(refused) = watch.follow(places) {
        terminal::line(&refused);
    }
}

/// What changed between two looks at the files.
struct Changes {
    /// The files whose content differs.
    files: Vec<PathBuf>,
    /// Whether any file was written, even with the same content.
    written: bool,
}

impl Edition {
    /// Whether a browser would show the same for both.
    fn looks_like(&self, other: &Self) -> bool {
        let same_site = match (&self.site, &other.site) {
            (Some(a), Some(b)) => Arc::ptr_eq(a, b),
            (None, None) => true,
            _ => false,
        };
        same_site && self.problems.key == other.problems.key
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::sync::mpsc;

    use super::*;

    /// How often the build of one file is tried, and whether it succeeds in the end. `act` is done during each attempt,
    /// and says whether that one succeeds.
    fn attempts(mut act: impl FnMut(&Path, usize) -> std::io::Result<bool>) -> Result<(usize, bool)> {
        let root = tempfile::tempdir()?;
        let path = root.path().join("book.toml");
        fs::write(&path, "")?;
        let mut sources = Sources::new(root.path(), mpsc::channel().0);
        sources.refresh();
        let mut count = 0;
        let result = build_whole_files(&mut sources, || {
            count += 1;
            let built = act(&path, count).map_err(anyhow::Error::from)?;
            if built { Ok(()) } else { Err(BuildError::Content(Vec::new())) }
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
    fn a_half_written_file_is_read_again() -> Result<()> {
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
        assert_eq!(attempts(never_whole)?, (BUILD_ATTEMPTS, false));
        Ok(())
    }
}
