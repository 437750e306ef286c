//! Parses the settings: `[preprocessor.casebook]` in `book.toml`, and what the environment sets of it.
//!
//! In: [`Settings`]. Out: [`RawSettings`]. Must not report anything about another table: the rest of the file is
//! mdBook's.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Parsed;
use super::embedded::macros::Macros;
use super::toml::fields::{Fields, Value};
use super::toml::foreign::{keys_at, texts_at};
use super::toml::shapes;
use super::toml::table::{parse_table, parse_table_at};
use crate::diagnostic::Diagnostic;
use crate::file_rules;
use crate::files::{FOLDER_SETTINGS, Folders, Settings, chapter_path, leaves};
use crate::source::{Placed, Source, Spanned};

/// mdBook's own preprocessors. They must run after this one: an include that is expanded first shifts every place in
/// the diagnostics.
pub const BUILT_IN: [&str; 2] = ["links", "index"];

/// `[preprocessor.casebook]` as written.
#[derive(Debug, Clone, Default)]
pub struct RawSettings {
    pub id: Option<Placed<String>>,
    pub version: Option<Placed<String>>,
    /// Where cases, drills, rubrics and samples are.
    pub folders: Folders,
    /// Rules and their severities.
    pub rules: Vec<(Placed<String>, Placed<String>)>,
    pub before: Vec<Placed<String>>,
    pub after: Vec<Placed<String>>,
    /// Names of LaTeX commands, and what they expand to.
    pub macros: Vec<(Placed<String>, Placed<String>)>,
    /// The pages that mdBook makes to lead elsewhere, from `[output.html.redirect]`: relative to the built book.
    pub redirects: BTreeSet<String>,
    /// The styles and scripts of `[output.html]`, by their paths from the root of the book.
    pub assets: Vec<Placed<String>>,
    /// Where the name of the table is in `book.toml`, if it is there.
    pub table: Option<Placed<()>>,
}

impl RawSettings {
    /// The macros for formulas. A name can have its backslash.
    pub fn macros(&self) -> Macros {
        let mut macros = Macros::default();
        for (name, body) in &self.macros {
            let name = &name.written.value;
            macros.define(name.strip_prefix('\\').unwrap_or(name), &body.written.value);
        }
        macros
    }
}

/// What the environment sets, then what `book.toml` does, each with its source.
struct Layers<'a>([(&'a Arc<Source>, Fields); 2]);

impl Layers<'_> {
    fn text(&self, name: &str) -> Option<Placed<String>> {
        self.0.iter().find_map(|(source, fields)| Some(placed(source, fields.text(name)?)))
    }

    fn texts(&self, name: &str) -> Vec<Placed<String>> {
        let texts = self.0.iter().map(|(source, fields)| (source, fields.texts(name)));
        let first = texts.into_iter().find(|(_, texts)| !texts.is_empty());
        first
            .into_iter()
            .flat_map(|(source, texts)| texts.into_iter().map(|text| placed(source, text)))
            .collect()
    }

    /// The texts of a table by their keys.
    fn map(&self, name: &str) -> Vec<(Placed<String>, Placed<String>)> {
        let [(_, set), _] = &self.0;
        let is_set = |key: &str| set.map(name).iter().any(|(other, _)| other.value == key);
        let entries = self.0.iter().enumerate().rev().flat_map(|(layer, (source, fields))| {
            let entries = fields.map(name).iter().filter(move |(key, _)| layer == 0 || !is_set(&key.value));
            entries.filter_map(|(key, value)| match value {
                Value::Text(text) => Some((placed(source, key.clone()), placed(source, text.clone()))),
                _ => None,
            })
        });
        entries.collect()
    }
}

fn placed<T>(source: &Arc<Source>, written: Spanned<T>) -> Placed<T> {
    Placed { source: Arc::clone(source), written }
}

pub fn parse_settings(settings: &Settings) -> Parsed<RawSettings> {
    let mut diagnostics = Vec::new();
    let Settings { file, environment } = settings;
    let path = ["preprocessor", "casebook"];
    let written = parse_table_at(file, &path, &shapes::SETTINGS, &mut diagnostics);
    let table = written.as_ref().map(|fields| placed(file, Spanned::new((), fields.span.clone())));
    let whole = 0..environment.text.len();
    let set = parse_table(environment, whole, 0..0, &shapes::SETTINGS, &mut diagnostics);
    let layers = Layers([(environment, set), (file, written.unwrap_or_default())]);
    let redirects = keys_at(file, &["output", "html", "redirect"]);
    let assets = ["additional-css", "additional-js"]
        .iter()
        .flat_map(|key| texts_at(file, &["output", "html", key]))
        .map(|asset| placed(file, asset));
    let value = RawSettings {
        folders: folders(&layers, &mut diagnostics),
        assets: assets.collect(),
        redirects: redirects.into_iter().map(|page| page.trim_start_matches('/').to_owned()).collect(),
        id: layers.text("id"),
        version: layers.text("version"),
        rules: layers.map("rules"),
        before: layers.texts("before"),
        after: layers.texts("after"),
        macros: layers.map("macros"),
        table,
    };
    Parsed { value, diagnostics }
}

/// The folders, each with its default name where a setting is absent or unusable.
fn folders(layers: &Layers<'_>, diagnostics: &mut Vec<Diagnostic>) -> Folders {
    let mut folders = Folders::default();
    let slots = [&mut folders.cases, &mut folders.drills, &mut folders.rubrics, &mut folders.samples];
    for (name, slot) in FOLDER_SETTINGS.into_iter().zip(slots) {
        let Some(folder) = layers.text(name) else { continue };
        let path = chapter_path(&folder.written.value);
        if path.is_empty() || leaves(&path) {
            diagnostics.push(file_rules::unusable_folder::outside(&folder));
        } else {
            *slot = path;
        }
    }
    let names = [&folders.cases, &folders.drills, &folders.samples];
    for (at, name) in ["cases", "drills", "samples"].into_iter().enumerate() {
        if let Some(folder) = layers.text(name)
            && let Some(other) =
                names.iter().enumerate().position(|(other, path)| other != at && *path == names[at])
        {
            let other = ["cases", "drills", "samples"][other];
            diagnostics.push(file_rules::unusable_folder::shared(&folder, other));
        }
    }
    folders
}
