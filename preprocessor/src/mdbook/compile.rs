//! From a folder to mdBook's book.
//!
//! In: a root and mdBook's book. Out: the same book with every chapter in its place, and what to fill them with. Must
//! not write anything.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::Result;
use mdbook_preprocessor::book::Book as MdBook;
use mdbook_preprocessor::config::Config;
use serde_json::{Value, json};

use super::apply::{Chapters, file_of};
use super::plain::plain_chapters;
use crate::check::{Cache, Checked, Place, check, listed_on_disk};
use crate::diagnostic::{self, Diagnostic};
use crate::discover::read_settings;
use crate::files::{Folders, Listed, Text, may_be_ours};
use crate::lower::lower_book;
use crate::parse::book::RawBook;
use crate::parse::case::RawCase;
use crate::parse::settings::parse_settings;
use crate::render::Templates;
use crate::rule::Severity;
use crate::severities::is_relaxed;

/// Why there is no book.
#[derive(Debug)]
pub enum BuildError {
    /// The content has errors; the diagnostics include warnings.
    Content(Vec<Diagnostic>),
    /// Something else went wrong: the disk, a template, a bug of this program.
    Tool(anyhow::Error),
}

impl From<anyhow::Error> for BuildError {
    fn from(error: anyhow::Error) -> Self {
        Self::Tool(error)
    }
}

/// A checked book whose chapters are in their places; those of this program are empty.
#[derive(Debug)]
pub struct Compiled {
    pub book: MdBook,
    /// What fills them.
    pub chapters: Chapters,
    /// Contains no errors.
    pub warnings: Vec<Diagnostic>,
}

/// What becomes of a case that is a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Drafts {
    LeftOut,
    /// Those in which nothing is wrong that their page needs.
    Shown,
}

/// mdBook's own renderer, for which the templates are.
pub const HTML: &str = "html";

/// What a book is compiled for.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    pub drafts: Drafts,
    pub renderer: &'a str,
    /// What is known to be wrong already.
    pub found: &'a [Diagnostic],
}

/// Compiles the book at `root` into mdBook's, for its own renderer and without drafts.
///
/// # Errors
///
/// As [`compile_with`].
pub fn compile(
    root: &Path,
    config: &Config,
    target: MdBook,
    cache: Option<&Cache>,
) -> std::result::Result<Compiled, BuildError> {
    compile_with(root, config, target, cache, Wanted { drafts: Drafts::LeftOut, renderer: HTML, found: &[] })
}

/// Compiles the book at `root` into mdBook's.
///
/// # Errors
///
/// The content has errors; a template cannot be read or does not parse.
pub fn compile_with(
    root: &Path,
    config: &Config,
    mut target: MdBook,
    cache: Option<&Cache>,
    wanted: Wanted<'_>,
) -> std::result::Result<Compiled, BuildError> {
    let settings = read_settings(root, &environment(root, config));
    let listed = take_texts(&mut target, &parse_settings(&settings).value.folders);
    let place = Place { root, src: &config.book.src, settings, listed, found: wanted.found.to_vec() };
    let Checked { book: mut raw, mut estimates, diagnostics } = check(place, cache);
    if diagnostic::has_errors(&diagnostics) {
        return Err(BuildError::Content(diagnostics));
    }
    let left_out = leave_out(&mut raw, &diagnostics, wanted.drafts);
    // A quantity of a draft is on no page: a link to it stays a text.
    estimates.quoted.retain(|_, quoted| !left_out.contains(&quoted.page));
    let plain = (wanted.renderer != HTML).then(|| plain_chapters(&raw));
    let title = config.book.title.as_deref().unwrap_or("Casebook");
    let smart = config.html_config().is_none_or(|html| html.smart_punctuation);
    let book = lower_book(raw, &estimates, title, smart).map_err(anyhow::Error::from)?;
    let templates = Templates::load(&root.join("templates"))?;
    let chapters = Chapters::new(book, templates)?.without(left_out).filled_with(plain);
    chapters.place(&mut target);
    Ok(Compiled { book: target, chapters, warnings: diagnostics })
}

/// Removes drafts, and returns the paths of their files relative to `src`. One with an error that its page needs is
/// always removed.
fn leave_out(raw: &mut RawBook, diagnostics: &[Diagnostic], drafts: Drafts) -> BTreeSet<String> {
    let broken: BTreeSet<&str> = diagnostics
        .iter()
        .filter(|found| found.rule.severity == Severity::Error && !is_relaxed(found.rule))
        .map(|found| found.source.path.as_str())
        .collect();
    let samples = raw.samples.iter().filter(|sample| broken.contains(&*sample.source.path));
    let with_broken_sample: BTreeSet<&str> = samples.map(|sample| sample.case.as_str()).collect();
    let is_broken =
        |case: &RawCase| broken.contains(&*case.source.path) || with_broken_sample.contains(&*case.slug);
    let drafts = raw
        .cases
        .iter()
        .filter(|case| case.draft.is_some())
        .filter(|case| drafts == Drafts::LeftOut || is_broken(case));
    let left_out: BTreeSet<String> = drafts.map(|case| raw.inside(&case.source).to_owned()).collect();
    let mut cases = std::mem::take(&mut raw.cases);
    cases.retain(|case| !left_out.contains(raw.inside(&case.source)));
    raw.cases = cases;
    left_out
}

/// The chapters that mdBook hands over. The texts of those that this program fills in any case are taken out, so that
/// a large book is not in memory twice; a plain page keeps its text.
fn take_texts(book: &mut MdBook, folders: &Folders) -> Vec<Listed> {
    let mut listed = Vec::new();
    book.for_each_chapter_mut(|chapter| {
        let Some(path) = file_of(chapter) else { return };
        let text = match folders.kind_of(&path) {
            Some(_) => Text::Given(std::mem::take(&mut chapter.content)),
            None if may_be_ours(&chapter.content) => Text::Given(chapter.content.clone()),
            None => Text::NotOurs,
        };
        listed.push(Listed { path, text });
    });
    listed
}

/// Checks the book at `root` as it is on disk. `found` is what is known to be wrong already.
///
/// # Errors
///
/// There is no folder of chapters.
pub fn check_configured(root: &Path, config: &Config, found: Vec<Diagnostic>) -> Result<Checked> {
    let src = &config.book.src;
    let listed = listed_on_disk(root, src)?;
    let settings = read_settings(root, &environment(root, config));
    Ok(check(Place { root, src, settings, listed, found }, None))
}

type Table = serde_json::Map<String, Value>;

/// What mdBook has in `[preprocessor.casebook]` and `book.toml` does not say, as TOML: mdBook takes settings from
/// variables of the environment, too.
fn environment(root: &Path, config: &Config) -> String {
    let table = |config: &Config| config.get::<Table>("preprocessor.casebook").ok().flatten();
    let written = Config::from_disk(root.join("book.toml")).ok().and_then(|config| table(&config));
    let written = written.unwrap_or_default();
    let set = table(config).unwrap_or_default();
    toml_lines("", &set, Some(&written))
}

/// What a table has and `written` has not, as TOML, whose texts, numbers and arrays are written as in JSON. `path` leads
/// to the table.
fn toml_lines(path: &str, table: &Table, written: Option<&Table>) -> String {
    let line = |(key, value): (&String, &Value)| {
        let written = written.and_then(|written| written.get(key));
        let path = format!("{path}{}", json!(key));
        match value {
            Value::Object(inner) => {
                toml_lines(&format!("{path}."), inner, written.and_then(Value::as_object))
            }
            Value::Null => String::new(),
            value if written == Some(value) => String::new(),
            value => format!("{path} = {value}\n"),
        }
    };
    table.iter().map(line).collect()
}
