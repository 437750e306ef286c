//! Puts the chapters into mdBook's book.
//!
//! In: mdBook's book and the checked one. Out: mdBook's book with every chapter
//! filled and the missing ones added under their parents. Chapters are rendered
//! on all processors. Must not change a chapter that is not ours or the author's
//! order of those that the summary lists.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::Result;
use mdbook_preprocessor::book::{Book as MdBook, BookItem, Chapter, SectionNumber};
use rayon::prelude::*;

use crate::discover::slashed;
use crate::model::Book;
use crate::render::Templates;

/// A chapter that is filled by this program.
struct Filled {
    name: String,
    content: String,
}

/// The folders whose chapters are added, and the title of the part that holds them if nothing else does.
const FOLDERS: [&str; 3] = ["cases", "drills", "rubrics"];

/// Fills and adds chapters.
pub fn apply_chapters(book: &Book, templates: &Templates, mut target: MdBook) -> Result<MdBook> {
    let mut chapters = render_chapters(book, templates)?;
    let pages = book
        .pages
        .par_iter()
        .map(|page| Ok((page.path.clone(), templates.page(book, page)?)))
        .collect::<Result<BTreeMap<_, _>>>()?;
    let mark = templates.mark(book)?;
    target.for_each_chapter_mut(|chapter| {
        let Some(path) = chapter.source_path.as_deref().map(slashed) else {
            return;
        };
        let key = page_of(&path);
        if let Some(filled) = chapters.remove(&key) {
            chapter.content = filled.content + &mark;
            chapter.path = Some(PathBuf::from(key));
        } else if let Some(content) = pages.get(&path) {
            chapter.content = format!("{content}{mark}");
        }
    });
    for folder in FOLDERS {
        let of_folder = |path: &String| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
        let paths: Vec<String> = chapters.keys().filter(|path| of_folder(path)).cloned().collect();
        let added = paths.into_iter().filter_map(|path| Some((chapters.remove(&path)?, path)));
        let added: Vec<(Filled, String)> = added
            .map(|(mut filled, path)| {
                filled.content.push_str(&mark);
                (filled, path)
            })
            .collect();
        add(&mut target, folder, added);
    }
    Ok(target)
}

/// The page of a source: a rubric's is Markdown too.
fn page_of(path: &str) -> String {
    match path.strip_suffix(".toml") {
        Some(stem) if stem.starts_with("rubrics/") => format!("{stem}.md"),
        _ => path.to_owned(),
    }
}

fn render_chapters(book: &Book, templates: &Templates) -> Result<BTreeMap<String, Filled>> {
    let cases =
        book.cases.par_iter().filter_map(|case| {
            let rubric = book.rubric(&case.round)?;
            Some(templates.case(book, rubric, case).map(|content| {
                (format!("cases/{}.md", case.slug), Filled { name: case.title.clone(), content })
            }))
        });
    let drills = book.drills.par_iter().map(|drill| {
        let content = templates.drill(book, drill)?;
        Ok((format!("drills/{}.md", drill.slug), Filled { name: drill.title.clone(), content }))
    });
    let rubrics = book.rubrics.par_iter().map(|rubric| {
        let content = templates.rubric(book, rubric)?;
        Ok((format!("rubrics/{}.md", rubric.slug), Filled { name: rubric.title.clone(), content }))
    });
    cases.chain(drills).chain(rubrics).collect()
}

/// Adds chapters under the page of their folder, or behind the last numbered chapter if there is none.
fn add(target: &mut MdBook, folder: &str, added: Vec<(Filled, String)>) {
    if added.is_empty() {
        return;
    }
    match parent_of(&mut target.items, folder) {
        Some(parent) => {
            let mut parents = parent.parent_names.clone();
            parents.push(parent.name.clone());
            let next = next_number(&parent.sub_items);
            for ((filled, path), next) in added.into_iter().zip(next..) {
                // The sidebar's depth comes from the number alone: one more than the parent's.
                let number = parent.number.as_ref().map(|number| {
                    let mut parts = number.to_vec();
                    parts.push(next);
                    SectionNumber::new(parts)
                });
                parent.sub_items.push(chapter(filled, &path, number, parents.clone()));
            }
        }
        None => {
            let first = next_number(&target.items);
            // Chapters without number at the end stay at the end.
            let numbered = |item: &BookItem| matches!(item, BookItem::Chapter(c) if c.number.is_some());
            let at = target.items.iter().rposition(numbered).map_or(target.items.len(), |last| last + 1);
            let items = (first..).zip(added).map(|(number, (filled, path))| {
                chapter(filled, &path, Some(SectionNumber::new([number])), Vec::new())
            });
            target.items.splice(at..at, items.collect::<Vec<_>>());
        }
    }
}

fn chapter(filled: Filled, path: &str, number: Option<SectionNumber>, parents: Vec<String>) -> BookItem {
    let mut chapter = Chapter::new(&filled.name, filled.content, Path::new(path), parents);
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
