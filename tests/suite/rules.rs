//! Every rule by its example: the starter book with one thing changed.

use std::fmt::Write as _;
use std::sync::LazyLock;

use anstream::adapter::strip_str;
use mdbook_casebook::check::{Cache, check_files, in_memory};
use mdbook_casebook::diagnostic::Diagnostic;
use mdbook_casebook::report::{Format, render};
use mdbook_casebook::rule::{Edit, Rule};
use mdbook_casebook::rules::RULES;
use mdbook_casebook::starter;

use crate::expected::Expected;

/// The examples differ in one file each: the others are parsed once.
static CACHE: LazyLock<Cache> = LazyLock::new(Cache::default);

/// Everything that is wrong with the book of a rule's example; nothing where that takes a file system.
pub(crate) fn run_example(rule: &Rule) -> Vec<Diagnostic> {
    let path = rule.example.file;
    let old = |path: &str| {
        let found = starter::BOOK.iter().find(|(name, _)| *name == path);
        found.unwrap_or_else(|| panic!("{}: the starter has no {path}", rule.id)).1
    };
    let new = match rule.example.edit {
        Edit::None => return Vec::new(),
        Edit::Whole(bytes) => bytes.to_vec(),
        Edit::CopyOf(other) => old(other).as_bytes().to_vec(),
        Edit::Replace { find, with } => {
            assert!(old(path).contains(find), "{}: {path} does not contain {find:?}", rule.id);
            old(path).replacen(find, with, 1).into_bytes()
        }
        Edit::Swap { first, second } => {
            let text = old(path);
            let (one, two) = (text.find(first).unwrap(), text.find(second).unwrap());
            [&text[..one], &text[two..], "\n", &text[one..two]].concat().into_bytes()
        }
    };
    let others = starter::BOOK.iter().filter(|(name, _)| *name != path);
    let others = others.map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec()));
    let mut diagnostics = Vec::new();
    let files = in_memory(others.chain([(path.to_owned(), new)]).collect(), &mut diagnostics);
    check_files(&files, diagnostics, Some(&CACHE)).diagnostics
}

/// The reports are those of the page about rules.
#[test]
fn every_example_breaks_its_rule_and_no_other() {
    let mut expected = Expected::new("../preprocessor/reference");
    let mut reports = String::new();
    for rule in RULES.iter().filter(|rule| !matches!(rule.example.edit, Edit::None)) {
        let found = run_example(rule);
        let report = strip_str(&render(&found, Format::Full)).to_string();
        let broken = !found.is_empty() && found.iter().all(|found| found.rule.id == rule.id);
        assert!(broken, "the example of {} reports:\n{report}", rule.id);
        write!(reports, "== {} ==\n\n", rule.id).unwrap();
        for line in report.trim_end().lines() {
            writeln!(reports, "{}", line.trim_end()).unwrap();
        }
        reports.push('\n');
    }
    expected.compare("rules.txt", &reports);
    expected.finish();
}
