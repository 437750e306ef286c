//! mdBook's protocol for preprocessors: a book as JSON in, a book as JSON out.
//!
//! In: bytes, and chapters to be filled. Out: the same bytes that mdBook's own types would write. Chapters that this
//! program fills are dropped while reading and written as soon as they are filled, so that a large book is never in
//! memory as a whole. Must not know where the bytes come from or go to.

use std::io::Write;
use std::path::PathBuf;
use std::sync::mpsc;

use anyhow::{Context as _, Result};
use json_escape_simd::escape;
use mdbook_preprocessor::PreprocessorContext;
use mdbook_preprocessor::book::{Book, BookItem, Chapter, SectionNumber};
use rayon::prelude::*;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::apply::Chapters;
use crate::files::{chapter_of, slashed};

/// mdBook's [`Book`] with contents that are not decoded yet.
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
    fn into_item(self) -> serde_json::Result<BookItem> {
        Ok(match self {
            Self::Separator => BookItem::Separator,
            Self::PartTitle(title) => BookItem::PartTitle(title),
            Self::Chapter(read) => {
                let ChapterRead { name, content, number, sub_items, path, source_path, parent_names } = read;
                let filled = source_path.as_deref().is_some_and(|path| chapter_of(&slashed(path)).is_some());
                let content = if filled { String::new() } else { serde_json::from_str(content.get())? };
                let sub_items =
                    sub_items.into_iter().map(Self::into_item).collect::<serde_json::Result<_>>()?;
                let chapter = Chapter { name, content, number, sub_items, path, source_path, parent_names };
                BookItem::Chapter(chapter)
            }
        })
    }
}

/// Reads a book. The chapters that this program fills are empty.
///
/// # Errors
///
/// The input is not what mdBook writes.
pub fn read_book(input: &[u8]) -> Result<(PreprocessorContext, Book)> {
    // `serde_json` is several times faster on a slice than on a stream.
    let read =
        serde_json::from_slice::<(PreprocessorContext, BookRead<'_>)>(input).and_then(|(context, book)| {
            let items = book.items.into_iter().map(ItemRead::into_item).collect::<serde_json::Result<_>>()?;
            Ok((context, Book { items }))
        });
    read.context("standard input is not a book; mdBook runs this program itself, see --help for its commands")
}

/// The empty content of a chapter in JSON. It occurs nowhere else, because quotes in strings are escaped.
const EMPTY: &str = "\"content\":\"\"";

/// Fills the empty chapters of a book and writes it.
///
/// # Errors
///
/// A template cannot be filled, or writing fails, with `BrokenPipe` if nobody reads.
pub fn write_book(book: &Book, chapters: &Chapters, mut out: impl Write) -> Result<()> {
    let json = serde_json::to_string(book)?;
    let empty: Vec<&Chapter> = book.iter().filter_map(chapter_in).filter(|c| c.content.is_empty()).collect();
    let task = "writing the book to standard output";
    std::thread::scope(|threads| {
        let (sender, receiver) = mpsc::sync_channel(1);
        // Ends when all are filled, one cannot be, or the receiver is dropped.
        threads.spawn(move || {
            empty.chunks(BATCH).map(|batch| fill(batch, chapters)).try_for_each(|batch| sender.send(batch))
        });
        let mut write = |text: &str| out.write_all(text.as_bytes()).context(task);
        let mut parts = json.split(EMPTY);
        write(parts.next().unwrap_or_default())?;
        for contents in receiver {
            for (content, part) in contents?.iter().zip(&mut parts) {
                write("\"content\":")?;
                write(content)?;
                write(part)?;
            }
        }
        out.flush().context(task)
    })
}

fn chapter_in(item: &BookItem) -> Option<&Chapter> {
    if let BookItem::Chapter(chapter) = item { Some(chapter) } else { None }
}

/// How many chapters are filled before they are written: enough to occupy all processors, and few enough to take little
/// memory.
const BATCH: usize = 32;

/// The contents of chapters as JSON.
fn fill(batch: &[&Chapter], chapters: &Chapters) -> Result<Vec<String>> {
    batch.par_iter().map(|chapter| Ok(escape(&chapters.content(chapter)?.unwrap_or_default()))).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::escape;

    proptest! {
        #[test]
        fn text_is_escaped_as_mdbook_escapes_it(text in r#"(?s:[\x00-\x7f"\\\n]|.){0,200}"#) {
            prop_assert_eq!(escape(&text), serde_json::to_string(&text)?);
        }
    }
}
