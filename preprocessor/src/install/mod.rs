//! Makes an existing book a casebook, keeps its theme up to date, and takes both out again.
//!
//! In: the root of a book. Out: `book.toml` with our lines or without them ([`settings`]), the files of the theme there
//! or gone, and a sentence for each thing done; [`check_theme`] says what is not as it should be. Nothing is written
//! before everything is known to be possible. Must not touch a file that is not the theme's.

pub mod settings;

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, Result, bail};
use mdbook_preprocessor::config::Config;

use self::settings::{Edited, add, keys_without_theme, remove, styles_of_mdbook, theme_paths};
use crate::diagnostic::Diagnostic;
use crate::file_rules::{outdated_theme, unwired_theme};
use crate::files::{in_src, slashed};
use crate::mdbook::build::load_config;
use crate::mdbook::temporary::Temporary;
use crate::source::Source;
use crate::starter::{OF_MDBOOK, THEME};

const SETTINGS: &str = "book.toml";

/// How every file of the theme begins, in every version.
const HEADER: &str = "/* Made from theme/src.";

/// A file of the theme in a book.
struct ThemeFile {
    /// Relative to the book's root.
    path: String,
    /// As this version has it.
    text: &'static str,
}

impl ThemeFile {
    /// Whether a file is the one of this version. Git may have changed its line endings.
    fn is(&self, found: &[u8]) -> bool {
        let lines = found.split(|byte| *byte == b'\n');
        lines
            .map(|line| line.strip_suffix(b"\r").unwrap_or(line))
            .eq(self.text.split('\n').map(str::as_bytes))
    }
}

/// Whether a file is one of the theme, of whatever version.
fn is_of_theme(found: &[u8]) -> bool {
    found.starts_with(HEADER.as_bytes())
}

/// Adds what is missing, and replaces theme files of another version. Returns what was done.
///
/// # Errors
///
/// There is no book, `book.toml` cannot be edited, a file that is not the theme's has the name of one, or the disk.
pub fn install(root: &Path) -> Result<Vec<String>> {
    let (config, text) = load(root)?;
    let Edited { text: edited, mut steps } = add(&text)?;
    let mut writes = Vec::new();
    for file in theme_files(&edited, &config)? {
        let path = root.join(&file.path);
        match read(&path)? {
            Some(found) if file.is(&found) => continue,
            Some(found) if !is_of_theme(&found) => {
                bail!("{} is not a file of the theme: rename it and what loads it", path.display());
            }
            Some(_) => steps.push(format!("updated {}", file.path)),
            None => steps.push(format!("wrote {}", file.path)),
        }
        writes.push((path, file.text));
    }
    for (path, text) in writes {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)
                .with_context(|| format!("creating the folder {}", folder.display()))?;
        }
        fs::write(&path, text).with_context(|| format!("writing {}", path.display()))?;
    }
    if edited != text {
        replace(root, &edited)?;
    }
    Ok(steps)
}

/// Takes out what [`install`] adds. Returns what was done.
///
/// # Errors
///
/// There is no book, `book.toml` cannot be edited, or the disk.
pub fn uninstall(root: &Path) -> Result<Vec<String>> {
    let (config, text) = load(root)?;
    let mut steps = Vec::new();
    let (mut removed, mut kept) = (Vec::new(), Vec::new());
    for file in theme_files(&text, &config)? {
        let path = root.join(&file.path);
        match read(&path)? {
            Some(found) if !is_of_theme(&found) => {
                steps.push(format!("kept {}, which is not a file of the theme", file.path));
                kept.push(file.path);
            }
            // Another book may load it.
            Some(_) if !is_in(root, &path)? => {
                steps.push(format!("kept {}, which is outside the book", file.path));
            }
            Some(_) => removed.push((path, file.path)),
            None => {}
        }
    }
    let edited = remove(&text, &kept)?;
    if edited.text != text {
        replace(root, &edited.text)?;
    }
    steps.extend(edited.steps);
    for (path, name) in removed {
        fs::remove_file(&path).with_context(|| format!("removing {}", path.display()))?;
        steps.push(format!("removed {name}"));
        // Fails where the folder holds anything else.
        let _ = path.parent().map(fs::remove_dir);
    }
    Ok(steps)
}

/// What is wrong with how a book with our table loads the theme, and with the theme's files.
pub fn check_theme(root: &Path, config: &Config) -> Vec<Diagnostic> {
    let Ok(Some(text)) = read(&root.join(SETTINGS)) else { return Vec::new() };
    let text = String::from_utf8_lossy(&text);
    // What is no TOML is reported by the parser.
    let Ok(Some(missing)) = keys_without_theme(&text) else { return Vec::new() };
    let mut found = Vec::new();
    let settings = Arc::new(Source::new(SETTINGS, text.as_ref()));
    if !missing.is_empty() {
        found.push(unwired_theme::of_settings(&settings, &missing));
    }
    let template = config.html_config().unwrap_or_default().theme_dir(root).join("index.hbs");
    if let Ok(Some(bytes)) = read(&template) {
        let name = slashed(template.strip_prefix(root).unwrap_or(&template));
        let source = Arc::new(Source::new(name, String::from_utf8_lossy(&bytes)));
        let ignored =
            ["additional_css", "additional_js"].into_iter().filter(|list| !source.text.contains(list));
        found.extend(ignored.map(|list| unwired_theme::of_template(&source, list)));
    }
    let keys = ["additional-css", "additional-js"];
    for (at, file) in theme_files(&text, config).unwrap_or_default().into_iter().enumerate() {
        // A file that the settings do not list is not missing yet.
        if keys.get(at).is_some_and(|key| missing.contains(key)) {
            continue;
        }
        let source = Arc::new(Source::new(file.path.as_str(), ""));
        match read(&root.join(&source.path)) {
            Ok(Some(bytes)) if file.is(&bytes) => {}
            Ok(Some(_)) => found.push(outdated_theme::differs(&source)),
            // `missing-asset` reports what the settings list.
            _ if at < keys.len() || at >= THEME.len() => {}
            _ => found.push(outdated_theme::missing(&source)),
        }
    }
    found
}

fn load(root: &Path) -> Result<(Config, String)> {
    let config = load_config(root)?;
    let path = root.join(SETTINGS);
    let text = fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
    Ok((config, text))
}

/// The style sheet and the script where `book.toml` has them, the bundles in the folder of the chapters, and the styles
/// for mdBook's own elements if `book.toml` lists them.
fn theme_files(settings: &str, config: &Config) -> Result<Vec<ThemeFile>> {
    let listed = theme_paths(settings)?;
    let src = slashed(&config.book.src);
    let paths = THEME.iter().enumerate().map(|(at, (path, text))| {
        let in_book = || in_src(&src, path.trim_start_matches("src/"));
        ThemeFile { path: listed.get(at).cloned().unwrap_or_else(in_book), text }
    });
    let of_mdbook = styles_of_mdbook(settings)?.map(|path| ThemeFile { path, text: OF_MDBOOK.1 });
    Ok(paths.chain(of_mdbook).collect())
}

/// The bytes of a file; `None` if there is none.
fn read(path: &Path) -> Result<Option<Vec<u8>>> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("reading {}", path.display())),
    }
}

/// Whether a file is in the book, wherever links lead.
fn is_in(root: &Path, path: &Path) -> Result<bool> {
    let real = |path: &Path| fs::canonicalize(path).with_context(|| format!("reading {}", path.display()));
    Ok(real(path)?.starts_with(real(root)?))
}

/// Replaces `book.toml` as a whole, so that neither a full disk nor a signal leaves half of it.
fn replace(root: &Path, text: &str) -> Result<()> {
    let path = root.join(SETTINGS);
    let task = || format!("writing {}", path.display());
    let real: PathBuf = fs::canonicalize(&path).with_context(task)?;
    let folder = Temporary::new(real.parent().unwrap_or(Path::new(".")), ".casebook-").with_context(task)?;
    let new = folder.path().join(SETTINGS);
    fs::write(&new, text).with_context(task)?;
    fs::set_permissions(&new, fs::metadata(&real).with_context(task)?.permissions()).with_context(task)?;
    fs::rename(&new, &real).with_context(task)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_the_theme_begins_as_install_expects() {
        for (path, text) in THEME.into_iter().chain([OF_MDBOOK]) {
            assert!(text.starts_with(HEADER), "{path}");
        }
    }
}
