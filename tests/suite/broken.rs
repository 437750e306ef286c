//! A book full of mistakes: every file has its own, and none hides those of the next.

use anstream::adapter::strip_str;
use mdbook_casebook::check::{check_files, in_memory};
use mdbook_casebook::diagnostic::Diagnostic;
use mdbook_casebook::report::{Format, render};

use crate::books::BookTest;
use crate::expected::{Expected, tests};
use crate::rules::run_example;

type Files = Vec<(String, Vec<u8>)>;

fn files(name: &str) -> Files {
    let book = BookTest::of(name);
    book.files("").into_iter().map(|(path, bytes)| (path.to_str().unwrap().to_owned(), bytes)).collect()
}

fn check(files: Files) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let files = in_memory(files, &mut diagnostics);
    check_files(&files, diagnostics, None).diagnostics
}

#[test]
fn every_mistake_is_reported_at_its_place_in_every_format() {
    let found = check(files("broken"));
    let mut expected = Expected::new("books/broken/expected");
    expected.compare("concise.txt", &render(&found, Format::Concise));
    expected.compare("full.txt", &strip_str(&render(&found, Format::Full)).to_string());
    expected.compare("report.json", &render(&found, Format::Json));
    expected.compare("github.txt", &render(&found, Format::Github));
    expected.finish();
}

#[test]
fn the_program_reports_from_the_disk_what_it_reports_from_memory() {
    let book = BookTest::of("broken");
    assert_eq!(book.check(), render(&check(files("broken")), Format::Concise));
}

#[test]
fn no_file_hides_the_mistakes_of_the_next() {
    let all = files("broken");
    let together = check(all.clone());
    // Without these, a file would have mistakes that are not its own.
    let always = [
        "book.toml",
        "src/SUMMARY.md",
        "src/rubrics/design.toml",
        "src/cases/fine.md",
        "src/drills/questions.md",
    ];
    // Defects of two files together.
    let between = ["path-clash", "unused-rubric"];
    let of = |found: &[Diagnostic], path: &str| -> Vec<String> {
        let own = found.iter().filter(|d| d.source.path == path && !between.contains(&d.rule.id));
        own.map(|d| format!("{}:{:?}", d.rule.id, d.position())).collect()
    };
    let mut compared = 0;
    for (path, _) in all.iter().filter(|(path, _)| !always.contains(&path.as_str())) {
        let few: Files = all
            .iter()
            .filter(|(other, _)| other == path || always.contains(&other.as_str()))
            .cloned()
            .collect();
        assert_eq!(of(&check(few), path), of(&together, path), "{path}");
        compared += 1;
    }
    assert!(compared > 90, "{compared} files were compared");
}

/// A message that quotes the text at its place quotes it right; the place is counted by hand.
#[test]
fn a_message_quotes_the_text_at_its_place() {
    let pointing = [
        "unknown-source",
        "unknown-level",
        "unknown-key",
        "unknown-criterion",
        "unknown-signal",
        "placeholder",
    ];
    let mut checked = 0;
    for diagnostic in check(files("broken")).iter().filter(|d| pointing.contains(&d.rule.id)) {
        let position = diagnostic.position();
        let bytes = std::fs::read(tests().join("books/broken").join(&diagnostic.source.path)).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let line: Vec<char> = text.split('\n').nth(position.line - 1).unwrap().chars().collect();
        let there: String = line[position.column - 1..].iter().collect();
        let name = diagnostic.message.split('`').nth(1).unwrap();
        assert!(
            there.trim_start_matches('"').starts_with(name),
            "{}: {position:?}: {there:?}",
            diagnostic.message
        );
        checked += 1;
    }
    assert!(checked > 30, "{checked} places were checked");
}

/// Editors and scripts parse the concise format line by line.
#[test]
fn a_concise_line_has_file_line_column_severity_rule_and_help() {
    let report = render(&check(files("broken")), Format::Concise);
    let line =
        "src/cases/unknown-round.md:3:9: error[unknown-round]: unknown round `desgin` (help: write `design`)";
    assert!(report.lines().any(|found| found == line), "{report}");
}

#[test]
fn json_is_an_array_of_objects_with_the_promised_keys() {
    let report = render(&check(files("broken")), Format::Json);
    let parsed: serde_json::Value = serde_json::from_str(&report).unwrap();
    let entries = parsed.as_array().unwrap();
    for entry in entries {
        let keys: Vec<&str> = entry.as_object().unwrap().keys().map(String::as_str).collect();
        let mut sorted = keys.clone();
        sorted.sort_unstable();
        let promised =
            ["column", "endColumn", "endLine", "file", "help", "line", "message", "rule", "severity"];
        assert_eq!(sorted, promised);
        let place = |line: &str, column: &str| (entry[line].as_u64(), entry[column].as_u64());
        let (start, end) = (place("line", "column"), place("endLine", "endColumn"));
        assert!(start >= (Some(1), Some(1)) && end >= start, "{entry}");
        assert!(["error", "warning"].contains(&entry["severity"].as_str().unwrap()));
    }
    assert_eq!(render(&[], Format::Json), "[]\n");
}

/// See `Diagnostic::message` for the style.
#[test]
fn messages_and_helps_keep_the_style() {
    let examples = mdbook_casebook::rules::RULES.iter().flat_map(|rule| run_example(rule));
    for diagnostic in check(files("broken")).into_iter().chain(examples) {
        let message = &diagnostic.message;
        let help = diagnostic.help.as_deref().unwrap_or_default();
        assert!(!message.starts_with(char::is_uppercase), "{message}");
        for text in [message.as_str(), help] {
            assert!(!text.is_empty() && !text.ends_with('.') && !text.contains('\n'), "{text}");
            let words = text.to_lowercase();
            assert!(!["invalid", "illegal", "please"].iter().any(|word| words.contains(word)), "{text}");
        }
        assert!(help.starts_with(char::is_lowercase), "{help}");
    }
}
