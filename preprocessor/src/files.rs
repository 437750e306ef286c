//! The folders, file names and addresses of a casebook.
//!
//! In: paths. Out: what a file is, which page it becomes, and where that page is. Paths are relative to the folder of
//! the chapters (`src`) and have forward slashes, unless a doc says otherwise. Must not touch the disk.

use std::collections::BTreeSet;
use std::path::{Component, Path};
use std::sync::Arc;

use crate::source::Source;

/// What a file is, by its path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// `rubrics/<round>.toml`
    Rubric,
    /// `cases/<slug>.md`
    Case,
    /// `drills/<slug>.md`
    Drill,
    /// `samples/<case>/<slug>.md`
    Sample,
    /// Any other chapter that the summary lists.
    Page,
}

/// The files of a book, read but not parsed.
#[derive(Debug, Clone, Default)]
pub struct Files {
    /// The folder of the chapters relative to the book's root: `src`; empty where it is the root.
    pub src: String,
    /// `book.toml`.
    pub settings: Arc<Source>,
    /// `SUMMARY.md`.
    pub summary: Arc<Source>,
    /// The chapters that the summary lists, in its order.
    pub listed: Vec<String>,
    /// The files to parse, sorted by path.
    pub sources: Vec<(Kind, Arc<Source>)>,
    /// Every file below `src`.
    pub paths: BTreeSet<String>,
}

/// The folders of casebook files, and the extension of the files in them.
const FOLDERS: [(&str, Kind, &str); 4] = [
    ("rubrics", Kind::Rubric, "toml"),
    ("cases", Kind::Case, "md"),
    ("drills", Kind::Drill, "md"),
    ("samples", Kind::Sample, "md"),
];

/// The folders whose chapters are added to the book if the summary does not list them, in this order.
pub const ADDED: [&str; 3] = ["cases", "drills", "rubrics"];

/// The names of a folder's own page.
const FOLDER_PAGES: [&str; 2] = ["index.md", "README.md"];

/// What a file is by its path; `None` if it is a page or not a file of a casebook.
pub fn kind_of(path: &str) -> Option<Kind> {
    let (folder, rest) = path.split_once('/')?;
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

/// The chapter of a file; `None` if [`kind_of`] does not make it a case, a drill or a rubric.
pub fn chapter_of(path: &str) -> Option<String> {
    match kind_of(path)? {
        Kind::Rubric => path.strip_suffix(".toml").map(|stem| format!("{stem}.md")),
        Kind::Case | Kind::Drill => Some(path.to_owned()),
        Kind::Sample | Kind::Page => None,
    }
}

/// The chapter of a case, a drill or a rubric: `cases/<slug>.md`.
pub fn chapter(kind: Kind, slug: &str) -> String {
    format!("{}/{slug}.md", folder(kind))
}

/// The address of a case, a drill or a rubric in the built book, relative to its root: `cases/<slug>.html`.
pub fn address(kind: Kind, slug: &str) -> String {
    format!("{}/{slug}.html", folder(kind))
}

/// The folder of the samples of a case: `samples/<case>`.
pub fn sample_folder(case: &str) -> String {
    format!("{}/{case}", folder(Kind::Sample))
}

fn folder(kind: Kind) -> &'static str {
    FOLDERS.iter().find(|(_, of, _)| *of == kind).map_or("", |(name, ..)| name)
}

/// Whether a chapter is the page of a folder: `cases/index.md`, `cases/README.md` or `cases.md`.
pub fn is_page_of(path: &str, folder: &str) -> bool {
    match path.strip_prefix(folder) {
        Some(".md") => true,
        Some(rest) => rest.strip_prefix('/').is_some_and(|name| FOLDER_PAGES.contains(&name)),
        None => false,
    }
}

/// The path of a chapter's file relative to the book's root.
pub fn in_src(src: &str, path: &str) -> String {
    if src.is_empty() { path.to_owned() } else { format!("{src}/{path}") }
}

/// A path with forward slashes on every system, and without `.` in it.
pub fn slashed(path: &Path) -> String {
    let parts = path.components().filter(|part| !matches!(part, Component::CurDir));
    parts.map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// The path of a chapter as the summary writes it, without `.` in it. It keeps `..` and a slash at the start.
pub fn chapter_path(path: &str) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut root = "";
    for part in Path::new(path).components() {
        match part {
            Component::CurDir => {}
            Component::RootDir => root = "/",
            part => parts.push(part.as_os_str().to_string_lossy().into_owned()),
        }
    }
    format!("{root}{}", parts.join("/"))
}

/// Whether the path of a chapter can lead out of the folder of the chapters.
pub fn leaves(path: &str) -> bool {
    path.starts_with('/') || path.split('/').any(|part| part == "..")
}

/// The file name without its last extension: the slug of a case, drill, sample or round.
pub fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or_default();
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_that_leave_the_folder_say_so() {
        assert_eq!(chapter_path("/etc/x.md"), "/etc/x.md");
        assert_eq!(chapter_path("../x.md"), "../x.md");
        assert_eq!(chapter_path("./a/./b.md"), "a/b.md");
    }

    #[test]
    fn the_page_of_a_folder_is_its_index_or_has_its_name() {
        for path in ["cases/index.md", "cases/README.md", "cases.md"] {
            assert!(is_page_of(path, "cases"), "{path}");
        }
        for path in ["cases/x.md", "cases2.md", "x/cases.md"] {
            assert!(!is_page_of(path, "cases"), "{path}");
        }
    }
}
