//! What a book is made from, and whether that has changed.
//!
//! In: the root of a book. Out: [`Places`], and a [`Snapshot`] of their files that is compared by content, so that
//! touching a file is not a change. Must not know how changes are noticed.

use std::collections::BTreeMap;
use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use mdbook_preprocessor::config::Config;
use walkdir::{DirEntry, WalkDir};

/// How old a file must be before the same times mean the same content: it can change again within one tick of the file
/// system's clock, which is up to 2 s.
const SETTLED_AFTER: Duration = Duration::from_secs(2);

/// Where the files of a book are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Places {
    /// Folders with everything below them; some may not exist.
    pub folders: Vec<PathBuf>,
    /// Single files; some may not exist.
    pub files: Vec<PathBuf>,
    /// The folder of the output, which is not a source.
    output: PathBuf,
}

impl Places {
    pub fn new(root: &Path, config: &Config) -> Self {
        let html = config.html_config().unwrap_or_default();
        let mut folders = vec![
            root.join(&config.book.src),
            root.join("templates"),
            html.theme.as_ref().map_or_else(|| root.join("theme"), |theme| root.join(theme)),
        ];
        folders.extend(config.build.extra_watch_dirs.iter().map(|folder| root.join(folder)));
        folders.sort();
        folders.dedup();
        let styles_and_scripts = html.additional_css.iter().chain(&html.additional_js);
        let mut files = vec![root.join("book.toml")];
        files.extend(styles_and_scripts.map(|path| root.join(path)));
        files.retain(|path| !folders.iter().any(|folder| path.starts_with(folder)));
        Self { folders, files, output: root.join(&config.build.build_dir) }
    }

    /// Whether an entry of a folder is part of the book. Editors' own files and Node's packages are not.
    fn is_source(&self, entry: &DirEntry) -> bool {
        let name = entry.file_name().to_string_lossy();
        let of_editor = name.starts_with(['.', '#']) || name.ends_with('~');
        entry.depth() == 0 || !(of_editor || name == "node_modules" || entry.path() == self.output)
    }
}

/// One path as it was read.
#[derive(Debug, Clone)]
struct Stamp {
    state: State,
    /// Whether the same state means the same content.
    settled: bool,
    content: Content,
}

/// What the file system says about a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Missing,
    /// Its times change with its entries, which have stamps of their own.
    Folder,
    /// A pipe, a socket or a device, which is never read.
    Special,
    File {
        /// In bytes.
        length: u64,
        modified: Option<SystemTime>,
        /// In nanoseconds since 1970; 0 where the system does not have it.
        status_changed: i128,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Content {
    Missing,
    Folder,
    Unreadable,
    Hash(u64),
}

/// All files of a book at one moment.
#[derive(Debug, Default)]
pub struct Snapshot {
    files: BTreeMap<PathBuf, Stamp>,
}

impl Snapshot {
    /// Reads the files that may have changed since `before`, and takes over the rest.
    pub fn new(places: &Places, before: &Self) -> Self {
        let mut files = BTreeMap::new();
        let mut add = |path: PathBuf| {
            let stamp = Stamp::new(&path, before.files.get(&path));
            files.insert(path, stamp);
        };
        for folder in &places.folders {
            let entries = WalkDir::new(folder).follow_links(true).into_iter();
            for entry in entries.filter_entry(|entry| places.is_source(entry)) {
                match entry {
                    Ok(entry) => add(entry.into_path()),
                    // A dangling link, or one to a folder that it is in.
                    Err(error) => error.path().map(Path::to_owned).into_iter().for_each(&mut add),
                }
            }
        }
        places.files.iter().cloned().for_each(add);
        Self { files }
    }

    /// Whether any file was written since `before`, even with the same content.
    pub fn was_written_since(&self, before: &Self) -> bool {
        let state = |snapshot: &Self| snapshot.files.values().map(|stamp| stamp.state).collect::<Vec<_>>();
        self.files.len() != before.files.len() || state(self) != state(before)
    }

    /// The files that are new, gone or changed since `before`, sorted.
    pub fn changes_since<'a>(&'a self, before: &'a Self) -> Vec<&'a Path> {
        let differs = |a: &Self, path: &PathBuf, stamp: &Stamp| {
            a.files.get(path).is_none_or(|other| other.content != stamp.content)
        };
        let new = self.files.iter().filter(|(path, stamp)| differs(before, path, stamp));
        let gone = before.files.iter().filter(|(path, _)| !self.files.contains_key(*path));
        let mut paths: Vec<&Path> = new.chain(gone).map(|(path, _)| path.as_path()).collect();
        paths.sort_unstable();
        paths
    }
}

impl Stamp {
    fn new(path: &Path, before: Option<&Self>) -> Self {
        let Ok(metadata) = fs::metadata(path) else {
            return Self { state: State::Missing, settled: false, content: Content::Missing };
        };
        if metadata.is_dir() {
            return Self { state: State::Folder, settled: false, content: Content::Folder };
        }
        // Opening a pipe waits until somebody writes into it.
        if !metadata.is_file() {
            return Self { state: State::Special, settled: false, content: Content::Unreadable };
        }
        let modified = metadata.modified().ok();
        let state =
            State::File { length: metadata.len(), modified, status_changed: status_changed(&metadata) };
        if let Some(before) = before
            && before.settled
            && before.state == state
        {
            return before.clone();
        }
        let age = modified.and_then(|time| SystemTime::now().duration_since(time).ok());
        let content = hash(path).map_or(Content::Unreadable, Content::Hash);
        Self { state, settled: age.is_some_and(|age| age > SETTLED_AFTER), content }
    }
}

fn hash(path: &Path) -> io::Result<u64> {
    let mut file = fs::File::open(path)?;
    let mut hasher = DefaultHasher::new();
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let count = file.read(&mut buffer)?;
        if count == 0 {
            return Ok(hasher.finish());
        }
        buffer[..count].hash(&mut hasher);
    }
}

#[cfg(unix)]
fn status_changed(metadata: &fs::Metadata) -> i128 {
    use std::os::unix::fs::MetadataExt as _;
    i128::from(metadata.ctime()) * 1_000_000_000 + i128::from(metadata.ctime_nsec())
}

#[cfg(not(unix))]
fn status_changed(_: &fs::Metadata) -> i128 {
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The names of the files of a small book that `act` changes, and whether any was written.
    fn changed_by(act: impl FnOnce(&Path) -> io::Result<()>) -> io::Result<(Vec<String>, bool)> {
        let root = tempfile::tempdir()?;
        let root = root.path();
        for path in ["book.toml", "src/a.md", "src/deep/b.md", "theme/c.css", "book/index.html"] {
            let path = root.join(path);
            path.parent().map_or(Ok(()), fs::create_dir_all)?;
            fs::write(path, "text")?;
        }
        let mut config = Config::default();
        config.build.extra_watch_dirs = vec![".".into()];
        let places = Places::new(root, &config);
        let before = Snapshot::new(&places, &Snapshot::default());
        act(root)?;
        let now = Snapshot::new(&places, &before);
        let name = |path: &Path| crate::files::slashed(path.strip_prefix(root).unwrap_or(path));
        let changes = now.changes_since(&before).into_iter().map(name).collect();
        Ok((changes, now.was_written_since(&before)))
    }

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(|&name| name.to_owned()).collect()
    }

    #[test]
    fn new_changed_and_removed_files_and_folders_are_changes() -> io::Result<()> {
        let (changes, _) = changed_by(|root| {
            fs::write(root.join("src/a.md"), "next")?;
            fs::write(root.join("src/deep/new.md"), "")?;
            fs::create_dir(root.join("src/folder.md"))?;
            fs::remove_file(root.join("theme/c.css"))?;
            fs::remove_file(root.join("book.toml"))
        })?;
        let expected = ["book.toml", "src/a.md", "src/deep/new.md", "src/folder.md", "theme/c.css"];
        assert_eq!(changes, names(&expected));
        Ok(())
    }

    #[test]
    fn the_same_content_is_not_a_change_but_was_written() -> io::Result<()> {
        let (changes, written) = changed_by(|root| {
            // Longer than a tick of the clock, so that the time of the change differs.
            std::thread::sleep(Duration::from_millis(20));
            fs::write(root.join("src/a.md"), "text")
        })?;
        assert_eq!((changes, written), (Vec::new(), true));
        Ok(())
    }

    #[test]
    fn the_output_packages_and_files_of_editors_are_not_sources() -> io::Result<()> {
        let (changes, written) = changed_by(|root| {
            fs::create_dir_all(root.join("src/node_modules/a"))?;
            fs::write(root.join("src/node_modules/a/a.js"), "")?;
            fs::write(root.join("book/index.html"), "built")?;
            fs::write(root.join("src/.a.md.swp"), "")?;
            fs::write(root.join("src/a.md~"), "")?;
            fs::write(root.join("src/#a.md#"), "")
        })?;
        assert_eq!((changes, written), (Vec::new(), false));
        Ok(())
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_and_loops_end() -> io::Result<()> {
        let outside = tempfile::tempdir()?;
        let (changes, _) = changed_by(|root| {
            std::os::unix::fs::symlink(root.join("src"), root.join("src/deep/loop"))?;
            std::os::unix::fs::symlink("missing", root.join("src/dangling.md"))?;
            fs::write(outside.path().join("d.md"), "")?;
            std::os::unix::fs::symlink(outside.path(), root.join("src/linked"))
        })?;
        let expected = ["src/dangling.md", "src/deep/loop", "src/linked", "src/linked/d.md"];
        assert_eq!(changes, names(&expected));
        Ok(())
    }

    #[test]
    fn a_settled_file_is_not_read_again() -> io::Result<()> {
        let root = tempfile::tempdir()?;
        let path = root.path().join("a.md");
        fs::write(&path, "text")?;
        let first = Stamp::new(&path, None);
        assert!(!first.settled, "it could change again within a tick of the clock");
        let kept = Stamp { settled: true, content: Content::Hash(7), ..first };
        assert_eq!(Stamp::new(&path, Some(&kept)).content, Content::Hash(7));
        fs::write(&path, "a longer text")?;
        assert_ne!(Stamp::new(&path, Some(&kept)).content, Content::Hash(7));
        Ok(())
    }
}
