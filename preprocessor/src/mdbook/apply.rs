//! Puts the chapters into mdBook's book.
//!
//! In: mdBook's book and the checked one. Out: mdBook's book with all chapters in their places, those that the summary
//! does not list under the page of their folder, and the content of each on demand. Must not change a chapter that is
//! not ours, nor the order of the summary.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anyhow::Result;
use mdbook_preprocessor::book::{Book as MdBook, BookItem, Chapter, SectionNumber};
use rayon::prelude::*;

use crate::files::{chapter_path, is_page_of, slashed};
use crate::lower::model::Book;
use crate::render::Templates;

/// The path of a chapter's file relative to `src`; `None` if it has none.
pub(super) fn file_of(chapter: &Chapter) -> Option<String> {
    Some(chapter_path(&slashed(chapter.source_path.as_deref()?)))
}

/// What a chapter is made of: an index into the model, whose order it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Content {
    Case(usize),
    Drill(usize),
    Rubric(usize),
    Page(usize),
}

/// All chapters that this program fills.
#[derive(Debug)]
pub struct Chapters {
    book: Book,
    templates: Templates,
    /// By the path of the chapter.
    contents: BTreeMap<String, Content>,
    /// The chapters for a renderer other than mdBook's own, by path; `None` for that one.
    plain: Option<BTreeMap<String, String>>,
    /// Files relative to `src` that are in no chapter.
    left_out: BTreeSet<String>,
    /// What every page of this program ends with.
    page_end: String,
}

impl Chapters {
    /// # Errors
    ///
    /// The template of the end of a page cannot be filled.
    pub fn new(book: Book, templates: Templates) -> Result<Self> {
        let cases = book.cases.iter().map(|case| case.path.clone());
        let drills = book.drills.iter().map(|drill| drill.path.clone());
        let rubrics = book.rubrics.iter().map(|rubric| rubric.path.clone());
        let pages = book.pages.iter().map(|page| page.path.clone());
        let cases = cases.enumerate().map(|(at, path)| (path, Content::Case(at)));
        let drills = drills.enumerate().map(|(at, path)| (path, Content::Drill(at)));
        let rubrics = rubrics.enumerate().map(|(at, path)| (path, Content::Rubric(at)));
        let pages = pages.enumerate().map(|(at, path)| (path, Content::Page(at)));
        let contents = pages.chain(cases).chain(drills).chain(rubrics).collect();
        let page_end = templates.page_end(&book)?;
        Ok(Self { book, templates, contents, plain: None, left_out: BTreeSet::new(), page_end })
    }

    /// Leaves out files, by their paths relative to `src`.
    #[must_use]
    pub fn without(self, left_out: BTreeSet<String>) -> Self {
        Self { left_out, ..self }
    }

    /// Fills the chapters with these texts, by path, instead of those of the templates.
    #[must_use]
    pub fn filled_with(self, plain: Option<BTreeMap<String, String>>) -> Self {
        Self { plain, ..self }
    }

    /// The path of a chapter's page and what it is made of; `None` if it is not ours.
    fn find(&self, chapter: &Chapter) -> Option<(&String, Content)> {
        let path = file_of(chapter)?;
        let found = self.contents.get_key_value(&path).or_else(|| {
            // The page of a rubric has another path than its TOML file.
            self.contents.get_key_value(&self.book.folders.chapter_of(&path)?)
        });
        found.map(|(page, content)| (page, *content))
    }

    /// The content of a chapter; `None` if it is not ours.
    ///
    /// # Errors
    ///
    /// A template cannot be filled.
    pub fn content(&self, chapter: &Chapter) -> Result<Option<String>> {
        let Some((page, content)) = self.find(chapter) else {
            return Ok(None);
        };
        if let Some(plain) = &self.plain {
            return Ok(plain.get(page).cloned());
        }
        let (book, templates) = (&self.book, &self.templates);
        let mut text = match content {
            Content::Case(at) => templates.case(book, &book.cases[at])?,
            Content::Drill(at) => templates.drill(book, &book.drills[at])?,
            Content::Rubric(at) => templates.rubric(book, &book.rubrics[at])?,
            Content::Page(at) => templates.page(book, &book.pages[at])?,
        };
        text.push_str(&self.page_end);
        Ok(Some(text))
    }

    /// The title of a chapter that the summary need not list. A plain page is a chapter only if it is listed.
    fn title(&self, content: Content) -> Option<&str> {
        match content {
            Content::Case(at) => Some(&self.book.cases[at].title),
            Content::Drill(at) => Some(&self.book.drills[at].title),
            Content::Rubric(at) => Some(&self.book.rubrics[at].title),
            Content::Page(_) => None,
        }
    }

    /// Gives every chapter its place, and adds those that the summary does not list. Empties all that are ours, so that
    /// the text is not in memory twice. Listed files that are left out become mdBook's drafts: a name in the sidebar.
    pub fn place(&self, target: &mut MdBook) {
        let mut listed = BTreeSet::new();
        target.for_each_chapter_mut(|chapter| {
            if file_of(chapter).is_some_and(|path| self.left_out.contains(&path)) {
                (chapter.path, chapter.source_path) = (None, None);
                return;
            }
            let Some((page, content)) = self.find(chapter) else {
                return;
            };
            if !matches!(content, Content::Page(_)) {
                chapter.path = Some(PathBuf::from(page));
            }
            chapter.content = String::new();
            listed.insert(page);
        });
        for folder in self.book.folders.added() {
            let of_folder = |path: &str| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
            let missing = self.contents.iter().filter(|(path, _)| of_folder(path) && !listed.contains(path));
            let mut missing: Vec<_> = missing.collect();
            missing.sort_by_key(|(_, content)| **content);
            let missing = missing.into_iter().filter_map(|(path, content)| {
                let file = match content {
                    Content::Rubric(_) => format!("{}.toml", path.strip_suffix(".md").unwrap_or(path)),
                    _ => path.clone(),
                };
                Some(Added { title: self.title(*content)?, path, file })
            });
            add(target, folder, missing.collect());
        }
    }

    /// Fills all chapters of a book, in parallel.
    ///
    /// # Errors
    ///
    /// A template cannot be filled.
    pub fn fill(&self, target: &mut MdBook) -> Result<()> {
        let chapters: Vec<&Chapter> = target.chapters().collect();
        let contents = chapters.into_par_iter().map(|chapter| self.content(chapter));
        let mut contents = contents.collect::<Result<Vec<_>>>()?.into_iter();
        fill_items(&mut target.items, &mut contents);
        Ok(())
    }
}

/// Fills chapters in the order of [`MdBook::chapters`].
fn fill_items(items: &mut [BookItem], contents: &mut impl Iterator<Item = Option<String>>) {
    for item in items {
        if let BookItem::Chapter(chapter) = item {
            if !chapter.is_draft_chapter()
                && let Some(content) = contents.next().flatten()
            {
                chapter.content = content;
            }
            fill_items(&mut chapter.sub_items, contents);
        }
    }
}

/// A chapter that the summary does not list.
struct Added<'a> {
    title: &'a str,
    path: &'a str,
    /// Its file relative to `src`.
    file: String,
}

/// Adds chapters under the page of their folder; if there is none, after the last numbered
/// chapter.
fn add(target: &mut MdBook, folder: &str, added: Vec<Added<'_>>) {
    if added.is_empty() {
        return;
    }
    match parent_of(&mut target.items, folder) {
        Some(parent) => {
            let mut parents = parent.parent_names.clone();
            parents.push(parent.name.clone());
            let next = next_number(&parent.sub_items);
            for (added, next) in added.into_iter().zip(next..) {
                // mdBook takes the depth in the sidebar from the number.
                let number = parent.number.as_ref().map(|number| {
                    let mut parts = number.to_vec();
                    parts.push(next);
                    SectionNumber::new(parts)
                });
                parent.sub_items.push(new_chapter(added, number, parents.clone()));
            }
        }
        None => {
            let first = next_number(&target.items);
            // Chapters without a number stay at the end.
            let numbered = |item: &BookItem| matches!(item, BookItem::Chapter(c) if c.number.is_some());
            let at = target.items.iter().rposition(numbered).map_or(target.items.len(), |last| last + 1);
            let items = (first..)
                .zip(added)
                .map(|(number, added)| new_chapter(added, Some(SectionNumber::new([number])), Vec::new()));
            target.items.splice(at..at, items.collect::<Vec<_>>());
        }
    }
}

fn new_chapter(added: Added<'_>, number: Option<SectionNumber>, parents: Vec<String>) -> BookItem {
    let mut chapter = Chapter::new(added.title, String::new(), Path::new(added.path), parents);
    // Where a reader who wants to edit it is sent.
    chapter.source_path = Some(PathBuf::from(added.file));
    chapter.number = number;
    BookItem::Chapter(chapter)
}

/// One more than the last number among siblings.
fn next_number(items: &[BookItem]) -> u32 {
    let last = items.iter().filter_map(|item| match item {
        BookItem::Chapter(chapter) => chapter.number.as_ref()?.last().copied(),
        _ => None,
    });
    last.max().unwrap_or(0) + 1
}

fn parent_of<'a>(items: &'a mut [BookItem], folder: &str) -> Option<&'a mut Chapter> {
    for item in items {
        if let BookItem::Chapter(chapter) = item {
            let path = file_of(chapter);
            if path.is_some_and(|path| is_page_of(&path, folder)) {
                return Some(chapter);
            }
            if let Some(found) = parent_of(&mut chapter.sub_items, folder) {
                return Some(found);
            }
        }
    }
    None
}
