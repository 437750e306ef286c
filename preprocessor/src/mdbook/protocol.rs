//! mdBook's protocol: the book as JSON on standard input, and again on standard output.
//!
//! In: bytes, and chapters to be filled. Out: what mdBook's own types would read and
//! write, to the byte. What this program replaces is not kept while reading, and a
//! chapter is written as soon as it is filled: a large book never stands in memory
//! as a whole. Must not know where the bytes come from or go to.

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
                let filled = source_path.as_deref().is_some_and(|path| chapter_of(&slashed(path)).is_some());
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

/// What a chapter without content has in JSON. A quote inside of a string has a backslash before it,
/// so this stands nowhere else.
const EMPTY: &str = "\"content\":\"\"";

/// Fills the chapters of a book that are empty and writes it. Where the reader has gone, that is an error of kind
/// `BrokenPipe`.
pub fn write(book: &Book, chapters: &Chapters, mut out: impl Write) -> Result<()> {
    let json = serde_json::to_string(book)?;
    let empty: Vec<&Chapter> = book.iter().filter_map(chapter_in).filter(|c| c.content.is_empty()).collect();
    let task = "writing the book to standard output";
    std::thread::scope(|threads| {
        let (filled, arriving) = mpsc::sync_channel(1);
        // Ends when all are filled, one cannot be, or nobody waits for them any more.
        threads.spawn(move || {
            empty.chunks(AT_ONCE).map(|some| fill(some, chapters)).try_for_each(|some| filled.send(some))
        });
        let mut write = |text: &str| out.write_all(text.as_bytes()).context(task);
        let mut parts = json.split(EMPTY);
        write(parts.next().unwrap_or_default())?;
        for contents in arriving {
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

/// How many chapters are filled before they are written: enough for all processors to have work,
/// and few enough that those which wait take little memory.
const AT_ONCE: usize = 32;

/// The contents of chapters as JSON.
fn fill(chapters: &[&Chapter], by: &Chapters) -> Result<Vec<String>> {
    chapters.par_iter().map(|chapter| Ok(escape(&by.content(chapter)?.unwrap_or_default()))).collect()
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
