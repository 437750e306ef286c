//! mdBook's protocol for preprocessors: a book as JSON in, a book as JSON out.
//!
//! In: bytes, and chapters to be filled. Out: the same bytes that mdBook's own types would write. Chapters are written
//! as soon as they are filled, so that a large book is never in memory as a whole. Must not know where the bytes come
//! from or go to.

use std::io::Write;
use std::sync::mpsc;

use anyhow::{Context as _, Result, anyhow};
use json_escape_simd::escape_into;
use mdbook_preprocessor::PreprocessorContext;
use mdbook_preprocessor::book::{Book, BookItem, Chapter};
use rayon::prelude::*;

use super::apply::Chapters;

/// Reads a book.
///
/// # Errors
///
/// The input is not what mdBook writes.
pub fn read_book(input: &[u8]) -> Result<(PreprocessorContext, Book)> {
    // `serde_json` is several times faster on a slice than on a stream.
    serde_json::from_slice(input).map_err(|error| match caller(input) {
        Some(version) if !is_supported(&version) => anyhow!("needs mdBook {MDBOOK}, was called by {version}"),
        _ => anyhow::Error::from(error).context(
            "standard input is not a book; mdBook runs this program itself, see --help for its commands",
        ),
    })
}

/// The series of mdBook that this program is made for.
const MDBOOK: &str = "0.5";

fn is_supported(version: &str) -> bool {
    version.strip_prefix(MDBOOK).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// The version of mdBook that wrote a book, whatever else it is.
fn caller(input: &[u8]) -> Option<String> {
    let value: serde_json::Value = serde_json::from_slice(input).ok()?;
    Some(value.get(0)?.get("mdbook_version")?.as_str()?.to_owned())
}

/// What to say about an mdBook whose books can be read, although it is another than this program is made for.
pub fn version_warning(context: &PreprocessorContext) -> Option<String> {
    let version = &context.mdbook_version;
    (!is_supported(version)).then(|| format!("warning: needs mdBook {MDBOOK}, was called by {version}"))
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
        let mut parts = json.split(EMPTY);
        out.write_all(parts.next().unwrap_or_default().as_bytes()).context(task)?;
        // One for all: escaping reserves six times the size of a text.
        let mut buffer = Vec::new();
        for contents in receiver {
            for (content, part) in contents?.iter().zip(&mut parts) {
                buffer.clear();
                buffer.extend_from_slice(b"\"content\":");
                escape_into(content, &mut buffer);
                buffer.extend_from_slice(part.as_bytes());
                out.write_all(&buffer).context(task)?;
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

/// The contents of chapters.
fn fill(batch: &[&Chapter], chapters: &Chapters) -> Result<Vec<String>> {
    batch.par_iter().map(|chapter| Ok(chapters.content(chapter)?.unwrap_or_default())).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::escape_into;

    proptest! {
        #[test]
        fn text_is_escaped_as_mdbook_escapes_it(text in r#"(?s:[\x00-\x7f"\\\n]|.){0,200}"#) {
            let mut escaped = Vec::new();
            escape_into(&text, &mut escaped);
            prop_assert_eq!(String::from_utf8(escaped)?, serde_json::to_string(&text)?);
        }
    }
}
