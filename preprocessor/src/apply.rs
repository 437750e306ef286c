//! Puts the chapters into mdBook's book.
//!
//! In: mdBook's book and the checked one. Out: mdBook's book in which every chapter
//! has its place, the missing ones under their parents, and the content of each as
//! it is asked for. Must not change a chapter that is not ours or the author's
//! order of those that the summary lists.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anyhow::Result;
use mdbook_preprocessor::book::{Book as MdBook, BookItem, Chapter, SectionNumber};
use rayon::prelude::*;

use crate::discover::slashed;
use crate::model::Book;
use crate::render::Templates;

/// The folders whose chapters are added, and the title of the part that holds them if nothing else does.
const FOLDERS: [&str; 3] = ["cases", "drills", "rubrics"];

/// What a chapter is made of: the place of a value in the model.
#[derive(Debug, Clone, Copy)]
enum Made {
    Case(usize),
    Drill(usize),
    Rubric(usize),
    Page(usize),
}

/// The contents of all chapters.
#[derive(Debug)]
pub struct Chapters {
    book: Book,
    templates: Templates,
    /// By the path of the page.
    made: BTreeMap<String, Made>,
    /// What closes every page.
    mark: String,
}

impl Chapters {
    /// The chapters of a book that are in, or to be added to, mdBook's.
    pub fn new(book: Book, templates: Templates) -> Result<Self> {
        let cases = book.cases.iter().map(|case| format!("cases/{}.md", case.slug));
        let drills = book.drills.iter().map(|drill| format!("drills/{}.md", drill.slug));
        let rubrics = book.rubrics.iter().map(|rubric| format!("rubrics/{}.md", rubric.slug));
        let pages = book.pages.iter().map(|page| page.path.clone());
        let cases = cases.enumerate().map(|(at, path)| (path, Made::Case(at)));
        let drills = drills.enumerate().map(|(at, path)| (path, Made::Drill(at)));
        let rubrics = rubrics.enumerate().map(|(at, path)| (path, Made::Rubric(at)));
        let pages = pages.enumerate().map(|(at, path)| (path, Made::Page(at)));
        let made = pages.chain(cases).chain(drills).chain(rubrics).collect();
        let mark = templates.mark(&book)?;
        Ok(Self { book, templates, made, mark })
    }

    /// The page of a chapter and what it is made of; `None` where it is not ours.
    fn of(&self, chapter: &Chapter) -> Option<(&String, Made)> {
        let path = slashed(chapter.source_path.as_deref()?);
        let found = self.made.get_key_value(&path).or_else(|| self.made.get_key_value(&page_of(&path)));
        found.map(|(page, made)| (page, *made))
    }

    /// The content of a chapter; `None` where it is not ours.
    pub fn content(&self, chapter: &Chapter) -> Result<Option<String>> {
        let Some((_, made)) = self.of(chapter) else {
            return Ok(None);
        };
        let (book, templates) = (&self.book, &self.templates);
        let mut content = match made {
            Made::Case(at) => templates.case(book, &book.cases[at])?,
            Made::Drill(at) => templates.drill(book, &book.drills[at])?,
            Made::Rubric(at) => templates.rubric(book, &book.rubrics[at])?,
            Made::Page(at) => templates.page(book, &book.pages[at])?,
        };
        content.push_str(&self.mark);
        Ok(Some(content))
    }

    /// The title of a chapter that is added where the summary does not list it; a page always is listed.
    fn title(&self, made: Made) -> Option<&str> {
        match made {
            Made::Case(at) => Some(&self.book.cases[at].title),
            Made::Drill(at) => Some(&self.book.drills[at].title),
            Made::Rubric(at) => Some(&self.book.rubrics[at].title),
            Made::Page(_) => None,
        }
    }

    /// Gives every chapter its place, adds those that the summary does not list, and empties all that are ours: what
    /// mdBook read would stand in memory twice.
    pub fn place(&self, target: &mut MdBook) {
        let mut listed = BTreeSet::new();
        target.for_each_chapter_mut(|chapter| {
            let Some((page, made)) = self.of(chapter) else {
                return;
            };
            if !matches!(made, Made::Page(_)) {
                chapter.path = Some(PathBuf::from(page));
            }
            chapter.content = String::new();
            listed.insert(page);
        });
        for folder in FOLDERS {
            let of_folder = |path: &str| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
            let missing = self.made.iter().filter(|(path, _)| of_folder(path) && !listed.contains(path));
            let missing = missing.filter_map(|(path, made)| Some((self.title(*made)?, path.as_str())));
            add(target, folder, missing.collect());
        }
    }

    /// Fills all chapters of a book, on all processors.
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

/// The page of a source: a rubric's is Markdown too.
fn page_of(path: &str) -> String {
    match path.strip_suffix(".toml") {
        Some(stem) if stem.starts_with("rubrics/") => format!("{stem}.md"),
        _ => path.to_owned(),
    }
}

/// Adds chapters under the page of their folder, or behind the last numbered chapter if there is none.
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
                // The sidebar's depth comes from the number alone: one more than the parent's.
                let number = parent.number.as_ref().map(|number| {
                    let mut parts = number.to_vec();
                    parts.push(next);
                    SectionNumber::new(parts)
                });
                parent.sub_items.push(chapter(title, path, number, parents.clone()));
            }
        }
        None => {
            let first = next_number(&target.items);
            // Chapters without number at the end stay at the end.
            let numbered = |item: &BookItem| matches!(item, BookItem::Chapter(c) if c.number.is_some());
            let at = target.items.iter().rposition(numbered).map_or(target.items.len(), |last| last + 1);
            let items = (first..).zip(added).map(|(number, (title, path))| {
                chapter(title, path, Some(SectionNumber::new([number])), Vec::new())
            });
            target.items.splice(at..at, items.collect::<Vec<_>>());
        }
    }
}

fn chapter(title: &str, path: &str, number: Option<SectionNumber>, parents: Vec<String>) -> BookItem {
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

/// The page of a folder: `cases/index.md`, `cases/README.md` or `cases.md`.
fn parent_of<'a>(items: &'a mut [BookItem], folder: &str) -> Option<&'a mut Chapter> {
    let names = [format!("{folder}/index.md"), format!("{folder}/README.md"), format!("{folder}.md")];
    for item in items {
        if let BookItem::Chapter(chapter) = item {
            let path = chapter.source_path.as_deref().map(slashed);
            if path.is_some_and(|path| names.contains(&path)) {
                return Some(chapter);
            }
            if let Some(found) = parent_of(&mut chapter.sub_items, folder) {
                return Some(found);
            }
        }
    }
    None
}
