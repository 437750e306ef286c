//! Reads PDFs with poppler.

use std::path::{Path, PathBuf};
use std::process::Command;

/// A word and its place on the page, in points from the upper left.
#[derive(Debug)]
pub(crate) struct Word {
    pub(crate) text: String,
    pub(crate) left: f64,
    pub(crate) top: f64,
    pub(crate) right: f64,
    pub(crate) bottom: f64,
}

#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) width: f64,
    pub(crate) height: f64,
    pub(crate) words: Vec<Word>,
    /// Its words as [`words`] folds them, in the order in which they were drawn.
    pub(crate) text: String,
}

#[derive(Debug)]
pub(crate) struct Pdf {
    path: PathBuf,
    pub(crate) pages: Vec<Page>,
}

fn poppler(program: &str, arguments: &[&str], path: &Path) -> Vec<u8> {
    let output = Command::new(program).args(arguments).arg(path).arg("-").output();
    let output = output.unwrap_or_else(|error| panic!("{program}, of poppler-utils: {error}"));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

/// The value of an attribute in a line of poppler's.
fn number(line: &str, name: &str) -> f64 {
    let (_, rest) = line.split_once(&format!("{name}=\"")).unwrap_or_else(|| panic!("{name} in {line}"));
    rest.split('"').next().unwrap().parse().unwrap()
}

impl Pdf {
    pub(crate) fn open(path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        let boxes = String::from_utf8(poppler("pdftotext", &["-bbox"], &path)).unwrap();
        let mut pages: Vec<Page> = Vec::new();
        for line in boxes.lines().map(str::trim) {
            if line.starts_with("<page ") {
                let (width, height) = (number(line, "width"), number(line, "height"));
                pages.push(Page { width, height, words: Vec::new(), text: String::new() });
            } else if line.starts_with("<word ") {
                let text = line.split_once('>').unwrap().1.trim_end_matches("</word>");
                let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
                pages.last_mut().unwrap().words.push(Word {
                    text: text.replace("&amp;", "&"),
                    left: number(line, "xMin"),
                    top: number(line, "yMin"),
                    right: number(line, "xMax"),
                    bottom: number(line, "yMax"),
                });
            }
        }
        // In layout order the columns of a table would be mixed; in drawing order each cell is one text.
        let drawn = String::from_utf8(poppler("pdftotext", &["-raw"], &path)).unwrap();
        for (page, text) in pages.iter_mut().zip(drawn.split('\u{c}')) {
            page.text = words(text);
        }
        Self { path, pages }
    }

    /// The words of all pages.
    pub(crate) fn words(&self) -> String {
        self.pages.iter().map(|page| page.text.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// Fails if a word is nearer to an edge than `margin` millimeters.
    pub(crate) fn assert_nothing_is_cut_off(&self, margin: f64) {
        let margin = margin * 72.0 / 25.4;
        for (index, page) in self.pages.iter().enumerate() {
            for word in &page.words {
                let inside = word.left >= margin
                    && word.top >= margin
                    && word.right <= page.width - margin
                    && word.bottom <= page.height - margin;
                assert!(inside, "{}, page {}: {word:?}", self.path.display(), index + 1);
            }
        }
    }

    /// The shades of a page, 0 black to 255 white, at a low resolution.
    pub(crate) fn shades(&self, page: usize) -> Vec<u8> {
        let number = (page + 1).to_string();
        let arguments = ["-gray", "-r", "30", "-f", &number, "-l", &number, "-singlefile"];
        let output = Command::new("pdftoppm").args(arguments).arg(&self.path).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        // A PGM: magic number, width, height, greatest value, then one byte per pixel.
        let header = output.stdout.split(|byte| byte.is_ascii_whitespace());
        let sizes: Vec<&[u8]> = header.take(4).collect();
        let length: usize = sizes.iter().map(|part| part.len() + 1).sum();
        output.stdout[length..].to_vec()
    }
}

/// A text as lowercase words with one space between them and no punctuation, so that quotes, hyphens and line breaks do
/// not matter.
pub(crate) fn words(text: &str) -> String {
    let letters = text.chars().map(|letter| if letter.is_alphanumeric() { letter } else { ' ' });
    let folded: String = letters.flat_map(char::to_lowercase).collect();
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The sentences of a Markdown text as [`words`], without markup, formulas and diagrams.
pub(crate) fn sentences(markdown: &str) -> Vec<String> {
    use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
    let mut text = String::new();
    let mut skipped = 0;
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock) => skipped += 1,
            Event::End(TagEnd::CodeBlock | TagEnd::HtmlBlock) => skipped -= 1,
            Event::Text(part) | Event::Code(part) if skipped == 0 => text.push_str(&part),
            // A formula or the number of a citation: nothing to compare.
            Event::InlineHtml(_) => text.push('\n'),
            Event::SoftBreak => text.push(' '),
            Event::End(_) => text.push('\n'),
            _ => {}
        }
    }
    let mut found = Vec::new();
    for line in text.lines() {
        let mut rest = line;
        while let Some(end) = rest.find(['.', '?', '!', ';']) {
            let follows = rest[end + 1..].chars().next();
            let (sentence, next) = rest.split_at(end + 1);
            if follows.is_none_or(char::is_whitespace) {
                found.push(words(sentence));
            } else if let Some(space) = next.find(' ') {
                found.push(words(&rest[..end + 1 + space]));
                rest = &next[space..];
                continue;
            }
            rest = next;
        }
        found.push(words(rest));
    }
    // Shorter ones could occur by chance.
    found.retain(|sentence| sentence.split(' ').count() >= 5);
    found
}
