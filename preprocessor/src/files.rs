//! The folders, file names and addresses of a casebook.
//!
//! In: paths. Out: what a file is, which page it becomes, and where that page is. Paths are relative to the folder of
//! the chapters (`src`) and have forward slashes, unless a doc says otherwise. Must not touch the disk.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path};
use std::sync::Arc;

use crate::source::Source;

/// What a file is, by its path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// `<round>.toml` in the folder of the rubrics
    Rubric,
    /// `<slug>.md` in the folder of the cases
    Case,
    /// `<slug>.md` in the folder of the drills
    Drill,
    /// `<case>/<slug>.md` in the folder of the samples
    Sample,
    /// Any other chapter that the summary lists.
    Page,
}

/// A chapter that the summary lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Relative to `src`.
    pub path: String,
    pub text: Text,
}

/// Where the text of a listed chapter comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Text {
    OnDisk,
    /// mdBook hands it over, after the preprocessors that run before this one.
    Given(String),
    /// mdBook has it, and it is not for this program: a plain page that [`may_be_ours`] rejects.
    NotOurs,
}

impl Listed {
    pub fn on_disk(path: String) -> Self {
        Self { path, text: Text::OnDisk }
    }
}

/// How the names of the variables begin that set something in `[preprocessor.casebook]`; the path of their source, which
/// is no file.
pub const ENVIRONMENT: &str = "MDBOOK_PREPROCESSOR__CASEBOOK";

/// Where the settings are written.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// `book.toml`.
    pub file: Arc<Source>,
    /// What the environment sets in `[preprocessor.casebook]`, as TOML: it takes precedence.
    pub environment: Arc<Source>,
}

/// The files of a book, read but not parsed.
#[derive(Debug, Clone, Default)]
pub struct Files {
    /// The folder of the chapters relative to the book's root: `src`; empty where it is the root.
    pub src: String,
    pub settings: Settings,
    /// As the settings say.
    pub folders: Folders,
    /// `SUMMARY.md`.
    pub summary: Arc<Source>,
    /// The chapters that the summary lists, in its order.
    pub listed: Vec<String>,
    /// The files to parse, sorted by path.
    pub sources: Vec<(Kind, Arc<Source>)>,
    /// Files that no folder and no summary takes in, and that open with front matter.
    pub strays: Vec<Arc<Source>>,
    /// SVG files by their paths relative to `src`, in a book that is not read from a disk.
    pub drawings: BTreeMap<String, Arc<Source>>,
    /// Every file below `src`, and every chapter that another preprocessor made.
    pub paths: BTreeSet<String>,
}

/// The folders of casebook files, relative to `src`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folders {
    pub cases: String,
    pub drills: String,
    pub rubrics: String,
    pub samples: String,
}

impl Default for Folders {
    fn default() -> Self {
        let [cases, drills, rubrics, samples] = FOLDER_SETTINGS.map(str::to_owned);
        Self { cases, drills, rubrics, samples }
    }
}

/// The settings that name the folders, which are also their default names.
pub const FOLDER_SETTINGS: [&str; 4] = ["cases", "drills", "rubrics", "samples"];

impl Folders {
    fn all(&self) -> [(&str, Kind); 4] {
        [
            (&self.cases, Kind::Case),
            (&self.drills, Kind::Drill),
            (&self.rubrics, Kind::Rubric),
            (&self.samples, Kind::Sample),
        ]
    }

    /// The folders whose chapters are added to the book if the summary does not list them, in this order.
    pub fn added(&self) -> [&str; 3] {
        [&self.cases, &self.drills, &self.rubrics]
    }

    /// The innermost of these folders that a path is in, and the path from there.
    fn folder_of<'p>(&self, path: &'p str) -> Option<(Kind, &'p str)> {
        let inside =
            |(folder, kind): (&str, Kind)| Some((kind, path.strip_prefix(folder)?.strip_prefix('/')?));
        self.all().into_iter().filter_map(inside).min_by_key(|(_, rest)| rest.len())
    }

    /// What a file is by its path; `None` if it is a page or not a file of a casebook.
    pub fn kind_of(&self, path: &str) -> Option<Kind> {
        let (kind, rest) = self.folder_of(path)?;
        let name = rest.rsplit('/').next()?;
        let (stem, found) = name.rsplit_once('.')?;
        let ours = found == ending(kind)
            && (kind != Kind::Sample || rest.contains('/'))
            && !stem.is_empty()
            && !stem.starts_with('.')
            && !FOLDER_PAGES.contains(&name);
        ours.then_some(kind)
    }

    /// What somebody who put a file there will have meant it to be, although [`Self::kind_of`] says that it is nothing:
    /// its ending is another spelling, or it is a sample of no case.
    pub fn nearly(&self, path: &str) -> Option<Kind> {
        let (kind, rest) = self.folder_of(path)?;
        let name = rest.rsplit('/').next()?;
        let (stem, found) = name.rsplit_once('.')?;
        let like = match ending(kind) {
            "md" => ["md", "markdown", "mdown", "mkd"].as_slice(),
            other => &[other],
        };
        let hidden = stem.is_empty() || stem.starts_with('.');
        let page = FOLDER_PAGES.iter().any(|page| page.eq_ignore_ascii_case(name));
        let near = like.contains(&&*found.to_ascii_lowercase()) && !hidden && !page;
        (near && self.kind_of(path).is_none()).then_some(kind)
    }

    /// The chapter of a file; `None` if [`Self::kind_of`] does not make it a case, a drill or a rubric.
    pub fn chapter_of(&self, path: &str) -> Option<String> {
        match self.kind_of(path)? {
            Kind::Rubric => path.strip_suffix(".toml").map(|stem| format!("{stem}.md")),
            Kind::Case | Kind::Drill => Some(path.to_owned()),
            Kind::Sample | Kind::Page => None,
        }
    }

    /// Where a new case is written.
    pub fn case(&self, slug: &str) -> String {
        format!("{}/{slug}.md", self.cases)
    }
}

/// The extension of the files of a kind.
fn ending(kind: Kind) -> &'static str {
    if kind == Kind::Rubric { "toml" } else { "md" }
}

/// The address of a chapter in the built book, relative to its root: `cases/<slug>.html`.
pub fn address(chapter: &str) -> String {
    format!("{}.html", chapter.strip_suffix(".md").unwrap_or(chapter))
}

/// The script of a lab, relative to `src`.
pub fn lab_script(name: &str) -> String {
    format!("labs/{name}.js")
}

/// What begins a directive in a plain page.
pub const DIRECTIVE: &str = "{{#casebook";

/// What the first line of a file with front matter is.
pub const FENCE: &str = "+++";

/// Whether a text opens with front matter.
pub fn has_fence(text: &str) -> bool {
    text.trim_start_matches('\u{feff}').lines().next().is_some_and(|line| line.trim_end() == FENCE)
}

/// Whether a plain page can be for this program: it opens with front matter, or the opening of a directive occurs. It
/// is not if that is in code, which only parsing shows.
pub fn may_be_ours(text: &str) -> bool {
    has_fence(text) || text.contains(DIRECTIVE)
}

/// The names of a folder's own page.
const FOLDER_PAGES: [&str; 2] = ["index.md", "README.md"];

/// Whether a chapter is the page of a folder: `cases/index.md`, `cases/README.md` or `cases.md`.
pub fn is_page_of(path: &str, folder: &str) -> bool {
    match path.strip_prefix(folder) {
        Some(".md") => true,
        Some(rest) => rest.strip_prefix('/').is_some_and(|name| FOLDER_PAGES.contains(&name)),
        None => false,
    }
}

/// What leads from the page of one file to the folder of another, with a slash at the end.
pub fn way_to_folder(from: &str, file: &str) -> String {
    let folder = file.rfind('/').map_or("", |at| &file[..=at]);
    "../".repeat(from.matches('/').count()) + folder
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

/// The path of a chapter as the summary writes it, without `.` and without `..` where a folder comes before it. It
/// keeps `..` and a slash at the start.
pub fn chapter_path(path: &str) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut root = "";
    for part in Path::new(path).components() {
        match part {
            Component::CurDir => {}
            Component::RootDir => root = "/",
            Component::ParentDir if parts.last().is_some_and(|last| last != "..") => {
                parts.pop();
            }
            part => parts.push(part.as_os_str().to_string_lossy().into_owned()),
        }
    }
    format!("{root}{}", parts.join("/"))
}

/// Whether the path of a chapter can lead out of the folder of the chapters.
pub fn leaves(path: &str) -> bool {
    path.starts_with('/') || path.split('/').any(|part| part == "..")
}

/// Whether mdBook takes a file for a chapter's.
pub fn is_markdown(path: &str) -> bool {
    path.strip_suffix(".md").is_some()
}

/// The file name without its last extension: the slug of a case, drill, sample or round.
pub fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or_default();
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// The destination of a link to a `README.md`, whose page is `index.html`: mdBook names the page so, but not the link.
pub fn page_of_readme(url: &str) -> Option<String> {
    let (path, rest) = url.split_at(url.find(['#', '?']).unwrap_or(url.len()));
    let name = path.rsplit('/').next().filter(|name| name.eq_ignore_ascii_case("README.md"))?;
    let folder = &path[..path.len() - name.len()];
    (!path.contains(':') && !path.starts_with('/')).then(|| format!("{folder}index.md{rest}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_that_leave_the_folder_say_so() {
        assert_eq!(chapter_path("/etc/x.md"), "/etc/x.md");
        assert_eq!(chapter_path("../x.md"), "../x.md");
        assert_eq!(chapter_path("./a/./b.md"), "a/b.md");
        assert_eq!(chapter_path("./a/../b.md"), "b.md");
        assert!(leaves(&chapter_path("a/../../b.md")) && leaves(&chapter_path("../../b.md")));
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
