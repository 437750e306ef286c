//! Reads the files of a book.
//!
//! In: a path. Out: its text, or a diagnostic that says why it is not read. Must not decide which files to read.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Result, bail};

use crate::diagnostic::Diagnostic;
use crate::file_rules;
use crate::files::{ENVIRONMENT, Kind, Settings, has_fence, in_src, may_be_ours};
use crate::source::Source;

/// The largest file that is read, in bytes; a long chapter has 100 KB.
pub const LARGEST_FILE: u64 = 2 * 1024 * 1024;

/// Whether there is a file at a path, which may lead out of the folder.
pub fn is_file(folder: &Path, path: &Path) -> bool {
    folder.join(path).is_file()
}

/// A source without text, for a diagnostic about the file itself.
pub(super) fn missing(path: &str) -> Arc<Source> {
    Arc::new(Source::new(path, ""))
}

/// The message of the system without its error number.
pub(super) fn io_reason(error: &std::io::Error) -> String {
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

/// The summary of a book; empty if it cannot be read, which [`discover_files`](super::discover_files) reports.
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

/// `book.toml`; empty if it cannot be read, which whoever loads mdBook's configuration reports. `environment` is as in
/// [`Settings`].
pub fn read_settings(root: &Path, environment: &str) -> Settings {
    let bytes = read_regular(&root.join("book.toml")).unwrap_or_default();
    Settings {
        file: Arc::new(Source::new("book.toml", String::from_utf8_lossy(&bytes))),
        environment: Arc::new(Source::new(ENVIRONMENT, environment)),
    }
}

/// A file that opens with front matter.
pub(super) fn read_stray(root: &Path, path: &str) -> Option<Arc<Source>> {
    let full = root.join(path);
    if !fs::metadata(&full).is_ok_and(|found| found.is_file() && found.len() <= LARGEST_FILE) {
        return None;
    }
    let mut start = [0; 6];
    let length = fs::File::open(&full).and_then(|mut file| file.read(&mut start)).ok()?;
    let opens = start[..length].starts_with(b"+++") || start[..length].starts_with("\u{feff}+++".as_bytes());
    let text = opens.then(|| fs::read_to_string(&full).ok()).flatten()?;
    has_fence(&text).then(|| Arc::new(Source::new(path, text)))
}

/// Whether a source has the text of the file of its path; a byte order mark does not count, as mdBook drops it.
pub fn is_as_on_disk(root: &Path, source: &Source) -> bool {
    read_regular(&root.join(&source.path)).is_ok_and(|bytes| {
        let mark = "\u{feff}".as_bytes();
        let bytes = bytes.strip_prefix(mark).unwrap_or(&bytes);
        bytes == &source.text.as_bytes()[source.start()..]
    })
}

pub(super) fn read_summary(root: &Path, path: &str, diagnostics: &mut Vec<Diagnostic>) -> Arc<Source> {
    let source = match read_regular(&root.join(path)) {
        Ok(bytes) => {
            let source = decode(Kind::Page, path, bytes, diagnostics);
            let marked = source.iter().filter(|source| source.start() > 0);
            diagnostics.extend(marked.map(file_rules::byte_order_mark::at));
            source
        }
        Err(error) => {
            diagnostics.push(file_rules::unreadable_file::at(&missing(path), &io_reason(&error)));
            None
        }
    };
    source.unwrap_or_else(|| missing(path))
}

pub(super) fn read_source(
    root: &Path,
    kind: Kind,
    path: &str,
    real_src: Option<&Path>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Arc<Source>> {
    let full: PathBuf = root.join(path);
    let unreadable = |reason: &str| file_rules::unreadable_file::at(&missing(path), reason);
    let read = || fs::read(&full).map_err(|error| unreadable(&io_reason(&error)));
    // mdBook reads every page, wherever and however large it is: what matters is whether it asks for this program.
    let page = (kind == Kind::Page && full.is_file()).then(read);
    match &page {
        Some(Ok(bytes)) if std::str::from_utf8(bytes).is_ok_and(|text| !may_be_ours(text)) => return None,
        Some(Err(found)) => {
            diagnostics.push(found.clone());
            return None;
        }
        _ => {}
    }
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
    match page.unwrap_or_else(read) {
        Ok(bytes) => decode(kind, path, bytes, diagnostics),
        Err(found) => {
            diagnostics.push(found);
            None
        }
    }
}

/// A picture that a case names. `inside` is relative to `src`, which is relative to `root`.
pub fn read_cover(
    root: &Path,
    src: &str,
    inside: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Arc<Source>> {
    let folder = root.join(src);
    let real = folder.canonicalize().unwrap_or(folder);
    // As a case is read: whole, not blank, and inside the folder also behind a link.
    read_source(root, Kind::Case, &in_src(src, inside), Some(&real), diagnostics)
}

/// A source of the text that mdBook hands over, unless its file would be refused. A chapter that another preprocessor
/// made has none.
pub(super) fn take_given(
    root: &Path,
    kind: Kind,
    path: &str,
    text: String,
    real_src: Option<&Path>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Arc<Source>> {
    let leaves = |src: &Path| root.join(path).canonicalize().is_ok_and(|real| !real.starts_with(src));
    if real_src.is_some_and(leaves) {
        diagnostics.push(file_rules::link_leaves_src::at(&missing(path)));
        return None;
    }
    let size = text.len() as u64;
    if size > LARGEST_FILE {
        diagnostics.push(file_rules::file_too_large::at(&missing(path), size, LARGEST_FILE));
        return None;
    }
    decode(kind, path, text.into_bytes(), diagnostics)
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
            // Whether a page is for this program is known once it is parsed.
            if source.start() > 0 && kind != Kind::Page {
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
            let source = Arc::new(Source::new(path, String::from_utf8_lossy(error.as_bytes())));
            diagnostics.push(file_rules::bad_utf_8::at(&source, at, error.as_bytes()[at]));
            None
        }
    }
}
