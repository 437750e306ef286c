//! Finds and reads the files of a book.
//!
//! In: the root of a book, and the chapters that its summary lists, with their texts where mdBook has them. Out:
//! [`Files`], and a diagnostic for every file that cannot be read. Files are read in parallel. Must not parse them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use walkdir::WalkDir;

use crate::diagnostic::Diagnostic;
use crate::file_rules;
use crate::files::{Files, Folders, Kind, Listed, Settings, Text};
use crate::files::{in_src, is_markdown, slashed};

mod read;

pub use read::{LARGEST_FILE, decode, is_as_on_disk, is_file, read_cover, read_settings, read_summary_text};
use read::{io_reason, missing, read_source, read_stray, read_summary, take_given};

/// How a file was reached: one behind a link, or listed in the summary, can be outside the book.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Reached {
    Directly,
    ByLink,
}

/// A file to read.
struct Found {
    kind: Kind,
    inside: String,
    reached: Reached,
    /// Its text, where mdBook has it.
    given: Option<String>,
}

/// Finds all files, and reads those whose text mdBook does not have. `src` is relative to `root`.
pub fn discover_files(
    root: &Path,
    src: &Path,
    settings: Settings,
    folders: Folders,
    listed: Vec<Listed>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Files {
    let folder = root.join(src);
    let src_name = slashed(src);
    let mut files = Files {
        src: src_name.clone(),
        settings,
        folders,
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
                if error.loop_ancestor().is_some() || files.folders.kind_of(&inside).is_some() {
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
            if files.folders.kind_of(&inside).is_some() {
                let source = missing(&in_src(&src_name, &inside));
                diagnostics.push(file_rules::unreadable_file::at(&source, "it is a folder"));
            }
            continue;
        }
        if let Some(kind) = files.folders.kind_of(&inside) {
            let by_link = linked.is_some() || entry.path_is_symlink();
            let reached = if by_link { Reached::ByLink } else { Reached::Directly };
            found.push((kind, inside.clone(), reached));
            seen.insert(inside.clone());
        }
        files.paths.insert(inside);
    }
    let mut given: BTreeMap<String, String> = BTreeMap::new();
    for Listed { path: inside, text } in listed {
        files.listed.push(inside.clone());
        let new = seen.insert(inside.clone());
        match text {
            // A chapter without a file is for `missing-chapter`, a path out of the folder for `chapter-outside-src`.
            Text::OnDisk if new && files.paths.contains(&inside) => {
                found.push((Kind::Page, inside, Reached::ByLink));
            }
            Text::OnDisk => {}
            // Another preprocessor may have made it: then there is no file.
            Text::NotOurs => {
                files.paths.insert(inside);
            }
            Text::Given(text) => {
                if new {
                    let kind = files.folders.kind_of(&inside).unwrap_or(Kind::Page);
                    found.push((kind, inside.clone(), Reached::ByLink));
                }
                files.paths.insert(inside.clone());
                given.insert(inside, text);
            }
        }
    }
    let mut found: Vec<Found> = found
        .into_iter()
        .map(|(kind, inside, reached)| Found { kind, reached, given: given.remove(&inside), inside })
        .collect();
    let unlisted = files.paths.iter().filter(|path| is_markdown(path) && !seen.contains(*path));
    let unlisted: Vec<String> = unlisted.map(|inside| in_src(&src_name, inside)).collect();
    files.strays = unlisted.par_iter().filter_map(|path| read_stray(root, path)).collect();
    let real = folder.canonicalize().unwrap_or_else(|_| folder.clone());
    let read = found.par_iter_mut().map(|found| {
        let mut diagnostics = Vec::new();
        let path = in_src(&src_name, &found.inside);
        let real = (found.reached == Reached::ByLink).then_some(real.as_path());
        let source = match found.given.take() {
            Some(text) => take_given(root, found.kind, &path, text, real, &mut diagnostics),
            None => read_source(root, found.kind, &path, real, &mut diagnostics),
        };
        (source.map(|source| (found.kind, source)), diagnostics)
    });
    for (source, found) in read.collect::<Vec<_>>() {
        files.sources.extend(source);
        diagnostics.extend(found);
    }
    files.sources.sort_by(|a, b| a.1.path.cmp(&b.1.path));
    files
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
