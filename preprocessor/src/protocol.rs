//! mdBook's protocol: the book as JSON on standard input, and again on standard output.
//!
//! In: bytes, and chapters to be filled. Out: what mdBook's own types would read and
//! write, to the byte. What this program replaces is not kept while reading, and a
//! chapter is written as soon as it is filled: a large book never stands in memory
//! as a whole. Must not know where the bytes come from or go to.

use std::cell::RefCell;
use std::io::Write;
use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver};
use std::vec;

use anyhow::{Context as _, Result};
use mdbook_preprocessor::PreprocessorContext;
use mdbook_preprocessor::book::{Book, BookItem, Chapter, SectionNumber};
use rayon::prelude::*;
use serde::ser::{Error as _, SerializeSeq as _};
use serde::{Deserialize, Serialize, Serializer};
use serde_json::value::{RawValue, to_raw_value};

use crate::apply::Chapters;
use crate::discover::is_filled;

/// mdBook's [`Book`] while it is read.
#[derive(Deserialize)]
struct BookRead<'a> {
    #[serde(borrow)]
    items: Vec<ItemRead<'a>>,
}

#[derive(Deserialize)]
#[serde(rename = "BookItem")]
enum ItemRead<'a> {
    Chapter(#[serde(borrow)] ChapterRead<'a>),
    Separator,
    PartTitle(String),
}

#[derive(Deserialize)]
#[serde(rename = "Chapter")]
struct ChapterRead<'a> {
    name: String,
    #[serde(borrow)]
    content: &'a RawValue,
    number: Option<SectionNumber>,
    sub_items: Vec<ItemRead<'a>>,
    path: Option<PathBuf>,
    source_path: Option<PathBuf>,
    parent_names: Vec<String>,
}

impl ItemRead<'_> {
    fn keep(self) -> serde_json::Result<BookItem> {
        Ok(match self {
            Self::Separator => BookItem::Separator,
            Self::PartTitle(title) => BookItem::PartTitle(title),
            Self::Chapter(read) => {
                let ChapterRead { name, content, number, sub_items, path, source_path, parent_names } = read;
                let filled = source_path.as_deref().is_some_and(is_filled);
                let content = if filled { String::new() } else { serde_json::from_str(content.get())? };
                let sub_items = sub_items.into_iter().map(Self::keep).collect::<serde_json::Result<_>>()?;
                let chapter = Chapter { name, content, number, sub_items, path, source_path, parent_names };
                BookItem::Chapter(chapter)
            }
        })
    }
}

/// Reads a book; the content of chapters that this program fills is left out.
pub fn read(input: &[u8]) -> Result<(PreprocessorContext, Book)> {
    // Reading from a slice is several times faster than from a stream.
    let read =
        serde_json::from_slice::<(PreprocessorContext, BookRead<'_>)>(input).and_then(|(context, book)| {
            let items = book.items.into_iter().map(ItemRead::keep).collect::<serde_json::Result<_>>()?;
            Ok((context, Book { items }))
        });
    read.context("standard input is no book; mdBook runs this program itself, see --help for its commands")
}

/// Fills the chapters of a book and writes it. Where the reader has gone, that is an error of kind `BrokenPipe`.
pub fn write(book: &Book, chapters: &Chapters, mut out: impl Write) -> Result<()> {
    let all: Vec<&Chapter> = book.iter().filter_map(chapter_in).collect();
    std::thread::scope(|threads| {
        let (filled, arriving) = mpsc::sync_channel(1);
        // Ends when all are filled, one cannot be, or nobody waits for them any more.
        threads.spawn(move || {
            all.chunks(AT_ONCE).map(|some| fill(some, chapters)).try_for_each(|some| filled.send(some))
        });
        let contents = RefCell::new(Contents { arriving, ready: Vec::new().into_iter(), failure: None });
        let items = ItemsWritten { items: &book.items, contents: &contents };
        let written = serde_json::to_writer(&mut out, &BookWritten { items });
        match contents.into_inner().failure {
            Some(failure) => Err(failure),
            None => written
                .map_err(std::io::Error::from)
                .and_then(|()| out.flush())
                .context("writing the book to standard output"),
        }
    })
}

fn chapter_in(item: &BookItem) -> Option<&Chapter> {
    if let BookItem::Chapter(chapter) = item { Some(chapter) } else { None }
}

/// How many chapters are filled before they are written: enough for all processors to have work,
/// and few enough that those which wait take little memory.
const AT_ONCE: usize = 32;

/// The contents of chapters as JSON.
fn fill(chapters: &[&Chapter], by: &Chapters) -> Result<Vec<Box<RawValue>>> {
    let filled = chapters.par_iter().map(|chapter| {
        let filled = by.content(chapter)?;
        Ok(to_raw_value(filled.as_deref().unwrap_or(&chapter.content))?)
    });
    filled.collect()
}

/// The contents of all chapters, in the order in which they are written: that of [`Book::iter`].
struct Contents {
    arriving: Receiver<Result<Vec<Box<RawValue>>>>,
    ready: vec::IntoIter<Box<RawValue>>,
    failure: Option<anyhow::Error>,
}

impl Contents {
    /// The next; `None` after a failure.
    fn next(&mut self) -> Option<Box<RawValue>> {
        if self.ready.len() == 0 {
            match self.arriving.recv().ok()? {
                Ok(filled) => self.ready = filled.into_iter(),
                Err(failure) => self.failure = Some(failure),
            }
        }
        self.ready.next()
    }
}

/// mdBook's [`Book`] while it is written.
#[derive(Serialize)]
struct BookWritten<'a> {
    items: ItemsWritten<'a>,
}

struct ItemsWritten<'a> {
    items: &'a [BookItem],
    contents: &'a RefCell<Contents>,
}

#[derive(Serialize)]
#[serde(rename = "Chapter")]
struct ChapterWritten<'a> {
    name: &'a str,
    content: Box<RawValue>,
    number: &'a Option<SectionNumber>,
    sub_items: ItemsWritten<'a>,
    path: &'a Option<PathBuf>,
    source_path: &'a Option<PathBuf>,
    parent_names: &'a [String],
}

impl Serialize for ItemsWritten<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        enum ItemWritten<'a> {
            Chapter(ChapterWritten<'a>),
        }
        let mut items = serializer.serialize_seq(Some(self.items.len()))?;
        for item in self.items {
            let BookItem::Chapter(chapter) = item else {
                items.serialize_element(item)?;
                continue;
            };
            let Chapter { name, content: _, number, sub_items, path, source_path, parent_names } = chapter;
            let content = self.contents.borrow_mut().next();
            let content = content.ok_or_else(|| S::Error::custom("a chapter could not be filled"))?;
            let sub_items = ItemsWritten { items: sub_items, contents: self.contents };
            items.serialize_element(&ItemWritten::Chapter(ChapterWritten {
                name,
                content,
                number,
                sub_items,
                path,
                source_path,
                parent_names,
            }))?;
        }
        items.end()
    }
}
