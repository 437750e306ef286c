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
use crate::source::{Source, Span, Spanned};

/// mdBook's own preprocessors. They must run after this one: an include that is expanded first shifts every place in
/// the diagnostics.
pub const BUILT_IN: [&str; 2] = ["links", "index"];

/// `[preprocessor.casebook]` as written.
#[derive(Debug, Clone, Default)]
pub struct RawSettings {
    pub id: Option<Spanned<String>>,
    pub version: Option<Spanned<String>>,
    /// Where cases, drills, rubrics and samples are.
    pub folders: Folders,
    /// Rules and their severities.
    pub rules: Vec<(Spanned<String>, Spanned<String>)>,
    pub before: Vec<Spanned<String>>,
    pub after: Vec<Spanned<String>>,
    /// Names of LaTeX commands, and what they expand to.
    pub macros: Vec<(Spanned<String>, Spanned<String>)>,
    /// The pages that mdBook makes to lead elsewhere, from `[output.html.redirect]`: relative to the built book.
    pub redirects: BTreeSet<String>,
    /// The styles and scripts of `[output.html]`, by their paths from the root of the book.
    pub assets: Vec<Spanned<String>>,
    /// The name of the table in `book.toml`, if it is there.
    pub place: Option<Span>,
}

impl RawSettings {
    /// The macros for formulas. A name can have its backslash.
    pub fn macros(&self) -> Macros {
        let mut macros = Macros::default();
        for (name, body) in &self.macros {
            macros.define(name.value.strip_prefix('\\').unwrap_or(&name.value), &body.value);
        }
        macros
    }
}

pub fn parse_settings(settings: &Settings) -> Parsed<RawSettings> {
    let mut diagnostics = Vec::new();
    let path = ["preprocessor", "casebook"];
    let fields = parse_table_at(&settings.file, &path, &shapes::SETTINGS, &mut diagnostics);
    let place = fields.as_ref().map(|fields| fields.span.clone());
    let environment = &settings.environment;
    let whole = 0..environment.text.len();
    let first = parse_table(environment, whole, 0..0, &shapes::SETTINGS, &mut diagnostics);
    let here = place.clone().unwrap_or_default();
    // A rule about the order points into `book.toml`.
    let order = |name: &str| {
        let set = first.texts(name).into_iter().map(|text| Spanned::new(text.value, here.clone()));
        let set: Vec<_> = set.collect();
        if set.is_empty() {
            fields.as_ref().map(|fields| fields.texts(name)).unwrap_or_default()
        } else {
            set
        }
    };
    let (before, after) = (order("before"), order("after"));
    let from_file = first.map("rules").is_empty();
    let fields = first.or(fields.unwrap_or_default());
    let place_of = |text: &Spanned<String>| {
        if from_file { text.clone() } else { Spanned::new(text.value.clone(), here.clone()) }
    };
    let rules = fields.map("rules").iter().filter_map(|(rule, value)| match value {
        Value::Text(severity) => Some((place_of(rule), place_of(severity))),
        _ => None,
    });
    let folders = folders(&settings.file, &fields, &mut diagnostics);
    let redirects = keys_at(&settings.file, &["output", "html", "redirect"]);
    let assets = ["additional-css", "additional-js"]
        .iter()
        .flat_map(|key| texts_at(&settings.file, &["output", "html", key]));
    let value = RawSettings {
        folders,
        assets: assets.collect(),
        redirects: redirects.into_iter().map(|page| page.trim_start_matches('/').to_owned()).collect(),
        id: fields.text("id"),
        version: fields.text("version"),
        rules: rules.collect(),
        before,
        after,
        macros: fields.map("macros").iter().filter_map(text).collect(),
        place,
    };
    Parsed { value, diagnostics }
}

fn text((name, value): &(Spanned<String>, Value)) -> Option<(Spanned<String>, Spanned<String>)> {
    if let Value::Text(text) = value { Some((name.clone(), text.clone())) } else { None }
}

/// The folders, each with its default name where a setting is absent or unusable.
fn folders(source: &Arc<Source>, fields: &Fields, diagnostics: &mut Vec<Diagnostic>) -> Folders {
    let mut folders = Folders::default();
    let slots = [&mut folders.cases, &mut folders.drills, &mut folders.rubrics, &mut folders.samples];
    for (name, slot) in FOLDER_SETTINGS.into_iter().zip(slots) {
        let Some(written) = fields.text(name) else { continue };
        let path = chapter_path(&written.value);
        if path.is_empty() || leaves(&path) {
            diagnostics.push(file_rules::unusable_folder::outside(source, &written));
        } else {
            *slot = path;
        }
    }
    let names = [&folders.cases, &folders.drills, &folders.samples];
    for (at, name) in ["cases", "drills", "samples"].into_iter().enumerate() {
        if let Some(written) = fields.text(name)
            && let Some(other) =
                names.iter().enumerate().position(|(other, path)| other != at && *path == names[at])
        {
            let other = ["cases", "drills", "samples"][other];
            diagnostics.push(file_rules::unusable_folder::shared(source, &written, other));
        }
    }
    folders
}
