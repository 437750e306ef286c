//! The binary as mdBook runs it, and that both ways of building make the same book.

use std::io::{Read as _, Write as _};
use std::process::{Command, Output, Stdio};

use mdbook_preprocessor::PreprocessorContext;
use mdbook_preprocessor::book::{Book, BookItem, Chapter};

use crate::books::{BookTest, chapters};

pub(crate) const BINARY: &str = env!("CARGO_BIN_EXE_mdbook-casebook");

/// What mdBook writes to the standard input of a preprocessor.
pub(crate) fn input(book: &BookTest) -> Vec<u8> {
    let loaded = book.load();
    let context = PreprocessorContext::new(book.root().to_owned(), loaded.config, "html".to_owned());
    serde_json::to_vec(&(context, loaded.book)).unwrap()
}

/// Runs the binary as a preprocessor.
pub(crate) fn run(input: &[u8]) -> Output {
    let mut child = Command::new(BINARY)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let bytes = input.to_vec();
    let writer = std::thread::spawn(move || {
        let _ = stdin.write_all(&bytes);
    });
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    output
}

pub(crate) fn stderr(output: &Output) -> String {
    let text = String::from_utf8(output.stderr.clone()).unwrap();
    assert!(!text.contains("panicked"), "{text}");
    text
}

#[test]
fn a_book_on_standard_input_becomes_the_book_compiled_in_process() {
    for name in ["starter", "everything", "bare"] {
        let book = if name == "starter" { BookTest::starter() } else { BookTest::of(name) };
        let output = run(&input(&book));
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        assert_eq!(stderr(&output), "");
        let by_protocol: Book = serde_json::from_slice(&output.stdout).unwrap();
        let in_process = book.compile().unwrap();
        assert!(by_protocol == in_process, "{name}: the two books differ");
        assert!(output.stdout == serde_json::to_vec(&in_process).unwrap(), "{name}: not as mdBook writes it");
        assert!(chapters(&by_protocol).len() > 5);
    }
}

#[test]
fn what_is_not_ours_passes_unchanged() {
    let book = BookTest::starter();
    let (context, mut target): (PreprocessorContext, Book) = serde_json::from_slice(&input(&book)).unwrap();
    let text = "# \"Made\" by a preprocessor\\before\n\t\u{7}\u{1f980} {{#casebook cases}} [@nobody]\n";
    let mut made = Chapter::new("\"content\":\"\"", text.to_owned(), "made.md", vec!["A".to_owned()]);
    made.source_path = None;
    let mut draft = Chapter::new_draft("Draft", Vec::new());
    draft.sub_items = vec![BookItem::Separator, BookItem::Chapter(made)];
    let foreign = [BookItem::PartTitle("A <part>".to_owned()), BookItem::Separator, BookItem::Chapter(draft)];
    target.items.extend(foreign.clone());
    let output = run(&serde_json::to_vec(&(context, target)).unwrap());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let written: Book = serde_json::from_slice(&output.stdout).unwrap();
    let at = written.items.iter().position(|item| *item == foreign[0]).unwrap();
    assert_eq!(written.items[at..at + foreign.len()], foreign);
    assert!(output.stdout == serde_json::to_vec(&written).unwrap(), "not as mdBook writes it");
}

#[test]
fn a_template_that_cannot_be_filled_ends_with_2_and_its_name() {
    let book = BookTest::starter();
    book.write("templates/case.md", "# {{ title }}\n\n{{ nothing.there }}\n");
    let output = run(&input(&book));
    assert_eq!(output.status.code(), Some(2));
    let report = stderr(&output);
    assert!(report.starts_with("error: filling the template case.md: "), "{report}");
}

#[test]
fn every_renderer_is_supported() {
    for (renderer, code) in [("html", 0), ("markdown", 0), ("", 1), ("linkcheck", 0), ("test", 0)] {
        let status = Command::new(BINARY).args(["supports", renderer]).status().unwrap();
        assert_eq!(status.code(), Some(code), "{renderer}");
    }
}

#[test]
fn an_error_in_the_content_ends_with_1_and_an_empty_standard_output() {
    let book = BookTest::starter();
    let input = input(&book);
    book.replace("src/cases/related-articles.md", "round = \"design\"", "round = \"desing\"");
    book.write("src/cases/other.md", "");
    let output = run(&input);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(output.stdout, b"");
    let report = stderr(&output);
    assert!(report.contains("error[unknown-round]: unknown round `desing`"), "{report}");
    assert!(report.contains("error[empty-file]"), "{report}");
    assert!(report.ends_with("2 errors\n"), "{report}");
}

#[test]
fn a_warning_is_reported_and_stops_nothing() {
    let book = BookTest::starter();
    book.write("src/rubrics/spare.toml", book.read("src/rubrics/design.toml"));
    let output = run(&input(&book));
    assert_eq!(output.status.code(), Some(0));
    assert!(stderr(&output).contains("warning[unused-rubric]"), "{}", stderr(&output));
    assert!(serde_json::from_slice::<Book>(&output.stdout).is_ok());
}

#[test]
fn garbage_on_standard_input_ends_with_2_and_a_sentence() {
    let truncated = input(&BookTest::starter());
    for garbage in [&b""[..], b"{", b"hello", b"[1, 2]", b"\xff\xfe", &truncated[..truncated.len() / 2]] {
        let output = run(garbage);
        assert_eq!(output.status.code(), Some(2));
        assert_eq!(output.stdout, b"");
        let sentence = stderr(&output);
        assert!(
            sentence.starts_with(
                "error: standard input is not a book; mdBook runs this program itself, see --help for its commands: "
            ),
            "{sentence}"
        );
        assert_eq!(sentence.lines().count(), 1, "{sentence}");
    }
}

#[test]
fn a_reader_that_stops_early_is_not_a_failure() {
    let book = BookTest::starter();
    // More than a pipe holds, so that writing notices the closed end.
    let text = book.read("src/cases/related-articles.md");
    book.write(
        "src/cases/long.md",
        text.replace("A newspaper has", &"A newspaper has many words. ".repeat(20_000)),
    );
    let mut child = Command::new(BINARY)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    child.stdin.take().unwrap().write_all(&input(&book)).unwrap();
    let status = child.wait().unwrap();
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!((status.code(), said.as_str()), (Some(0), ""));
}

fn built_in_process(book: &BookTest) -> Vec<(std::path::PathBuf, Vec<u8>)> {
    let output = Command::new(BINARY)
        .arg("build")
        .arg(book.root())
        .args(["-d", "in-process"])
        .current_dir(book.root())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", stderr(&output));
    book.files("in-process")
}

/// mdBook as a library runs the binary as an external command, as its own binary does.
#[test]
fn mdbook_with_the_external_command_makes_the_same_pages() {
    for name in ["starter", "everything"] {
        let book = if name == "starter" { BookTest::starter() } else { BookTest::of(name) };
        book.replace("book.toml", "command = \"mdbook-casebook\"", &format!("command = {BINARY:?}"));
        let in_process = built_in_process(&book);
        let mut external = book.load();
        external.config.build.build_dir = "external".into();
        external.build().unwrap();
        same(&in_process, &book.files("external"));
    }
}

#[test]
fn plain_mdbook_makes_the_same_pages() {
    if Command::new("mdbook").arg("--version").output().is_err() {
        println!("skipped: no `mdbook` on the path; `cargo install mdbook` brings it");
        return;
    }
    let book = BookTest::of("everything");
    book.replace("book.toml", "command = \"mdbook-casebook\"", &format!("command = {BINARY:?}"));
    let in_process = built_in_process(&book);
    let output = Command::new("mdbook")
        .arg("build")
        .arg(book.root())
        .args(["-d", "plain"])
        .current_dir(book.root())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    // Releases of mdBook hold an older library for the index, whose tokens leak between fields.
    same(&without_index(in_process), &without_index(book.files("plain")));
}

/// Leaves out the search index, and from all names and texts the hashes that come from it.
fn without_index(files: Vec<(std::path::PathBuf, Vec<u8>)>) -> Vec<(std::path::PathBuf, Vec<u8>)> {
    let hashed = |(path, _): &(std::path::PathBuf, Vec<u8>)| {
        let name = path.to_str().unwrap();
        (name.starts_with("searchindex-") || name.starts_with("searcher-")).then(|| name.to_owned())
    };
    let names: Vec<String> = files.iter().filter_map(hashed).collect();
    assert_eq!(names.len(), 2, "{names:?}");
    let plain = |text: String| {
        names.iter().fold(text, |text, name| text.replace(name.as_str(), name.split('-').next().unwrap()))
    };
    let rest = files.into_iter().map(|(path, bytes)| {
        let name = plain(path.to_str().unwrap().to_owned());
        let index = name == "searchindex";
        let bytes = match String::from_utf8(bytes) {
            Ok(_) if index => Vec::new(),
            Ok(text) => plain(text).into_bytes(),
            Err(error) => error.into_bytes(),
        };
        (name.into(), bytes)
    });
    rest.collect()
}

fn same(one: &[(std::path::PathBuf, Vec<u8>)], other: &[(std::path::PathBuf, Vec<u8>)]) {
    let names = |files: &[(std::path::PathBuf, Vec<u8>)]| {
        files.iter().map(|(path, _)| path.clone()).collect::<Vec<_>>()
    };
    assert_eq!(names(one), names(other));
    assert!(one.len() > 20);
    for ((path, a), (_, b)) in one.iter().zip(other) {
        assert!(a == b, "{} differs", path.display());
    }
}
