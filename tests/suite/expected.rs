//! Expected files: texts in the repository that the program's output must equal.
//!
//! One folder belongs to one [`Expected`]; a file in it that nothing was compared with fails the test, so that no
//! expectation outlives what it was about. `UPDATE=1` writes them anew.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use snapbox::Data;
use walkdir::WalkDir;

/// The folder of the repository's tests.
pub(crate) fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests").canonicalize().unwrap()
}

/// Whether expected files are to be written.
pub(crate) fn updating() -> bool {
    std::env::var_os("UPDATE").is_some_and(|value| value != "0")
}

/// The expected files of one folder.
pub(crate) struct Expected {
    folder: PathBuf,
    used: BTreeSet<PathBuf>,
    differences: Vec<String>,
}

impl Expected {
    /// The files below `folder`, relative to the tests.
    pub(crate) fn new(folder: &str) -> Self {
        let folder = tests().join(folder);
        if updating() && folder.exists() {
            fs::remove_dir_all(&folder).unwrap();
        }
        Self { folder, used: BTreeSet::new(), differences: Vec::new() }
    }

    /// Compares a text with a file. Differences are collected, so that one run shows all.
    pub(crate) fn compare(&mut self, file: &str, actual: &str) {
        let path = self.folder.join(file);
        if updating() {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, actual).unwrap();
        } else if let Ok(expected) = fs::read_to_string(&path) {
            if expected != actual {
                let result = snapbox::Assert::new().action(snapbox::assert::Action::Verify).try_eq(
                    Some(&file),
                    Data::text(actual).raw(),
                    Data::text(expected).raw(),
                );
                let difference = result.err().map_or_else(|| file.to_owned(), |error| error.to_string());
                self.differences.push(difference);
            }
        } else {
            self.differences.push(format!("no expected file {}; the output is:\n{actual}", path.display()));
        }
        self.used.insert(path);
    }

    /// Fails on any difference, and on files that nothing was compared with.
    pub(crate) fn finish(mut self) {
        for entry in WalkDir::new(&self.folder).into_iter().flatten().filter(|e| e.file_type().is_file()) {
            if !self.used.contains(entry.path()) {
                self.differences.push(format!("nothing made the expected file {}", entry.path().display()));
            }
        }
        assert!(
            self.differences.is_empty(),
            "{}\n\nUPDATE=1 writes the expected files anew",
            self.differences.join("\n\n")
        );
    }
}
