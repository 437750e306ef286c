//! Writes new files: a case, a casebook.
//!
//! In: names. Out: files that did not exist. Must not overwrite anything.

use std::fs;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

use crate::check::check_on_disk;
use crate::files::{Kind, chapter, kind_of};
use crate::mdbook::build::load_config;
use crate::slug;
use crate::starter;
use crate::suggest;

/// Writes the skeleton of a case, and returns its path.
///
/// # Errors
///
/// `slug` is not the name of a case, the file exists or cannot be written, or the book has no such round.
pub fn new_case(root: &Path, slug: &str, round: &str) -> Result<PathBuf> {
    if slug::slug(slug).is_empty() {
        bail!("the name of a case is letters, digits, `-` and `_`");
    }
    if kind_of(&chapter(Kind::Case, slug)) != Some(Kind::Case) && slug::is_id(slug) {
        bail!("`{slug}.md` is the page of the folder, not a case: write another name");
    }
    if !slug::is_id(slug) {
        bail!("`{slug}` has more than letters, digits, `-` and `_`: write `{}`", slug::slug(slug));
    }
    let config = load_config(root)?;
    let book = check_on_disk(root, &config.book.src)?.value;
    let Some(rubric) = book.rubrics.iter().find(|rubric| rubric.slug == round) else {
        let known: Vec<&str> = book.rubrics.iter().map(|rubric| rubric.slug.as_str()).collect();
        bail!("unknown round `{round}`: {}", suggest::help(round, known));
    };
    let path = root.join(&config.book.src).join(chapter(Kind::Case, slug));
    let mut text = format!(
        "+++\ntitle = \"TODO: the question in three words\"\nround = \"{round}\"\nsummary = \"TODO: one sentence\"\ntags = []\n\n\
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

/// A text that cannot end the HTML comment around it.
fn escape_comment(text: &str) -> String {
    text.replace("--", "- -").replace('>', "&gt;")
}

/// Writes a new casebook.
///
/// # Errors
///
/// A file of it exists or cannot be written. If one exists, nothing is written.
pub fn init(root: &Path) -> Result<()> {
    for (path, _) in starter::files() {
        let path = root.join(path);
        if path.exists() {
            bail!("{} exists: `init` writes into an empty folder", path.display());
        }
    }
    for (path, text) in starter::files() {
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
