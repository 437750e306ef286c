//! Which files of a book `check` reports on.
//!
//! In: the paths that an author typed. Out: the book's root, and what to keep of its diagnostics. Must not read a file.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use crate::files::slashed;

/// Which files a check reports on.
#[derive(Debug)]
pub struct Scope {
    /// Relative to the book's root, with forward slashes; empty for all.
    paths: Vec<String>,
}

impl Scope {
    /// The book's root and the scope. One folder with a `book.toml` is the root; other paths are files in the book,
    /// which is the nearest around the first one.
    ///
    /// # Errors
    ///
    /// A path does not exist, or is not in the book.
    pub fn of(root: Option<PathBuf>, paths: &[PathBuf]) -> Result<(PathBuf, Self)> {
        let real = |path: &Path| {
            path.canonicalize().with_context(|| format!("no file or folder {}", path.display()))
        };
        let (root, paths) = match (root, paths) {
            (Some(root), paths) => (root, paths),
            (None, []) => (PathBuf::from("."), paths),
            (None, [one]) if one.is_dir() && (one.join("book.toml").is_file() || !in_a_book(one)) => {
                (one.clone(), &[][..])
            }
            (None, [first, ..]) => {
                let real = real(first)?;
                let root = real.ancestors().find(|folder| folder.join("book.toml").is_file());
                (root.with_context(|| format!("{} is in no book", first.display()))?.to_owned(), paths)
            }
        };
        let around = if paths.is_empty() { PathBuf::new() } else { real(&root)? };
        let inside = paths.iter().map(|path| {
            let real = real(path)?;
            let inside = real.strip_prefix(&around);
            Ok(slashed(
                inside
                    .with_context(|| format!("{} is not in the book {}", path.display(), root.display()))?,
            ))
        });
        let paths = inside.collect::<Result<_>>()?;
        Ok((root, Self { paths }))
    }

    /// Whether a file is reported on, by its path relative to the book's root.
    pub fn holds(&self, file: &str) -> bool {
        let is_in = |path: &String| {
            file.strip_prefix(path.as_str())
                .is_some_and(|rest| path.is_empty() || rest.is_empty() || rest.starts_with('/'))
        };
        self.paths.is_empty() || self.paths.iter().any(is_in)
    }

    /// What is reported on; `None` for all.
    pub fn name(&self) -> Option<String> {
        (!self.paths.is_empty()).then(|| self.paths.join(", "))
    }
}

fn in_a_book(folder: &Path) -> bool {
    folder.canonicalize().is_ok_and(|real| real.ancestors().any(|folder| folder.join("book.toml").is_file()))
}
