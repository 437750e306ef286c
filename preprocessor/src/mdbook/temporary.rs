//! Temporary folders that do not outlive a killed run.
//!
//! In: a parent and a prefix. Out: a new folder that is removed when dropped. While it is in use its process holds the
//! lock on a file in it; the system releases that lock however the process ends, so the next run can tell a folder that
//! was abandoned from one that is in use. Must not remove any other folder.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use tempfile::TempDir;

/// The file that is locked while a folder is in use.
const LOCK: &str = "lock";
/// What that file says: a folder that somebody else made has none that does.
const IN_LOCK: &str = "A run of mdbook-casebook works in this folder; the next one removes it.\n";
/// Holds the folder that was moved out of the way of a new one.
const LAST: &str = "last";
/// How many letters and digits follow the prefix.
const RANDOM: usize = 6;

/// A temporary folder.
#[derive(Debug)]
pub struct Temporary {
    /// Released before the folder is removed: some systems do not remove an open file.
    lock: File,
    folder: TempDir,
}

impl Temporary {
    /// Removes what killed runs left in `parent` under the same prefix, and creates a folder.
    ///
    /// # Errors
    ///
    /// `parent` cannot be written.
    pub fn new(parent: &Path, prefix: &str) -> io::Result<Self> {
        remove_abandoned(parent, prefix);
        let folder = tempfile::Builder::new().prefix(prefix).rand_bytes(RANDOM).tempdir_in(parent)?;
        let mut lock = File::create_new(folder.path().join(LOCK))?;
        // Where the disk has no locks, nobody gets one, and no folder is taken for abandoned.
        let _ = lock.try_lock();
        // Once it is locked: until then, another run must not take it for ours.
        lock.write_all(IN_LOCK.as_bytes())?;
        Ok(Self { lock, folder })
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Where to move a folder that a new one replaces. If this process is killed before the new one is in its place,
    /// the next run moves it back.
    ///
    /// # Errors
    ///
    /// The temporary folder cannot be written.
    pub fn place_for_last(&self, replaced: &Path) -> io::Result<PathBuf> {
        let folder = self.path().join(LAST);
        fs::create_dir(&folder)?;
        Ok(folder.join(replaced.file_name().unwrap_or_default()))
    }

    /// Leaves the folder on the disk, for the next run.
    pub fn keep(self) {
        let _ = self.folder.keep();
    }

    /// Removes the folder.
    ///
    /// # Errors
    ///
    /// It cannot be removed.
    pub fn close(self) -> io::Result<()> {
        drop(self.lock);
        self.folder.close()
    }
}

/// Removes the folders of runs that were killed, and moves back what they had moved. What cannot be moved or removed
/// stays: the next run tries again.
fn remove_abandoned(parent: &Path, prefix: &str) {
    for entry in fs::read_dir(parent).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let random = name.to_str().and_then(|name| name.strip_prefix(prefix));
        let named_by_us =
            random.is_some_and(|random| random.len() == RANDOM && random.chars().all(char::is_alphanumeric));
        // Not followed: a link is not a folder here.
        if !named_by_us || !entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            continue;
        }
        let folder = entry.path();
        let lock = folder.join(LOCK);
        if !fs::read(&lock).is_ok_and(|text| text == IN_LOCK.as_bytes()) {
            continue;
        }
        let Ok(lock) = File::open(lock) else { continue };
        if lock.try_lock().is_ok() && move_back(&folder, parent).is_ok() {
            drop(lock);
            let _ = fs::remove_dir_all(&folder);
        }
    }
}

/// Moves what a killed run had moved into `folder` back into `parent`, unless something is in its place.
fn move_back(folder: &Path, parent: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder.join(LAST)).into_iter().flatten().flatten() {
        let place = parent.join(entry.file_name());
        if !place.try_exists()? {
            fs::rename(entry.path(), place)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_abandoned_folder_is_removed_and_one_in_use_is_not() -> io::Result<()> {
        let parent = tempfile::tempdir()?;
        let in_use = Temporary::new(parent.path(), ".t-")?;
        let abandoned = Temporary::new(parent.path(), ".t-")?;
        let left = abandoned.path().to_owned();
        let place = parent.path().join("book");
        fs::create_dir(&place)?;
        fs::write(place.join("index.html"), "last")?;
        fs::rename(&place, abandoned.place_for_last(&place)?)?;
        drop(abandoned.lock);
        let _ = abandoned.folder.keep();
        let others = [".t-notes", ".t-abcdef", "t-abcdef"].map(|name| parent.path().join(name));
        others.iter().try_for_each(fs::create_dir)?;
        fs::write(others[1].join(LOCK), "somebody else's")?;
        drop(Temporary::new(parent.path(), ".t-")?);
        assert!(!left.exists() && in_use.path().exists());
        assert!(others.iter().all(|folder| folder.exists()), "without our lock they are not ours");
        assert_eq!(fs::read_to_string(place.join("index.html"))?, "last");
        Ok(())
    }
}
