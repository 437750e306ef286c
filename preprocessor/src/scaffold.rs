//! Writes new files: a case, a casebook.
//!
//! In: names. Out: files that did not exist. Must not overwrite anything.

use std::fs;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

use crate::files::{Folders, Kind};
use crate::mdbook::build::load_config;
use crate::mdbook::compile::check_configured;
use crate::slug;
use crate::starter;
use crate::suggest;

/// The most names of a message.
const MOST_NAMED: usize = 3;

/// What may be in the folder of a new book: repositories are often created first.
const REPOSITORIES: [&str; 4] = [".git", ".hg", ".jj", ".svn"];

/// What [`init`] writes besides the book: what a repository ignores, and what editors know about `book.toml` and the
/// rubrics.
const FOR_TOOLS: [(&str, &str); 4] = [
    (".gitignore", "/book\n/.casebook-*\n"),
    (".taplo.toml", include_str!("../starter/taplo.toml")),
    ("schemas/book.json", include_str!("../schemas/book.json")),
    ("schemas/rubric.json", include_str!("../schemas/rubric.json")),
];

/// Writes the skeleton of a case, a draft, and returns its path. Without a `round`, it is the only one of the book.
///
/// # Errors
///
/// `slug` is not the name of a case, the file exists or cannot be written, or the book has no such round.
pub fn new_case(root: &Path, slug: &str, round: Option<&str>) -> Result<PathBuf> {
    if slug::slug(slug).is_empty() {
        bail!("the name of a case is letters, digits, `-` and `_`");
    }
    if let Some(flaw) = slug::flaw(slug) {
        let similar = slug::similar_id(slug);
        let help = similar.map_or_else(|| "write another name".to_owned(), |id| format!("write `{id}`"));
        bail!("`{slug}` {flaw}: {help}");
    }
    let lowercase = slug.to_lowercase();
    // `README` and `INDEX` are the same files on some disks.
    let folders = Folders::default();
    let is_folder_page = |slug: &str| folders.kind_of(&folders.case(slug)) != Some(Kind::Case);
    if [&lowercase, &slug.to_uppercase()].into_iter().any(|slug| is_folder_page(slug)) {
        bail!("`{slug}.md` is the page of the folder, not a case: write another name");
    }
    if is_device(&lowercase) {
        bail!("`{slug}` is a device on Windows, where the book could not be checked out: write another name");
    }
    let config = load_config(root)?;
    let book = check_configured(root, &config, Vec::new())?.book;
    if let Some(case) =
        book.cases.iter().find(|case| case.slug.to_lowercase() == lowercase && case.slug != slug)
    {
        bail!("`{slug}` differs from the case `{}` only in capitals: write another name", case.slug);
    }
    let known: Vec<&str> = book.rubrics.iter().map(|rubric| rubric.slug.as_str()).collect();
    let round = match (round, known.as_slice()) {
        (_, []) => bail!("the book has no rubric: write one in `rubrics/` first"),
        (Some(round), _) => round,
        (None, [only]) => only,
        (None, several) => {
            bail!("the book has several rounds: add `--round` with one of {}", several.join(", "))
        }
    };
    let Some(rubric) = book.rubrics.iter().find(|rubric| rubric.slug == round) else {
        bail!("unknown round `{round}`: {}", suggest::help(round, known));
    };
    let path = root.join(&config.book.src).join(book.settings.folders.case(slug));
    let mut text = format!(
        "+++\ntitle = \"TODO: the question in three words\"\nround = \"{round}\"\nsummary = \"TODO: one sentence\"\ntags = []\ndraft = true # take this line out once the case is written\n# cover = \"covers/{slug}.svg\"\n\n\
         # [[sources]]\n# id = \"name2020\"\n# title = \"…\"\n# authors = \"…\"\n# year = 2020\n# url = \"https://…\"\n+++\n\n\
         TODO: what the interviewer says, aloud.\n\n\
         ### In one minute\n\nTODO: the strong answer, as said in sixty seconds.\n"
    );
    let levels: Vec<&str> = rubric.levels.iter().map(|level| level.value.as_str()).collect();
    for criterion in &rubric.criteria {
        let title = criterion.title.as_ref().map_or("", |title| &title.value);
        let id = criterion.id.as_ref().map_or("", |id| &id.value);
        text.push_str(&format!("\n## {title}\n\n"));
        if let Some(minutes) = &criterion.minutes {
            text.push_str(&format!("TODO: the model answer, for {} minutes of the round.\n", minutes.value));
        }
        if let Some(looks_at) = &criterion.looks_at {
            text.push_str(&format!("\n<!-- Looks at: {} -->\n", escape_comment(&looks_at.value)));
        }
        for (level, descriptor) in &criterion.descriptors {
            text.push_str(&format!("<!-- {}: {} -->\n", level.value, escape_comment(descriptor)));
        }
        text.push_str(&format!(
            "\n### In short\n\nTODO: the answer as you would say it, in at most {} words: the choice, a number, what it beat, how it fails, how you would notice.\n",
            rubric.in_short_limit()
        ));
        text.push_str("\n### Signals\n\n");
        for level in &levels {
            text.push_str(&format!(
                "- [ ] {level}!: TODO: one thing to observe in an answer ^{id}-{}\n",
                slug::slug(level)
            ));
        }
    }
    write_new(&path, &text)?;
    Ok(path)
}

/// Whether Windows keeps a name for a device, with any extension.
fn is_device(name: &str) -> bool {
    let numbered = |number: &str| matches!(number.as_bytes(), [b'1'..=b'9']);
    matches!(name, "con" | "prn" | "aux" | "nul")
        || ["com", "lpt"].iter().filter_map(|port| name.strip_prefix(port)).any(numbered)
}

/// A text that cannot end the HTML comment around it.
fn escape_comment(text: &str) -> String {
    text.replace("--", "- -").replace('>', "&gt;")
}

/// Writes a new casebook.
///
/// # Errors
///
/// The folder holds something, or cannot be written. If it holds something, nothing is written.
pub fn init(root: &Path) -> Result<()> {
    let mut names: Vec<String> = match fs::read_dir(root) {
        Err(error) if error.kind() == ErrorKind::NotFound => Vec::new(),
        entries => {
            let entries = entries.with_context(|| format!("reading the folder {}", root.display()))?;
            entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
        }
    };
    names.retain(|name| !REPOSITORIES.contains(&name.as_str()));
    names.sort();
    if names.iter().any(|name| name == "book.toml") {
        bail!("there is a book in {}: `mdbook-casebook install` makes it a casebook", root.display());
    }
    if !names.is_empty() {
        let more = names.len().saturating_sub(MOST_NAMED);
        names.truncate(MOST_NAMED);
        let more = if more == 0 { String::new() } else { format!(" and {more} more") };
        bail!(
            "{} holds {}{more}: `init` writes into an empty folder, name another",
            root.display(),
            names.join(", ")
        );
    }
    for (path, text) in starter::files().chain(&FOR_TOOLS) {
        write_new(&root.join(path), text)?;
    }
    Ok(())
}

fn write_new(path: &Path, text: &str) -> Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(|| format!("creating the folder {}", folder.display()))?;
    }
    let mut options = fs::OpenOptions::new();
    let mut file = match options.write(true).create_new(true).open(path) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            bail!("{} exists and is not overwritten", path.display());
        }
        opened => opened.with_context(|| format!("writing {}", path.display()))?,
    };
    file.write_all(text.as_bytes()).with_context(|| format!("writing {}", path.display()))
}
