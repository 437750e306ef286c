//! Finds and reads the files of a book.
//!
//! In: the root of a book, and the chapters that its summary lists. Out: [`Files`], and a diagnostic for every file that
//! cannot be read. Files are read in parallel. Must not parse them.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Result, bail};
use rayon::prelude::*;
use walkdir::WalkDir;

use crate::diagnostic::Diagnostic;
use crate::file_rules;
use crate::files::{Files, Kind, in_src, kind_of, slashed};
use crate::source::Source;

/// The largest file that is read, in bytes; a long chapter has 100 KB.
pub const LARGEST_FILE: u64 = 2 * 1024 * 1024;

/// How a file was reached: one behind a link, or listed in the summary, can be outside the book.
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
        settings: read_settings(root),
        summary: read_summary(root, &in_src(&src_name, "SUMMARY.md"), diagnostics),
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
                // A broken link matters only if it has the name of a chapter.
                if error.loop_ancestor().is_some() || kind_of(&inside).is_some() {
                    let source = missing(&in_src(&src_name, &inside));
                    diagnostics.push(file_rules::unreadable_file::at(&source, &walk_reason(&error, root)));
                    seen.insert(inside);
                }
                continue;
            }
        };
        let inside = slashed(entry.path().strip_prefix(&folder).unwrap_or(entry.path()));
        // The walk lists the files of a folder right after it.
        if linked.as_ref().is_some_and(|folder| !entry.path().starts_with(folder)) {
            linked = None;
        }
        if entry.file_type().is_dir() {
            if entry.path_is_symlink() && linked.is_none() {
                linked = Some(entry.path().to_owned());
            }
            if kind_of(&inside).is_some() {
                let source = missing(&in_src(&src_name, &inside));
                diagnostics.push(file_rules::unreadable_file::at(&source, "it is a folder"));
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
        // A chapter without a file is for `missing-chapter`, a path out of the folder for `chapter-outside-src`.
        if seen.insert(inside.clone()) && files.paths.contains(inside) {
            found.push((Kind::Page, inside.clone(), Reached::ByLink));
        }
    }
    let real = folder.canonicalize().unwrap_or_else(|_| folder.clone());
    let read = found.into_par_iter().map(|(kind, inside, reached)| {
        let mut diagnostics = Vec::new();
        let path = in_src(&src_name, &inside);
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

/// Whether there is a file at a path, which may lead out of the folder.
pub fn is_file(folder: &Path, path: &Path) -> bool {
    folder.join(path).is_file()
}

/// A source without text, for a diagnostic about the file itself.
fn missing(path: &str) -> Arc<Source> {
    Arc::new(Source::new(path, ""))
}

fn walk_reason(error: &walkdir::Error, root: &Path) -> String {
    match error.loop_ancestor() {
        Some(ancestor) => {
            let ancestor = slashed(ancestor.strip_prefix(root).unwrap_or(ancestor));
            format!("it is a symbolic link to `{ancestor}`, a folder that contains it")
        }
        None => error.io_error().map_or_else(|| error.to_string(), io_reason),
    }
}

/// The message of the system without its error number.
fn io_reason(error: &std::io::Error) -> String {
    error.to_string().split(" (os error").next().unwrap_or_default().to_lowercase()
}

/// The bytes of a file. Reading a pipe would wait until somebody writes into it.
fn read_regular(path: &Path) -> std::io::Result<Vec<u8>> {
    let metadata = fs::metadata(path)?;
    if metadata.is_file() || metadata.is_dir() {
        fs::read(path)
    } else {
        Err(std::io::Error::other("it is not a regular file"))
    }
}

/// The summary of a book; empty if it cannot be read, which [`discover_files`] reports.
///
/// # Errors
///
/// There is no folder `src` below `root`.
pub fn read_summary_text(root: &Path, src: &Path) -> Result<Source> {
    let folder = root.join(src);
    if !folder.is_dir() {
        bail!("no folder {}: `book.toml` says that the chapters are there", folder.display());
    }
    let bytes = read_regular(&folder.join("SUMMARY.md")).unwrap_or_default();
    Ok(Source::new("SUMMARY.md", String::from_utf8_lossy(&bytes)))
}

/// `book.toml`; empty if it cannot be read, which whoever loads mdBook's configuration reports.
fn read_settings(root: &Path) -> Arc<Source> {
    let bytes = read_regular(&root.join("book.toml")).unwrap_or_default();
    Arc::new(Source::new("book.toml", String::from_utf8_lossy(&bytes)))
}

fn read_summary(root: &Path, path: &str, diagnostics: &mut Vec<Diagnostic>) -> Arc<Source> {
    let source = match read_regular(&root.join(path)) {
        Ok(bytes) => decode(Kind::Page, path, bytes, diagnostics),
        Err(error) => {
            diagnostics.push(file_rules::unreadable_file::at(&missing(path), &io_reason(&error)));
            None
        }
    };
    source.unwrap_or_else(|| missing(path))
}

fn read_source(
    root: &Path,
    kind: Kind,
    path: &str,
    real_src: Option<&Path>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Arc<Source>> {
    let full: PathBuf = root.join(path);
    let unreadable = |reason: &str| file_rules::unreadable_file::at(&missing(path), reason);
    match real_src.map(|src| (src, full.canonicalize())) {
        Some((src, Ok(real))) if !real.starts_with(src) => {
            diagnostics.push(file_rules::link_leaves_src::at(&missing(path)));
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
            diagnostics.push(file_rules::file_too_large::at(&missing(path), metadata.len(), LARGEST_FILE));
            return None;
        }
        Ok(metadata) if !metadata.is_file() => {
            diagnostics.push(unreadable("it is not a regular file"));
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

/// Turns bytes into a source. `None`, with a diagnostic, if they are not UTF-8, or if a file other than a page is blank.
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
                diagnostics.push(file_rules::byte_order_mark::at(&source));
            }
            diagnostics.extend(file_rules::control_character::check(&source));
            if kind != Kind::Page && source.text[source.start()..].trim().is_empty() {
                diagnostics.push(file_rules::empty_file::at(&source));
                return None;
            }
            Some(source)
        }
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let bytes = error.into_bytes();
            let source = Arc::new(Source::new(path, String::from_utf8_lossy(&bytes)));
            diagnostics.push(file_rules::bad_utf_8::at(&source, at, bytes[at]));
            None
        }
    }
}
