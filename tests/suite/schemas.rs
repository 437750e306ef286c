//! The JSON schemas: up to date, and strict where the parser is.

use std::fs;
use std::path::Path;

use boon::{Compiler, Schemas};
use mdbook_casebook::check::{Cache, check_files, in_memory};
use mdbook_casebook::files::{Folders, Kind, slashed};
use mdbook_casebook::parse::toml::front_matter::{FrontMatter, split};
use mdbook_casebook::reference::schemas;
use mdbook_casebook::rule::Edit;
use mdbook_casebook::rules::RULES;
use mdbook_casebook::source::Source;
use mdbook_casebook::starter;
use serde_json::Value;
use walkdir::WalkDir;

use crate::expected::{tests, updating};

/// Where the schemas are, relative to the repository.
const FOLDER: &str = "preprocessor/schemas";
/// Written by hand; `tests/browser/unit/merge.test.js` compares it with the import.
const BY_HAND: &str = "export.json";

/// The schemas, compiled by a library.
struct Validator {
    schemas: Schemas,
    compiled: Vec<(&'static str, boon::SchemaIndex)>,
}

impl Validator {
    fn new() -> Self {
        let mut schemas = Schemas::new();
        let compile = |(file, schema): (&'static str, Value)| {
            let mut compiler = Compiler::new();
            compiler.add_resource(file, schema).unwrap();
            (file, compiler.compile(file, &mut schemas).unwrap())
        };
        let compiled = self::schemas().into_iter().map(compile).collect();
        Self { schemas, compiled }
    }

    /// Why a schema rejects a value; `None` if it does not.
    fn rejects(&self, file: &str, value: &Value) -> Option<String> {
        let (_, index) = self.compiled.iter().find(|(name, _)| *name == file).unwrap();
        self.schemas.validate(value, *index).err().map(|error| format!("{error:#}"))
    }
}

/// The schema for the TOML of a file, and that TOML; `None` for a file without any.
fn toml_of(path: &str, text: &str) -> Option<(&'static str, String)> {
    if path == "book.toml" {
        return Some(("book.json", text.to_owned()));
    }
    let inside = path.strip_prefix("src/")?;
    let schema = match Folders::default().kind_of(inside).unwrap_or(Kind::Page) {
        Kind::Rubric => return Some(("rubric.json", text.to_owned())),
        Kind::Case => "case.json",
        Kind::Drill => "drill.json",
        Kind::Sample => "sample.json",
        Kind::Page => "page.json",
    };
    let source = Source::new(path, text);
    match split(&source) {
        FrontMatter::Present { toml, .. } => Some((schema, source.slice(&toml).to_owned())),
        _ => None,
    }
}

fn json(toml: &str) -> Option<Value> {
    toml::from_str(toml).ok()
}

#[test]
fn schemas_are_up_to_date() {
    let folder = tests().join("..").join(FOLDER);
    let mut names = vec![BY_HAND];
    for (file, schema) in schemas() {
        let text = serde_json::to_string_pretty(&schema).unwrap() + "\n";
        let path = folder.join(file);
        if updating() {
            fs::write(&path, &text).unwrap();
        }
        let written = fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(written, text, "{FOLDER}/{file} is stale: UPDATE=1 writes it anew");
        names.push(file);
    }
    for entry in fs::read_dir(&folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(names.contains(&name.as_str()), "{FOLDER}/{name} is not made by the program");
    }
}

/// An editor shows the description of a key.
#[test]
fn every_key_of_every_schema_is_explained() {
    fn explained(schema: &Value, at: &str) -> usize {
        let mut count = 0;
        for (key, value) in schema["properties"].as_object().into_iter().flatten() {
            let place = format!("{at}/{key}");
            let is_path = ["/book.json/preprocessor", "/book.json/preprocessor/casebook"].contains(&&*place);
            let doc = value["description"].as_str().unwrap_or_default();
            assert!(is_path || doc.ends_with('.') && doc.len() > 10, "{place}: {doc:?}");
            count += 1 + explained(value, &place) + explained(&value["items"], &place);
        }
        count
    }
    let count: usize = schemas().iter().map(|(file, schema)| explained(schema, &format!("/{file}"))).sum();
    assert!(count > 40, "{count} keys");
}

#[test]
fn the_starter_and_this_book_match_the_schemas() {
    let validator = Validator::new();
    let root = tests().join("..").canonicalize().unwrap();
    let mut files: Vec<(String, String)> =
        starter::BOOK.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    let on_disk = WalkDir::new(root.join("src")).into_iter().flatten().map(|entry| entry.into_path());
    for path in on_disk.chain([root.join("book.toml")]).filter(|path| path.is_file()) {
        let name = slashed(path.strip_prefix(&root).unwrap());
        files.extend(fs::read_to_string(&path).ok().map(|text| (name, text)));
    }
    let mut used: Vec<&str> = Vec::new();
    for (path, text) in &files {
        let Some((schema, toml)) = toml_of(path, text) else { continue };
        let value = json(&toml).unwrap_or_else(|| panic!("{path} is not TOML"));
        assert_eq!(validator.rejects(schema, &value), None, "{path} against {schema}");
        used.push(schema);
    }
    for (schema, _) in schemas() {
        let count = used.iter().filter(|name| **name == schema).count();
        // No page of either book has front matter; the next test has one.
        assert!(count > 1 || schema == "page.json", "{count} files match {schema}");
    }
}

/// The rules about a key or a value by itself, which a schema can check too.
const BY_SHAPE: [&str; 5] = ["empty-value", "missing-key", "out-of-range", "unknown-key", "wrong-type"];

/// The rules that a file of the starter breaks if it has this text.
fn broken_rules(path: &str, text: &str, last: &Cache) -> Vec<&'static str> {
    let others = starter::BOOK.iter().filter(|(other, _)| *other != path);
    let mut files: Vec<(String, Vec<u8>)> =
        others.map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect();
    files.push((path.to_owned(), text.as_bytes().to_vec()));
    let mut diagnostics = Vec::new();
    let files = in_memory(files, &mut diagnostics);
    let found = check_files(&files, diagnostics, Some(last)).diagnostics.into_iter();
    found.filter(|found| found.source.path == path).map(|found| found.rule.id).collect()
}

/// Values that replace each value of the starter.
const VALUES: [&str; 12] = [
    "\"text\"",
    "\" \"",
    "0",
    "1",
    "601",
    "-1",
    "0.5",
    "true",
    "[]",
    "[\"a\", \"b\"]",
    "[\"a\", 1]",
    "{ missed = \"why\" }",
];

#[test]
fn a_schema_rejects_what_the_parser_rejects() {
    let validator = Validator::new();
    let page = "+++\n[[sources]]\nid = \"a\"\ntitle = \"A\"\nyear = 2020\n+++\n\n[@a]\n";
    let rubric = "title = \"T\"\nminutes = 30\nlevels = [\"L5\"]\npass = 0.5\n\n[verdicts]\nstrong-yes = 0.9\n\n\
                  [[criteria]]\nid = \"a\"\ntitle = \"A\"\nminutes = 5\nweight = 1.5\ndescriptors = { L5 = \"x\" }\n";
    let own = [("src/index.md", page), ("src/rubrics/other.toml", rubric)];
    let mut results = [0, 0];
    let last = Cache::default();
    for (path, text) in starter::BOOK.iter().copied().chain(own) {
        let Some((schema, toml)) = toml_of(path, text) else { continue };
        for line in toml.lines().filter(|line| line.contains(" = ") && !line.starts_with('#')) {
            // The schema of `book.toml` describes this program's table only.
            let inside_ours = toml.split("[preprocessor.casebook]").nth(1);
            if schema == "book.json"
                && !inside_ours.is_some_and(|rest| rest.split("\n[").next().unwrap().contains(line))
            {
                continue;
            }
            let (key, _) = line.split_once(" = ").unwrap();
            let mut changed: Vec<String> = VALUES.iter().map(|value| format!("{key} = {value}")).collect();
            changed.extend([String::new(), format!("{line}\n{key}-er = 1"), line.to_owned()]);
            for new in changed {
                let text = text.replacen(line, &new, 1);
                let Some(value) = toml_of(path, &text).and_then(|(_, toml)| json(&toml)) else { continue };
                let found = broken_rules(path, &text, &last);
                let by_shape = found.iter().find(|rule| BY_SHAPE.contains(rule));
                let rejected = validator.rejects(schema, &value);
                assert_eq!(rejected.is_some(), by_shape.is_some(), "{path}: {new}: {found:?}: {rejected:?}");
                results[usize::from(rejected.is_some())] += 1;
            }
        }
    }
    assert!(results[0] > 60 && results[1] > 200, "accepted, rejected: {results:?}");
}

#[test]
fn the_schema_rejects_the_example_of_a_rule_about_keys() {
    let validator = Validator::new();
    for rule in RULES.iter().filter(|rule| BY_SHAPE.contains(&rule.id)) {
        let Edit::Replace { find, with } = rule.example.edit else { panic!("{}", rule.id) };
        let (path, text) = starter::BOOK.iter().find(|(path, _)| *path == rule.example.file).unwrap();
        let (schema, toml) = toml_of(path, &text.replacen(find, with, 1)).unwrap();
        assert!(validator.rejects(schema, &json(&toml).unwrap()).is_some(), "{}", rule.id);
    }
}

/// An editor finds the schemas through `.taplo.toml`.
#[test]
fn taplo_names_schemas_that_exist() {
    let root = tests().join("..").canonicalize().unwrap();
    let settings: Value = json(&fs::read_to_string(root.join(".taplo.toml")).unwrap()).unwrap();
    let rules = settings["rule"].as_array().unwrap();
    assert_eq!(rules.len(), 2);
    for rule in rules {
        let path = rule["schema"]["path"].as_str().unwrap();
        assert!(path.starts_with(FOLDER) && Path::new(&root).join(path).is_file(), "{path}");
    }
}
