//! Which names mean which quantities.
//!
//! In: the raw book. Out: the quantities of every page, and what a name on a page means. Reports names that are given
//! twice. Must not evaluate anything.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::Arc;

use super::model::At;
use crate::diagnostic::Diagnostic;
use crate::file_rules::{misplaced_estimate, repeated_quantity};
use crate::parse::book::RawBook;
use crate::parse::estimate::block::{Line, RawQuantity};
use crate::parse::markdown::notes::{Estimate, Markdown};
use crate::source::Source;
use crate::suggest;

/// A file and what is in it.
#[derive(Debug, Clone, Copy)]
pub(super) struct File<'a> {
    pub(super) source: &'a Arc<Source>,
    pub(super) markdown: &'a Markdown,
}

/// One quantity of a book: the numbers of its page and among the quantities of that page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Id {
    pub(super) page: usize,
    pub(super) index: usize,
}

/// A page with estimates.
pub(super) struct Page<'a> {
    /// Relative to `src`.
    pub(super) path: String,
    pub(super) file: File<'a>,
    /// In the order of the page.
    pub(super) quantities: Vec<(At, &'a Estimate, &'a RawQuantity)>,
    /// `None` for a name whose line does not parse.
    by_name: BTreeMap<&'a str, Option<usize>>,
}

impl Page<'_> {
    pub(super) fn names(&self) -> impl Iterator<Item = &str> + Clone {
        self.by_name.keys().copied()
    }
}

pub(super) struct Namespace<'a> {
    pub(super) pages: Vec<Page<'a>>,
    /// Pages by the ends of their paths without `.md`: `pin-recs`, `cases/pin-recs`.
    by_end: BTreeMap<String, Vec<usize>>,
    by_path: BTreeMap<String, usize>,
}

/// What a name means.
pub(super) enum Found {
    Quantity(Id),
    /// No page has this name, or several have.
    NoPage {
        like: Vec<String>,
    },
    NoQuantity {
        page: Option<usize>,
    },
    /// Its line does not parse.
    Broken,
}

impl<'a> Namespace<'a> {
    pub(super) fn new(book: &'a RawBook, found: &mut Vec<Diagnostic>) -> Self {
        let mut space = Self { pages: Vec::new(), by_end: BTreeMap::new(), by_path: BTreeMap::new() };
        for sample in &book.samples {
            for estimate in &sample.markdown.estimates {
                found.push(misplaced_estimate::at(&sample.source, estimate.span.clone()));
            }
        }
        let cases = book.cases.iter().map(|case| (&case.source, &case.markdown));
        let drills = book.drills.iter().map(|drill| (&drill.source, &drill.markdown));
        let pages = book.pages.iter().map(|page| (&page.source, &page.markdown));
        let files = cases.chain(drills).chain(pages).filter(|(_, markdown)| !markdown.estimates.is_empty());
        for file in files.map(|(source, markdown)| File { source, markdown }) {
            let path = book.chapter(file.source);
            space.add(page(path, file, found));
        }
        space
    }

    fn add(&mut self, page: Page<'a>) {
        let number = self.pages.len();
        let stem = page.path.trim_end_matches(".md");
        let ends = stem.match_indices('/').map(|(at, _)| &stem[at + 1..]).chain([stem]);
        for end in ends {
            self.by_end.entry(end.to_owned()).or_default().push(number);
        }
        self.by_path.insert(page.path.clone(), number);
        self.pages.push(page);
    }

    pub(super) fn paths(&self) -> impl Iterator<Item = String> {
        self.pages.iter().map(|page| page.path.clone())
    }

    /// The number of the page at a path relative to `src`.
    fn page(&self, path: &str) -> Option<usize> {
        self.by_path.get(path).copied()
    }

    /// The page on which a file is shown, if it has estimates: a sample is on the page of its case.
    pub(super) fn home(&self, book: &RawBook, source: &Source) -> Option<usize> {
        let sample = book.samples.iter().find(|sample| sample.source.path == source.path);
        let shown = match sample {
            Some(sample) => &*book.cases.iter().find(|case| case.slug == sample.case)?.source,
            None => source,
        };
        self.page(&book.chapter(shown))
    }

    /// The quantity that `unknown-quantity` suggests for a misspelled name.
    pub(super) fn near(&self, page: Option<usize>, name: &str) -> Option<Id> {
        let near = suggest::nearest(name, self.pages[page?].names())?;
        match self.find(page, near) {
            Found::Quantity(id) => Some(id),
            _ => None,
        }
    }

    /// What a name means on a page; `None` is a page without estimates.
    pub(super) fn find(&self, page: Option<usize>, name: &str) -> Found {
        let (page, name) = match name.rsplit_once('/') {
            None => (page, name),
            Some((path, name)) => match self.by_end.get(path).map(Vec::as_slice) {
                Some([page]) => (Some(*page), name),
                several => {
                    let like = several.unwrap_or_default().iter().map(|page| self.pages[*page].path.clone());
                    return Found::NoPage { like: like.collect() };
                }
            },
        };
        match page.and_then(|page| Some((page, *self.pages[page].by_name.get(name)?))) {
            Some((page, Some(index))) => Found::Quantity(Id { page, index }),
            Some((_, None)) => Found::Broken,
            None => Found::NoQuantity { page },
        }
    }

    /// The ends of all paths, for suggestions.
    pub(super) fn page_names(&self) -> impl Iterator<Item = &str> + Clone {
        self.by_end.keys().map(String::as_str)
    }

    pub(super) fn quantity(&self, id: Id) -> &(At, &'a Estimate, &'a RawQuantity) {
        &self.pages[id.page].quantities[id.index]
    }
}

fn page<'a>(path: String, file: File<'a>, found: &mut Vec<Diagnostic>) -> Page<'a> {
    let (mut quantities, mut by_name) = (Vec::new(), BTreeMap::new());
    for (number, estimate) in file.markdown.estimates.iter().enumerate() {
        for (line, content) in estimate.lines.iter().enumerate() {
            let quantity = match content {
                Line::Quantity(quantity) => quantity,
                Line::Broken(name) => {
                    by_name.entry(name.as_str()).or_insert(None);
                    continue;
                }
                Line::Title(_) => continue,
            };
            let name = &quantity.name;
            match by_name.entry(name.value.as_str()) {
                Entry::Vacant(free) => {
                    free.insert(Some(quantities.len()));
                    quantities.push((At { estimate: number, line }, estimate, &**quantity));
                }
                Entry::Occupied(_) => {
                    let place = estimate.place(&name.span);
                    found.push(repeated_quantity::at(file.source, place, &name.value));
                }
            }
        }
    }
    Page { path, file, quantities, by_name }
}
