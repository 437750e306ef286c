//! Small whole books, compiled and compared chapter by chapter.

use std::fs;
use std::path::{Path, PathBuf};

use mdbook_casebook::mdbook::compile::{BuildError, Compiled, compile};
use mdbook_casebook::report::{Format, render};
use mdbook_driver::MDBook;
use mdbook_preprocessor::book::{Book, BookItem, Chapter};
use tempfile::TempDir;
use walkdir::WalkDir;

use crate::expected::{Expected, tests};

/// A copy of a book in a temporary folder, to be changed and built.
pub(crate) struct BookTest {
    folder: TempDir,
}

impl BookTest {
    /// A copy of the book `tests/books/<name>`.
    pub(crate) fn of(name: &str) -> Self {
        let book = Self::empty();
        let from = tests().join("books").join(name);
        for entry in WalkDir::new(&from).into_iter().flatten().filter(|entry| entry.file_type().is_file()) {
            let inside = entry.path().strip_prefix(&from).unwrap();
            if !inside.starts_with("expected") {
                book.write(inside.to_str().unwrap(), fs::read(entry.path()).unwrap());
            }
        }
        book
    }

    /// The book that `init` writes.
    pub(crate) fn starter() -> Self {
        let book = Self::empty();
        for (path, text) in mdbook_casebook::starter::files() {
            book.write(path, text.as_bytes());
        }
        book
    }

    /// An empty folder.
    pub(crate) fn empty() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    pub(crate) fn root(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn path(&self, file: &str) -> PathBuf {
        self.root().join(file)
    }

    pub(crate) fn read(&self, file: &str) -> String {
        fs::read_to_string(self.path(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
    }

    pub(crate) fn write(&self, file: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    /// Replaces the first occurrence of a passage, which must occur.
    pub(crate) fn replace(&self, file: &str, find: &str, with: &str) {
        let text = self.read(file);
        assert!(text.contains(find), "{file} does not hold {find:?}");
        self.write(file, text.replacen(find, with, 1));
    }

    /// Changes every file below `src/`.
    pub(crate) fn change_all(&self, change: impl Fn(&str) -> String) {
        for entry in WalkDir::new(self.path("src")).into_iter().flatten() {
            if entry.file_type().is_file() {
                let text = fs::read_to_string(entry.path()).unwrap();
                fs::write(entry.path(), change(&text)).unwrap();
            }
        }
    }

    /// Every file below a folder with its bytes.
    pub(crate) fn files(&self, folder: &str) -> Vec<(PathBuf, Vec<u8>)> {
        let root = self.path(folder);
        let entries = WalkDir::new(&root).sort_by_file_name().into_iter().flatten();
        entries
            .filter(|entry| entry.file_type().is_file())
            .map(|entry| {
                let inside = entry.path().strip_prefix(&root).unwrap().to_owned();
                (inside, fs::read(entry.path()).unwrap())
            })
            .collect()
    }

    /// The book as mdBook loads it.
    pub(crate) fn load(&self) -> MDBook {
        MDBook::load(self.root()).unwrap()
    }

    /// The compiled book, or the concise report of what is wrong.
    pub(crate) fn compile(&self) -> Result<Book, String> {
        let loaded = self.load();
        match compile(self.root(), &loaded.config, loaded.book, None) {
            Ok(Compiled { mut book, chapters, warnings }) => {
                chapters.fill(&mut book).unwrap();
                let warnings = render(&warnings, Format::Concise);
                if warnings.is_empty() { Ok(book) } else { Err(warnings) }
            }
            Err(BuildError::Content(found)) => Err(render(&found, Format::Concise)),
            Err(BuildError::Tool(error)) => panic!("{error:#}"),
        }
    }

    /// The concise report of `check`.
    pub(crate) fn check(&self) -> String {
        self.check_at("src")
    }

    /// As [`Self::check`], for another folder of chapters.
    pub(crate) fn check_at(&self, src: &str) -> String {
        let src = Path::new(src);
        let found = mdbook_casebook::check::check_on_disk(self.root(), src).unwrap().diagnostics;
        render(&found, Format::Concise)
    }
}

/// All chapters in the order of the book.
pub(crate) fn chapters(book: &Book) -> Vec<&Chapter> {
    book.iter()
        .filter_map(|item| if let BookItem::Chapter(chapter) = item { Some(chapter) } else { None })
        .collect()
}

/// The order, numbers, names and paths of the chapters.
fn outline(book: &Book) -> String {
    let line = |chapter: &&Chapter| {
        let number = chapter.number.as_ref().map(ToString::to_string).unwrap_or_default();
        let path = chapter.path.as_deref().map_or("draft".to_owned(), |path| path.display().to_string());
        format!("{number} [{}] {} ({path})\n", chapter.parent_names.join(" > "), chapter.name)
    };
    chapters(book).iter().map(line).collect()
}

fn compare(name: &str, book: &Book) {
    let mut expected = Expected::new(&format!("books/{name}/expected"));
    expected.compare("outline.txt", &outline(book));
    for chapter in chapters(book) {
        if let Some(path) = &chapter.path {
            expected.compare(path.to_str().unwrap(), &chapter.content);
        }
    }
    expected.finish();
}

#[test]
fn the_book_that_init_writes_becomes_these_chapters() {
    compare("starter", &BookTest::starter().compile().unwrap());
}

#[test]
fn a_book_with_everything_becomes_these_chapters() {
    compare("everything", &BookTest::of("everything").compile().unwrap());
}

#[test]
fn a_book_without_folder_pages_gets_its_chapters_at_the_end() {
    compare("bare", &BookTest::of("bare").compile().unwrap());
}

#[test]
fn line_endings_of_windows_change_nothing() {
    let book = BookTest::of("everything");
    let with_unix = book.compile().unwrap();
    book.change_all(|text| text.replace('\n', "\r\n"));
    assert!(book.read("src/cases/ranking.md").contains("\r\n"));
    let with_windows = book.compile().unwrap();
    for (unix, windows) in chapters(&with_unix).iter().zip(chapters(&with_windows)) {
        // A page that is not ours stays as mdBook read it.
        let content = windows.content.replace("\r\n", "\n");
        assert_eq!(unix.content, content, "{:?}", unix.path);
        assert_eq!(unix.name, windows.name);
    }
    assert_eq!(outline(&with_unix), outline(&with_windows));
}

#[test]
fn a_byte_order_mark_is_a_warning_and_changes_nothing() {
    let book = BookTest::of("everything");
    let without = book.compile().unwrap();
    book.change_all(|text| format!("\u{feff}{text}"));
    let report = book.check();
    assert!(report.lines().all(|line| line.contains("warning[byte-order-mark]")), "{report}");
    // One file is only included, and two pages are not ours.
    assert_eq!(report.lines().count(), book.files("src").len() - 3, "{report}");
    let loaded = book.load();
    let Compiled { book: mut with, chapters: ours, .. } =
        compile(book.root(), &loaded.config, loaded.book, None).unwrap();
    ours.fill(&mut with).unwrap();
    for (without, with) in chapters(&without).iter().zip(chapters(&with)) {
        assert_eq!(without.content, with.content, "{:?}", without.path);
    }
}
