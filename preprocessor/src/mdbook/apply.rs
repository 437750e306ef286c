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

use crate::files::{ADDED, Kind, chapter, chapter_of, is_page_of, slashed};
use crate::lower::model::Book;
use crate::render::Templates;

/// What a chapter is made of: an index into the model.
#[derive(Debug, Clone, Copy)]
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
    /// What every page ends with.
    page_end: String,
}

impl Chapters {
    /// # Errors
    ///
    /// The template of the end of a page cannot be filled.
    pub fn new(book: Book, templates: Templates) -> Result<Self> {
        let cases = book.cases.iter().map(|case| chapter(Kind::Case, &case.slug));
        let drills = book.drills.iter().map(|drill| chapter(Kind::Drill, &drill.slug));
        let rubrics = book.rubrics.iter().map(|rubric| chapter(Kind::Rubric, &rubric.slug));
        let pages = book.pages.iter().map(|page| page.path.clone());
        let cases = cases.enumerate().map(|(at, path)| (path, Content::Case(at)));
        let drills = drills.enumerate().map(|(at, path)| (path, Content::Drill(at)));
        let rubrics = rubrics.enumerate().map(|(at, path)| (path, Content::Rubric(at)));
        let pages = pages.enumerate().map(|(at, path)| (path, Content::Page(at)));
        let contents = pages.chain(cases).chain(drills).chain(rubrics).collect();
        let page_end = templates.page_end(&book)?;
        Ok(Self { book, templates, contents, page_end })
    }

    /// The path of a chapter's page and what it is made of; `None` if it is not ours.
    fn find(&self, chapter: &Chapter) -> Option<(&String, Content)> {
        let path = slashed(chapter.source_path.as_deref()?);
        let found = self.contents.get_key_value(&path).or_else(|| {
            // The page of a rubric has another path than its TOML file.
            self.contents.get_key_value(&chapter_of(&path)?)
        });
        found.map(|(page, content)| (page, *content))
    }

    /// The content of a chapter; `None` if it is not ours.
    ///
    /// # Errors
    ///
    /// A template cannot be filled.
    pub fn content(&self, chapter: &Chapter) -> Result<Option<String>> {
        let Some((_, content)) = self.find(chapter) else {
            return Ok(None);
        };
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
    /// the text is not in memory twice.
    pub fn place(&self, target: &mut MdBook) {
        let mut listed = BTreeSet::new();
        target.for_each_chapter_mut(|chapter| {
            let Some((page, content)) = self.find(chapter) else {
                return;
            };
            if !matches!(content, Content::Page(_)) {
                chapter.path = Some(PathBuf::from(page));
            }
            chapter.content = String::new();
            listed.insert(page);
        });
        for folder in ADDED {
            let of_folder = |path: &str| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
            let missing = self.contents.iter().filter(|(path, _)| of_folder(path) && !listed.contains(path));
            let missing = missing.filter_map(|(path, content)| Some((self.title(*content)?, path.as_str())));
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

/// Adds chapters, as titles and paths, under the page of their folder; if there is none, after the last numbered
/// chapter.
fn add(target: &mut MdBook, folder: &str, added: Vec<(&str, &str)>) {
    if added.is_empty() {
        return;
    }
    match parent_of(&mut target.items, folder) {
        Some(parent) => {
            let mut parents = parent.parent_names.clone();
            parents.push(parent.name.clone());
            let next = next_number(&parent.sub_items);
            for ((title, path), next) in added.into_iter().zip(next..) {
                // mdBook takes the depth in the sidebar from the number.
                let number = parent.number.as_ref().map(|number| {
                    let mut parts = number.to_vec();
                    parts.push(next);
                    SectionNumber::new(parts)
                });
                parent.sub_items.push(new_chapter(title, path, number, parents.clone()));
            }
        }
        None => {
            let first = next_number(&target.items);
            // Chapters without a number stay at the end.
            let numbered = |item: &BookItem| matches!(item, BookItem::Chapter(c) if c.number.is_some());
            let at = target.items.iter().rposition(numbered).map_or(target.items.len(), |last| last + 1);
            let items = (first..).zip(added).map(|(number, (title, path))| {
                new_chapter(title, path, Some(SectionNumber::new([number])), Vec::new())
            });
            target.items.splice(at..at, items.collect::<Vec<_>>());
        }
    }
}

fn new_chapter(title: &str, path: &str, number: Option<SectionNumber>, parents: Vec<String>) -> BookItem {
    let mut chapter = Chapter::new(title, String::new(), Path::new(path), parents);
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
            let path = chapter.source_path.as_deref().map(slashed);
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
