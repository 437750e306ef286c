//! Finds and reads the files of a book.
//!
//! In: the root of a book and, from mdBook, which chapters its summary lists.
//! Out: [`Files`], and a diagnostic for every file that cannot be read. The only
//! stage that reads the disk, on all processors. Must not parse.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use walkdir::WalkDir;

use crate::book::{Files, Kind};
use crate::diagnostic::Diagnostic;
use crate::rules;
use crate::source::Source;

/// The largest file that is read, in bytes. A long chapter has 100 KB.
pub const LARGEST_FILE: u64 = 2 * 1024 * 1024;

/// What a folder's chapters are, and the ending they have.
const FOLDERS: [(&str, Kind, &str); 4] = [
    ("rubrics", Kind::Rubric, "toml"),
    ("cases", Kind::Case, "md"),
    ("drills", Kind::Drill, "md"),
    ("samples", Kind::Sample, "md"),
];

/// The file names that stand for the folder itself.
const FOLDER_PAGES: [&str; 2] = ["index.md", "README.md"];

/// How a file was come upon; by a link, or as a chapter of the summary, it may lie outside of the book.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Reached {
    Directly,
    ByLink,
}

/// Finds and reads all files. `src` is relative to `root`; `listed` are chapters relative to `src`.
pub fn discover_files(
    root: &Path,
    src: &Path,
    listed: Vec<String>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Files {
    let folder = root.join(src);
    let src_name = slashed(src);
    let mut files = Files {
        src: src_name.clone(),
        settings: read_or_empty(root, "book.toml"),
        summary: read_summary(root, &format!("{src_name}/SUMMARY.md"), diagnostics),
        ..Files::default()
    };
    let mut found: Vec<(Kind, String, Reached)> = Vec::new();
    let mut linked: Option<PathBuf> = None;
    let mut seen = BTreeSet::new();
    for entry in WalkDir::new(&folder).follow_links(true).sort_by_file_name() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let path = error.path().unwrap_or(&folder);
                let inside = slashed(path.strip_prefix(&folder).unwrap_or(path));
                // A link whose target is gone matters only where a chapter is expected.
                if error.loop_ancestor().is_some() || kind_of(&inside).is_some() {
                    let reason = match error.loop_ancestor() {
                        Some(ancestor) => format!(
                            "it is a symbolic link to `{}`, a folder around it",
                            slashed(ancestor.strip_prefix(root).unwrap_or(ancestor))
                        ),
                        None => error.io_error().map_or_else(|| error.to_string(), io_reason),
                    };
                    let source = nowhere(&format!("{src_name}/{inside}"));
                    diagnostics.push(rules::unreadable_file::at(&source, &reason));
                    seen.insert(inside);
                }
                continue;
            }
        };
        let inside = slashed(entry.path().strip_prefix(&folder).unwrap_or(entry.path()));
        // A folder's files follow it: what is below a link to a folder is reached by that link.
        if linked.as_ref().is_some_and(|folder| !entry.path().starts_with(folder)) {
            linked = None;
        }
        if entry.file_type().is_dir() {
            if entry.path_is_symlink() && linked.is_none() {
                linked = Some(entry.path().to_owned());
            }
            if kind_of(&inside).is_some() {
                let source = nowhere(&format!("{src_name}/{inside}"));
                diagnostics.push(rules::unreadable_file::at(&source, "it is a folder"));
            }
            continue;
        }
        if let Some(kind) = kind_of(&inside) {
            let by_link = linked.is_some() || entry.path_is_symlink();
            let reached = if by_link { Reached::ByLink } else { Reached::Directly };
            found.push((kind, inside.clone(), reached));
            seen.insert(inside.clone());
        }
        files.paths.insert(inside);
    }
    for inside in &listed {
        // A chapter that mdBook is to create, or whose path leaves the book, is mdBook's own error.
        if seen.insert(inside.clone()) && files.paths.contains(inside) {
            found.push((Kind::Page, inside.clone(), Reached::ByLink));
        }
    }
    let real = folder.canonicalize().unwrap_or_else(|_| folder.clone());
    let read = found.into_par_iter().map(|(kind, inside, reached)| {
        let mut diagnostics = Vec::new();
        let path = format!("{src_name}/{inside}");
        let real = (reached == Reached::ByLink).then_some(real.as_path());
        let source = read_source(root, kind, &path, real, &mut diagnostics);
        (source.map(|source| (kind, source)), diagnostics)
    });
    for (source, found) in read.collect::<Vec<_>>() {
        files.sources.extend(source);
        diagnostics.extend(found);
    }
    files.sources.sort_by(|a, b| a.1.path.cmp(&b.1.path));
    files.listed = listed;
    files
}

/// What a file is by its place, if it is one of ours.
pub fn kind_of(inside: &str) -> Option<Kind> {
    let (folder, rest) = inside.split_once('/')?;
    let (_, kind, ending) = FOLDERS.iter().find(|(name, ..)| *name == folder)?;
    let name = rest.rsplit('/').next()?;
    let depth = rest.matches('/').count();
    let deep_enough = if *kind == Kind::Sample { depth == 1 } else { depth == 0 };
    let (stem, found) = name.rsplit_once('.')?;
    let ours = deep_enough
        && found == *ending
        && !stem.is_empty()
        && !stem.starts_with('.')
        && !FOLDER_PAGES.contains(&name);
    ours.then_some(*kind)
}

/// Whether this program fills the chapter of a file, relative to `src`, whatever stands in it.
pub fn is_filled(inside: &Path) -> bool {
    matches!(kind_of(&slashed(inside)), Some(Kind::Case | Kind::Drill | Kind::Rubric))
}

/// A path with forward slashes, whatever the system writes.
pub fn slashed(path: &Path) -> String {
    let parts = path.components().filter(|part| !matches!(part, Component::CurDir));
    parts.map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

fn nowhere(path: &str) -> Arc<Source> {
    Arc::new(Source::new(path, ""))
}

fn io_reason(error: &std::io::Error) -> String {
    error.to_string().split(" (os error").next().unwrap_or_default().to_lowercase()
}

/// A file whose absence or state is not this stage's to report.
fn read_or_empty(root: &Path, path: &str) -> Arc<Source> {
    let bytes = fs::read(root.join(path)).unwrap_or_default();
    Arc::new(Source::new(path, String::from_utf8_lossy(&bytes)))
}

fn read_summary(root: &Path, path: &str, diagnostics: &mut Vec<Diagnostic>) -> Arc<Source> {
    let source = match fs::read(root.join(path)) {
        Ok(bytes) => decode(Kind::Page, path, bytes, diagnostics),
        Err(error) => {
            diagnostics.push(rules::unreadable_file::at(&nowhere(path), &io_reason(&error)));
            None
        }
    };
    source.unwrap_or_else(|| nowhere(path))
}

fn read_source(
    root: &Path,
    kind: Kind,
    path: &str,
    real_src: Option<&Path>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Arc<Source>> {
    let full: PathBuf = root.join(path);
    let unreadable = |reason: &str| rules::unreadable_file::at(&nowhere(path), reason);
    match real_src.map(|src| (src, full.canonicalize())) {
        Some((src, Ok(real))) if !real.starts_with(src) => {
            diagnostics.push(rules::link_leaves_src::at(&nowhere(path)));
            return None;
        }
        Some((_, Err(error))) => {
            diagnostics.push(unreadable(&io_reason(&error)));
            return None;
        }
        _ => {}
    }
    match fs::metadata(&full) {
        Ok(metadata) if metadata.len() > LARGEST_FILE => {
            diagnostics.push(rules::file_too_large::at(&nowhere(path), metadata.len(), LARGEST_FILE));
            return None;
        }
        Ok(metadata) if !metadata.is_file() => {
            diagnostics.push(unreadable("it is no ordinary file"));
            return None;
        }
        _ => {}
    }
    match fs::read(&full) {
        Ok(bytes) => decode(kind, path, bytes, diagnostics),
        Err(error) => {
            diagnostics.push(unreadable(&io_reason(&error)));
            None
        }
    }
}

/// Turns bytes into a source, or into a diagnostic at the first byte that is no text.
pub fn decode(
    kind: Kind,
    path: &str,
    bytes: Vec<u8>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Arc<Source>> {
    match String::from_utf8(bytes) {
        Ok(text) => {
            let source = Arc::new(Source::new(path, text));
            if source.start() > 0 {
                diagnostics.push(rules::byte_order_mark::at(&source));
            }
            if kind != Kind::Page && source.text[source.start()..].trim().is_empty() {
                diagnostics.push(rules::empty_file::at(&source));
                return None;
            }
            Some(source)
        }
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let bytes = error.into_bytes();
            let source = Arc::new(Source::new(path, String::from_utf8_lossy(&bytes)));
            diagnostics.push(rules::bad_utf_8::at(&source, at, bytes[at]));
            None
        }
    }
}
