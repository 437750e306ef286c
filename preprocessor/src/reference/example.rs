//! Examples of rules: the starter book with one file changed.
//!
//! In: a rule. Out: everything that is wrong with the book of its example. Must not touch the disk.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::check::{Cache, check_files};
use crate::diagnostic::Diagnostic;
use crate::discover::decode;
use crate::files::{Files, Kind, kind_of};
use crate::parse::summary::parse_summary;
use crate::rule::{Edit, Rule};
use crate::source::Source;
use crate::starter;

/// All diagnostics of a rule's example, of other rules too. With a cache, unchanged files are parsed once.
pub fn run_example(rule: &Rule, cache: Option<&Cache>) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let mut files: Vec<(String, Vec<u8>)> =
        starter::BOOK.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect();
    let old = |files: &[(String, Vec<u8>)], path: &str| {
        let found = files.iter().find(|(name, _)| name == path);
        found.map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned()).unwrap_or_default()
    };
    let path = rule.example.file;
    let new = match rule.example.edit {
        Edit::None => None,
        Edit::Whole(bytes) => Some(bytes.to_vec()),
        Edit::CopyOf(other) => Some(old(&files, other).into_bytes()),
        Edit::Replace { find, with } => Some(old(&files, path).replacen(find, with, 1).into_bytes()),
        Edit::Swap { first, second } => {
            let text = old(&files, path);
            let at = |needle: &str| text.find(needle).unwrap_or(text.len());
            let (one, two) = (at(first), at(second));
            Some([&text[..one], &text[two..], "\n", &text[one..two]].concat().into_bytes())
        }
    };
    if let Some(new) = new {
        files.retain(|(name, _)| name != path);
        files.push((path.to_owned(), new));
    }
    let files = in_memory(files, &mut diagnostics);
    check_files(&files, diagnostics, cache).diagnostics
}

/// A book from paths relative to its root and bytes. Problems with reading them go to `diagnostics`.
pub fn in_memory(files: Vec<(String, Vec<u8>)>, diagnostics: &mut Vec<Diagnostic>) -> Files {
    let mut book = Files { src: "src".to_owned(), ..Files::default() };
    let mut texts = Vec::new();
    for (path, bytes) in files {
        let Some(inside) = path.strip_prefix("src/") else {
            book.settings = Arc::new(Source::new(path, String::from_utf8_lossy(&bytes)));
            continue;
        };
        book.paths.insert(inside.to_owned());
        if inside == "SUMMARY.md" {
            book.summary = Arc::new(Source::new(path, String::from_utf8_lossy(&bytes)));
            book.listed = parse_summary(&book.summary).value.listed;
        } else {
            texts.push((inside.to_owned(), path, bytes));
        }
    }
    let listed: BTreeSet<&String> = book.listed.iter().collect();
    for (inside, path, bytes) in texts {
        let kind = kind_of(&inside).or(listed.contains(&inside).then_some(Kind::Page));
        if let Some(kind) = kind {
            book.sources.extend(decode(kind, &path, bytes, diagnostics).map(|source| (kind, source)));
        }
    }
    book.sources.sort_by(|a, b| a.1.path.cmp(&b.1.path));
    book
}
