//! The folder that a build replaces.
//!
//! In: the root of a book and its settings. Out: that folder, or the reason why a build must not replace it. mdBook
//! empties the folder that it is told to build into, whatever it is, so everything that a build did not create is refused.
//! Must not change anything.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use mdbook_preprocessor::config::Config;
use serde::de::IgnoredAny;

/// What mdBook writes into every book of HTML, and how it begins.
const OF_MDBOOK: (&str, &str) =
    (".nojekyll", "This file makes sure that Github Pages doesn't process mdBook's output");
/// What a build writes into a folder that mdBook leaves without a mark.
const OURS: (&str, &str) = (".mdbook-casebook", "`mdbook-casebook build` replaces this folder.\n");

/// The folder to build into.
///
/// # Errors
///
/// It holds the book or one of its sources, is among the chapters, is no folder, or holds something that no build has
/// made.
pub fn check(root: &Path, config: &Config) -> Result<PathBuf> {
    let place = root.join(&config.build.build_dir);
    let refused = |why: String| {
        format!("{} {why}: choose another with `--dest-dir`, or `build-dir` in book.toml", shown(&place))
    };
    let real = real_path(&place).with_context(|| format!("the folder {}", place.display()))?;
    for source in sources(root, config) {
        if real_path(&source).is_ok_and(|source| source.starts_with(&real)) {
            bail!(refused(format!("holds {}, and a build replaces the whole folder", shown(&source))));
        }
    }
    let src = src_of(root, config);
    let is_in_src = |path: &Path| real_path(&src).is_ok_and(|src| path.starts_with(src));
    // With the root as `src`, there is no other place.
    if is_in_src(&real) && !real_path(root).is_ok_and(|root| is_in_src(&root)) {
        bail!(refused(format!("is in {}, which a build copies", shown(&src))));
    }
    match fs::metadata(&real) {
        Ok(found) if !found.is_dir() => bail!(refused("is not a folder".to_owned())),
        Ok(_) => {}
        // What else is wrong with it shows when it is written.
        Err(_) => return Ok(place),
    }
    let names = names_in(&real).with_context(|| format!("reading the folder {}", real.display()))?;
    if let Some(name) = foreign(&real, &names, root, config) {
        bail!(refused(format!("holds `{}`, which a build did not create", name.display())));
    }
    Ok(place)
}

/// A folder as mdBook knows it while it copies the chapters' folder, if it is in there; relative to the book's root.
pub fn among_chapters(root: &Path, config: &Config, folder: &Path) -> Option<PathBuf> {
    let folder = real_path(folder).ok()?;
    let inside = folder.strip_prefix(real_path(&src_of(root, config)).ok()?).ok()?;
    Some(config.book.src.join(inside))
}

/// Marks a folder that was built, if mdBook did not.
///
/// # Errors
///
/// The folder cannot be written.
pub fn mark(built: &Path) -> io::Result<()> {
    if built.is_dir() && !has(built, OF_MDBOOK) { fs::write(built.join(OURS.0), OURS.1) } else { Ok(()) }
}

fn src_of(root: &Path, config: &Config) -> PathBuf {
    root.join(&config.book.src)
}

fn shown(path: &Path) -> String {
    let path: PathBuf = path.components().collect();
    if path.as_os_str().is_empty() { ".".to_owned() } else { path.display().to_string() }
}

/// What a book is made from, and must not be replaced.
fn sources(root: &Path, config: &Config) -> Vec<PathBuf> {
    let html = config.html_config().unwrap_or_default();
    let mut sources =
        vec![src_of(root, config), root.to_owned(), root.join("templates"), html.theme_dir(root)];
    let listed = html.additional_css.iter().chain(&html.additional_js).chain(&config.build.extra_watch_dirs);
    sources.extend(listed.map(|path| root.join(path)));
    sources
}

/// The path without links and `..`, also of what does not exist.
fn real_path(path: &Path) -> io::Result<PathBuf> {
    let mut real = PathBuf::new();
    for part in std::path::absolute(path)?.components() {
        match part {
            Component::ParentDir => {
                real.pop();
            }
            part => real.push(part),
        }
        if let Ok(found) = fs::canonicalize(&real) {
            real = found;
        }
    }
    Ok(real)
}

fn names_in(folder: &Path) -> io::Result<Vec<OsString>> {
    let mut names: Vec<OsString> =
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.file_name())).collect::<io::Result<_>>()?;
    names.sort();
    Ok(names)
}

/// A name in a folder that a build did not create; `None` if the folder is empty or was built.
fn foreign<'a>(folder: &Path, names: &'a [OsString], root: &Path, config: &Config) -> Option<&'a OsStr> {
    let outputs: Vec<String> =
        config.outputs::<IgnoredAny>().map(|outputs| outputs.into_keys().collect()).unwrap_or_default();
    let is_output = |name: &OsStr| outputs.iter().any(|output| name == output.as_str());
    let built = has(folder, OF_MDBOOK) || has(folder, OURS);
    // With several renderers, each has a folder.
    let built_in_parts = names.iter().all(|name| is_output(name)) && has(&folder.join("html"), OF_MDBOOK);
    let src = src_of(root, config);
    let is_mark = |name: &OsStr| name == OF_MDBOOK.0 || name == OURS.0;
    let kind = |folder: &Path, name: &OsStr| fs::metadata(folder.join(name)).map(|found| found.is_dir()).ok();
    let foreign = |name: &&OsString| {
        // A build has hidden files only from `src`: with `.git` the folder is somebody's repository.
        let is_hidden = name.as_encoded_bytes().starts_with(b".") && !is_mark(name);
        let is_copied = || kind(&src, name).is_some_and(|kind_of| kind(folder, name) == Some(kind_of));
        (is_hidden && !is_copied()) || !(built || built_in_parts)
    };
    names.iter().find(foreign).map(OsString::as_os_str)
}

fn has(folder: &Path, (name, start): (&str, &str)) -> bool {
    fs::read(folder.join(name)).is_ok_and(|text| text.starts_with(start.as_bytes()))
}
