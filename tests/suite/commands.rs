//! The commands as an author types them: output, exit codes, and what they leave on disk.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use mdbook_casebook::mdbook::compile::{Drafts, HTML, Wanted, compile_with};
use mdbook_preprocessor::book::Chapter;

use crate::books::{BookTest, chapters};
use crate::protocol::BINARY;

pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

pub(crate) fn run(book: &BookTest, arguments: &[&str]) -> Ran {
    let output: Output = Command::new(BINARY).args(arguments).current_dir(book.root()).output().unwrap();
    let text = |bytes: Vec<u8>| {
        let text = String::from_utf8(bytes).unwrap();
        text.replace(book.root().canonicalize().unwrap().to_str().unwrap(), "BOOK")
            .replace(book.root().to_str().unwrap(), "BOOK")
    };
    let ran = Ran { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) };
    assert!(!ran.err.contains("panicked"), "{}", ran.err);
    ran
}

const CASE: &str = "src/cases/related-articles.md";

/// What `check` says about the book that `init` writes.
const CLEAN: &str = "1 case, 1 drill, 1 rubric, 1 sample, 6 pages: no errors, no warnings\n";

#[test]
fn check_of_a_clean_book_ends_with_0() {
    let book = BookTest::starter();
    let ran = run(&book, &["check"]);
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (0, "", CLEAN));
    let json = run(&book, &["check", "--format", "json"]);
    assert_eq!((json.code, json.out.as_str(), json.err.as_str()), (0, "[]\n", ""));
    let concise = run(&book, &["check", "--format", "concise"]);
    assert_eq!((concise.code, concise.out.as_str(), concise.err.as_str()), (0, "", ""));
}

#[test]
fn check_ends_with_1_on_errors_and_with_0_on_warnings() {
    let book = BookTest::starter();
    book.write("src/rubrics/spare.toml", book.read("src/rubrics/design.toml"));
    let warned = run(&book, &["check", "--format", "concise"]);
    assert_eq!(warned.code, 0);
    assert_eq!(
        warned.out,
        "src/rubrics/spare.toml:1:1: warning[unused-rubric]: no case uses the rubric `spare` (help: add one: \
         `mdbook-casebook new <slug> --round spare`)\n"
    );
    book.write("src/cases/empty.md", "");
    for (format, found) in [
        ("full", "error[empty-file]: the file is empty"),
        ("concise", "src/cases/empty.md:1:1: error[empty-file]"),
        ("json", "\"rule\": \"empty-file\""),
        (
            "github",
            "::error file=src/cases/empty.md,line=1,endLine=1,col=1,endColumn=1,title=empty-file::the file is empty",
        ),
    ] {
        let ran = run(&book, &["check", "--format", format]);
        assert_eq!(ran.code, 1, "{format}");
        assert!(ran.out.contains(found), "{format}: {}", ran.out);
    }
    assert_eq!(run(&book, &["check"]).err, "1 case, 1 drill, 2 rubrics, 1 sample, 6 pages: 1 error\n");
}

#[test]
fn what_is_not_a_book_ends_with_2_and_a_sentence() {
    let nothing = BookTest::empty();
    for command in ["check", "build"] {
        let ran = run(&nothing, &[command]);
        assert_eq!(ran.code, 2);
        assert_eq!(
            ran.err,
            "error: no book in .: there is no book.toml (`mdbook-casebook init` writes a new casebook)\n"
        );
    }
    let book = BookTest::starter();
    fs::remove_dir_all(book.path("src")).unwrap();
    for command in ["check", "build"] {
        let ran = run(&book, &[command]);
        assert_eq!(ran.code, 2);
        assert_eq!(ran.err, "error: no folder ./src: `book.toml` says that the chapters are there\n");
    }
    assert_eq!(run(&book, &["chekc"]).code, 2);
    assert_eq!(run(&book, &["check", "--format", "xml"]).code, 2);
    assert!(run(&book, &["chekc"]).err.contains("similar subcommand exists: 'check'"));
}

#[test]
fn a_book_toml_that_is_not_toml_is_a_diagnostic_among_the_others() {
    let book = BookTest::starter();
    book.replace("book.toml", "title = \"My casebook\"", "title = \"My casebook");
    book.replace(CASE, "round = \"design\"", "round = \"desing\"");
    for command in [&["check", "--format", "concise"][..], &["build"]] {
        let ran = run(&book, command);
        assert_eq!(ran.code, 1, "{}{}", ran.out, ran.err);
        let report = ran.out + &ran.err;
        assert!(report.contains("book.toml:2:") && report.contains("toml-syntax"), "{report}");
        assert!(report.contains("unknown-round"), "{report}");
    }
    // What only mdBook finds wrong is an error of mdBook's.
    let book = BookTest::starter();
    book.replace("book.toml", "[book]\n", "[book]\nautors = []\n");
    let ran = run(&book, &["check"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.starts_with("error: reading ./book.toml: ") && ran.err.contains("autors"), "{}", ran.err);
}

#[test]
fn build_writes_the_book_and_says_where() {
    let book = BookTest::starter();
    let before = book.files("src");
    let ran = run(&book, &["build"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""));
    assert!(ran.err.ends_with("built BOOK/book\n") || ran.err.ends_with("built ./book\n"), "{}", ran.err);
    assert!(book.read("book/cases/related-articles.html").contains("Related articles"));
    assert_eq!(book.files("src"), before, "nothing is written into src");
    let elsewhere = run(&book, &["build", "-d", "out/there"]);
    assert_eq!(elsewhere.code, 0);
    assert!(book.path("out/there/index.html").exists());
}

#[test]
fn build_refuses_a_folder_that_no_build_has_made_and_touches_nothing() {
    let book = BookTest::starter();
    book.write("notes/todo.txt", "mine");
    book.write("src/cases/old/draft.txt", "mine");
    book.write("site/.nojekyll", "");
    book.write("site/index.html", "mine");
    book.write("pages/html/.nojekyll", "");
    book.write("a-file", "mine");
    let before = book.files("");
    let cases = [
        (".", "holds ./src, and a build replaces the whole folder"),
        ("..", "holds ./src, and a build replaces the whole folder"),
        ("src", "holds ./src, and a build replaces the whole folder"),
        ("notes/../src", "holds ./src, and a build replaces the whole folder"),
        ("absent/../src", "holds ./src, and a build replaces the whole folder"),
        ("theme", "holds ./theme, and a build replaces the whole folder"),
        ("templates", "holds ./templates, and a build replaces the whole folder"),
        ("src/cases", "is in ./src, which a build copies"),
        ("src/new/folder", "is in ./src, which a build copies"),
        ("notes", "holds `todo.txt`, which a build did not create"),
        ("site", "holds `.nojekyll`, which a build did not create"),
        ("pages", "holds `html`, which a build did not create"),
        ("a-file", "is not a folder"),
    ];
    for (folder, why) in cases {
        let ran = run(&book, &["build", "-d", folder]);
        let next = "choose another with `--dest-dir`, or `build-dir` in book.toml";
        assert_eq!(ran.code, 2, "{folder}: {}", ran.err);
        assert!(
            ran.err.starts_with("error: ") && ran.err.ends_with(&format!(" {why}: {next}\n")),
            "{folder}: {}",
            ran.err
        );
        assert!(book.files("") == before, "{folder}: files differ");
    }
    for folder in ["src", ".", "src/new", "notes"] {
        let settings = book.read("book.toml");
        book.write("book.toml", format!("[build]\nbuild-dir = \"{folder}\"\n\n{settings}"));
        let before = book.files("");
        let ran = run(&book, &["build"]);
        assert!(ran.code == 2 && book.files("") == before, "{folder}: {}", ran.err);
        book.write("book.toml", settings);
    }
    let mut command = Command::new(BINARY);
    command.arg("build").env("MDBOOK_BUILD__BUILD_DIR", "src").current_dir(book.root());
    let output = command.output().unwrap();
    assert!(output.status.code() == Some(2) && book.files("") == before, "{output:?}");
}

/// Whatever folder is named, and however often: a file that was there before the first build is there after the last.
#[test]
fn no_file_of_the_authors_is_lost_wherever_a_build_goes() {
    for src in ["src", "."] {
        let book = BookTest::starter();
        if src == "." {
            for (path, bytes) in book.files("src") {
                book.write(path.to_str().unwrap().trim_start_matches("src/"), bytes);
            }
            fs::remove_dir_all(book.path("src")).unwrap();
            book.replace("book.toml", "src = \"src\"", "src = \".\"");
        }
        book.write("notes/deep/todo.txt", "mine");
        book.write(".git/HEAD", "ref: refs/heads/main");
        book.write("site/.git", "gitdir: elsewhere");
        // A mark does not make sources a build's.
        for mark in [".nojekyll", "site/.nojekyll"] {
            book.write(mark, "This file makes sure that Github Pages doesn't process mdBook's output\n");
        }
        let before = book.files("");
        let mut folders: Vec<PathBuf> =
            before.iter().flat_map(|(path, _)| path.ancestors().map(Path::to_owned)).collect();
        folders.extend(["..", "../..", "new", "new/deeper", "src/..", "notes/new"].map(PathBuf::from));
        folders.sort();
        folders.dedup();
        assert!(folders.len() > 20, "{folders:?}");
        let mut built = Vec::new();
        for folder in &folders {
            let folder = if folder.as_os_str().is_empty() { "." } else { folder.to_str().unwrap() };
            let ran = run(&book, &["build", "-d", folder]);
            assert!(ran.code == 0 || ran.code == 2, "{folder}: {}", ran.err);
            let now: BTreeMap<PathBuf, Vec<u8>> = book.files("").into_iter().collect();
            let lost = before.iter().find(|(path, bytes)| now.get(path) != Some(bytes));
            assert!(lost.is_none(), "src {src}, into {folder}: {:?} is lost", lost.map(|(path, _)| path));
            if ran.code == 0 {
                built.push(folder.to_owned());
            }
        }
        assert_eq!(built, ["new", "new/deeper", "notes/new"], "src {src}");
    }
}

#[test]
fn a_book_whose_chapters_are_in_its_root_is_not_copied_into_itself() {
    let book = BookTest::empty();
    book.write("book.toml", "[book]\ntitle = \"Small\"\nsrc = \".\"\n");
    book.write("SUMMARY.md", "- [Start](index.md)\n");
    book.write("index.md", "# Start\n");
    for arguments in [&["build"][..], &["build", "-d", "a/b"], &["build", "-d", "a/b"], &["build"]] {
        let ran = run(&book, arguments);
        assert_eq!(ran.code, 0, "{}", ran.err);
    }
    assert!(book.path("a/b/index.html").exists() && !book.path("a/b/a/b").exists());
    assert!(!book.path("book/book").exists());
}

/// The folder is looked at again when the new book is ready.
#[cfg(unix)]
#[test]
fn what_is_written_into_the_folder_during_a_build_is_kept() {
    let book = BookTest::starter();
    let settings = book.read("book.toml");
    // mdBook asks whether it is to be run, in the middle of the build.
    let writes = "sh -c 'mkdir -p new; echo mine > new/notes; exit 1'";
    book.write("book.toml", format!("{settings}\n[preprocessor.writes]\ncommand = \"{writes}\"\n"));
    let ran = run(&book, &["build", "-d", "new"]);
    assert!(ran.code == 2 && ran.err.contains("holds `notes`, which a build did not create"), "{}", ran.err);
    assert_eq!(book.read("new/notes"), "mine\n");
}

#[cfg(unix)]
#[test]
fn build_opens_the_book_when_asked() {
    let book = BookTest::starter();
    book.write("bin/xdg-open", "#!/bin/sh\necho \"$1\" > opened.new && mv opened.new opened\n");
    fs::set_permissions(book.path("bin/xdg-open"), std::os::unix::fs::PermissionsExt::from_mode(0o755))
        .unwrap();
    let path = format!("{}:{}", book.path("bin").display(), std::env::var("PATH").unwrap());
    let mut command = Command::new(BINARY);
    let output =
        command.args(["build", "--open"]).env("PATH", path).current_dir(book.root()).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    // The browser is not waited for.
    for _ in 0..200 {
        if book.path("opened").exists() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    assert!(book.read("opened").ends_with("book/index.html\n"), "{}", book.read("opened"));
}

#[cfg(unix)]
#[test]
fn build_refuses_a_link_to_the_sources() {
    let book = BookTest::starter();
    std::os::unix::fs::symlink("src", book.path("book")).unwrap();
    let before = book.files("");
    let ran = run(&book, &["build"]);
    assert_eq!((ran.code, book.files("") == before), (2, true), "{}", ran.err);
}

#[test]
fn build_replaces_what_an_earlier_build_made_and_keeps_a_repository_in_it() {
    let book = BookTest::starter();
    fs::create_dir(book.path("empty")).unwrap();
    for _ in 0..2 {
        for folder in ["book", "empty", "a/new/one"] {
            let ran = run(&book, &["build", "-d", folder]);
            assert_eq!(ran.code, 0, "{folder}: {}", ran.err);
        }
    }
    // What mdBook built is replaced too: with one renderer, with two, and with one that leaves no mark of its own.
    for (output, page) in [
        ("[output.html]\n", "book/index.html"),
        ("[output.markdown]\n\n[output.html]\n", "book/html/index.html"),
        ("[output.markdown]\n", "book/markdown.md"),
    ] {
        let book = BookTest::empty();
        book.write("book.toml", format!("[book]\ntitle = \"Small\"\n\n{output}"));
        book.write("src/SUMMARY.md", "- [Start](index.md)\n- [M](markdown.md)\n");
        book.write("src/index.md", "# Start\n");
        book.write("src/markdown.md", "# Markdown\n");
        if output.contains("html") {
            book.load().build().unwrap();
            assert!(book.path(page).exists(), "{page}");
        }
        for _ in 0..2 {
            let ran = run(&book, &["build"]);
            assert_eq!(ran.code, 0, "{output}: {}", ran.err);
            assert!(book.path(page).exists(), "{page}");
        }
    }
    book.write("book/.git", "gitdir: elsewhere");
    let ran = run(&book, &["build"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("holds `.git`, which a build did not create"), "{}", ran.err);
    assert_eq!(book.read("book/.git"), "gitdir: elsewhere");
}

#[test]
fn build_with_an_error_leaves_the_old_book_and_the_sources_untouched() {
    let mistakes: [(&str, &str, &str); 6] = [
        (CASE, "round = \"design\"", "round = \"desing\""),
        ("src/SUMMARY.md", "(progress.md)", "(new/page.md)"),
        ("src/SUMMARY.md", "(progress.md)", "(../progress.md)"),
        ("src/SUMMARY.md", "(progress.md)", "(/progress.md)"),
        ("src/SUMMARY.md", "- [Progress](progress.md)", "- [Progress](progress.md)\n- no link"),
        ("src/SUMMARY.md", "(progress.md)", "(index.md)"),
    ];
    for (file, find, with) in mistakes {
        let book = BookTest::starter();
        assert_eq!(run(&book, &["build"]).code, 0);
        book.write("progress.md", "# Outside\n");
        let built = book.files("book");
        book.replace(file, find, with);
        let sources = book.files("src");
        let ran = run(&book, &["build"]);
        assert_eq!(ran.code, 1, "{with}: {}", ran.err);
        assert!(ran.err.contains("error[") && ran.err.contains(" --> "), "{with}: {}", ran.err);
        assert_eq!(book.files("book"), built, "{with}");
        assert_eq!(book.files("src"), sources, "{with}");
    }
}

#[test]
fn a_page_that_is_not_text_is_a_diagnostic_of_build_too() {
    let book = BookTest::starter();
    book.write("src/index.md", b"# Caf\xe9\n");
    let ran = run(&book, &["build"]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(ran.err.contains("error[bad-utf-8]"), "{}", ran.err);
}

#[test]
fn a_book_without_our_table_is_built_before_its_includes() {
    let book = BookTest::of("bare");
    book.write("docs/text/one.md", "# One\n\n{{#include part.txt}}\n\n{{#casebook cases}}\n");
    book.write("docs/text/part.txt", "included");
    let ran = run(&book, &["build"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let page = book.read("book/one.html");
    assert!(page.contains("<p>included</p>") && page.contains("Case alpha"), "{page}");
}

#[test]
fn a_folder_that_cannot_be_written_is_a_failure_with_a_sentence() {
    let book = BookTest::starter();
    book.write("file", "");
    let ran = run(&book, &["build", "-d", "file/inside"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.starts_with("error: building the book: "), "{}", ran.err);
    assert_eq!(ran.err.lines().count(), 1, "{}", ran.err);
}

#[test]
fn new_writes_a_skeleton_of_which_only_the_placeholders_are_reported() {
    let book = BookTest::starter();
    let ran = run(&book, &["new", "image-search", "--round", "design"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(
        ran.err,
        "wrote ./src/cases/image-search.md, a draft: `serve` shows it, and `check` lists what to fill in\n"
    );
    let skeleton = book.read("src/cases/image-search.md");
    let report = run(&book, &["check", "--format", "concise"]);
    assert_eq!(report.code, 0);
    let lines = skeleton.lines().enumerate().filter(|(_, line)| line.contains("TODO"));
    let lines: Vec<String> = lines.map(|(at, _)| (at + 1).to_string()).collect();
    let left = format!(
        "src/cases/image-search.md:2:10: warning[placeholder]: placeholder `TODO` and {} more left over, on lines {} (help: replace each with its text)\n",
        skeleton.matches("TODO").count() - 1,
        lines.join(", ")
    );
    let draft = "src/cases/image-search.md:6:9: warning[unfinished-case]: the case `image-search` is a draft, which a build leaves out (help: remove `draft` when it is ready; `serve` shows it until then)\n";
    assert_eq!(report.out, left + draft);
    // `serve` shows it as it is.
    let loaded = book.load();
    let wanted = Wanted { drafts: Drafts::Shown, renderer: HTML, found: &[] };
    let served = compile_with(book.root(), &loaded.config, loaded.book, None, wanted).unwrap().book;
    let is_skeleton =
        |chapter: &&Chapter| chapter.path.as_deref() == Some(Path::new("cases/image-search.md"));
    assert_eq!(chapters(&served).into_iter().filter(is_skeleton).count(), 1);
    // Filled in and without the line that makes it a draft, nothing is left to report.
    let (before, after) =
        skeleton.split_once("draft = true # take this line out once the case is written\n").unwrap();
    let written = format!("{before}{after}").replace("TODO: ", "").replace("TODO", "done");
    book.write("src/cases/image-search.md", written);
    assert_eq!(run(&book, &["check"]).err, CLEAN.replace("1 case", "2 cases"));
}

#[test]
fn new_writes_hints_that_cannot_end_their_comment() {
    let book = BookTest::starter();
    book.replace("src/rubrics/design.toml", "Names the user", "Names --> [@x] the $\\\\frac{ user");
    assert_eq!(run(&book, &["new", "x", "--round", "design"]).code, 0);
    let report = run(&book, &["check", "--format", "concise"]).out;
    let expected = ["warning[placeholder]", "warning[unfinished-case]"];
    assert!(report.lines().all(|line| expected.iter().any(|one| line.contains(one))), "{report}");
}

#[test]
fn new_refuses_what_it_cannot_do_and_says_what_to_do() {
    let book = BookTest::starter();
    let before = book.files("src");
    for (arguments, sentence) in [
        (
            ["related-articles", "design"],
            "error: ./src/cases/related-articles.md exists and is not overwritten\n",
        ),
        (["x", "desing"], "error: unknown round `desing`: write `design`\n"),
        (
            ["two words", "design"],
            "error: `two words` has characters other than letters, digits, `-` and `_`: write `two-words`\n",
        ),
        (
            ["../x", "design"],
            "error: `../x` has characters other than letters, digits, `-` and `_`: write `x`\n",
        ),
        (
            ["index", "design"],
            "error: `index.md` is the page of the folder, not a case: write another name\n",
        ),
        (["…", "design"], "error: the name of a case is letters, digits, `-` and `_`\n"),
        (["", "design"], "error: the name of a case is letters, digits, `-` and `_`\n"),
        (
            ["INDEX", "design"],
            "error: `INDEX.md` is the page of the folder, not a case: write another name\n",
        ),
        (
            ["readme", "design"],
            "error: `readme.md` is the page of the folder, not a case: write another name\n",
        ),
        (
            ["con", "design"],
            "error: `con` is a device on Windows, where the book could not be checked out: write another name\n",
        ),
        (
            ["LPT1", "design"],
            "error: `LPT1` is a device on Windows, where the book could not be checked out: write another name\n",
        ),
        (
            ["Related-Articles", "design"],
            "error: `Related-Articles` differs from the case `related-articles` only in capitals: write another name\n",
        ),
    ] {
        let ran = run(&book, &["new", arguments[0], "--round", arguments[1]]);
        assert_eq!((ran.code, ran.err.as_str()), (2, sentence));
    }
    assert_eq!(book.files("src"), before);
}

#[test]
fn new_takes_the_only_round_and_lists_several() {
    let book = BookTest::starter();
    assert_eq!(run(&book, &["new", "com", "--root", "."]).code, 0);
    assert!(book.read("src/cases/com.md").contains("round = \"design\""));
    book.write("src/rubrics/spare.toml", book.read("src/rubrics/design.toml"));
    let ran = run(&book, &["new", "x"]);
    assert_eq!(
        (ran.code, ran.err.as_str()),
        (2, "error: the book has several rounds: add `--round` with one of design, spare\n")
    );
    fs::remove_dir_all(book.path("src/rubrics")).unwrap();
    let ran = run(&book, &["new", "x"]);
    assert_eq!(
        (ran.code, ran.err.as_str()),
        (2, "error: the book has no rubric: write one in `rubrics/` first\n")
    );
}

#[test]
fn check_of_files_reports_on_them_only() {
    let book = BookTest::starter();
    book.replace(CASE, "round = \"design\"", "round = \"desing\"");
    book.write("src/drills/empty.md", "");
    let concise = |arguments: &[&str]| run(&book, &[&["check", "--format", "concise"], arguments].concat());
    assert_eq!(concise(&[]).out.lines().count(), 2);
    for arguments in [&[CASE][..], &["src/cases"], &[CASE, "src/index.md"], &["--root", ".", CASE]] {
        let ran = concise(arguments);
        assert_eq!((ran.code, ran.out.lines().count()), (1, 1), "{arguments:?}: {}", ran.out);
        assert!(ran.out.contains("unknown-round"), "{}", ran.out);
    }
    let clean = run(&book, &["check", "src/index.md"]);
    assert_eq!((clean.code, clean.err.as_str()), (0, "src/index.md: no errors, no warnings\n"));
    let absent = run(&book, &["check", "src/absent.md"]);
    assert!(
        absent.code == 2 && absent.err.starts_with("error: no file or folder src/absent.md"),
        "{}",
        absent.err
    );
    let outside = run(&book, &["check", "--root", ".", "/"]);
    assert!(outside.code == 2 && outside.err.starts_with("error: / is not in the book ."), "{}", outside.err);
}

#[test]
fn the_folder_can_be_given_as_root_too() {
    let around = BookTest::empty();
    for arguments in [&["init", "--root", "b"][..], &["check", "--root", "b"], &["build", "--root", "b"]] {
        let ran = run(&around, arguments);
        assert_eq!(ran.code, 0, "{arguments:?}: {}", ran.err);
    }
    assert!(around.path("b/book/index.html").exists());
    assert_eq!(run(&around, &["build", "b", "--root", "b"]).code, 2);
}

#[test]
fn init_writes_a_book_that_is_clean_and_builds() {
    let book = BookTest::empty();
    let ran = run(&book, &["init"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(ran.err, "wrote a casebook; see it with `mdbook-casebook serve .`\n");
    assert_eq!(run(&book, &["check"]).err, CLEAN);
    assert_eq!(book.read(".gitignore"), "/book\n/.casebook-*\n");
    for line in book.read(".taplo.toml").lines().filter_map(|line| line.strip_prefix("path = ")) {
        assert!(book.path(line.trim_matches('"')).exists(), "{line}");
    }
    let built = run(&book, &["build"]);
    assert_eq!(built.code, 0, "{}", built.err);
    let page = book.read("book/cases/related-articles.html");
    assert!(
        page.contains("theme/casebook-")
            && book.path("book/casebook/practice.js").exists()
            && page.contains("<cb-case"),
        "{page}"
    );
    let nested = BookTest::empty();
    assert_eq!(run(&nested, &["init", "a/new/book"]).code, 0);
    assert_eq!(run(&nested, &["check", "a/new/book"]).code, 0);
}

#[test]
fn init_refuses_a_folder_that_holds_something_and_writes_nothing() {
    for (files, sentence) in [
        (&["src/SUMMARY.md"][..], ". holds src: `init` writes into an empty folder, name another"),
        (
            &["a", "b", "c", "d", "e"],
            ". holds a, b, c and 2 more: `init` writes into an empty folder, name another",
        ),
        (&["book.toml", "a"], "there is a book in .: `mdbook-casebook install` makes it a casebook"),
    ] {
        let book = BookTest::empty();
        files.iter().for_each(|file| book.write(file, "mine"));
        let ran = run(&book, &["init"]);
        assert_eq!((ran.code, ran.err), (2, format!("error: {sentence}\n")));
        assert_eq!(book.files("").len(), files.len());
    }
    let repository = BookTest::empty();
    repository.write(".git/HEAD", "ref: refs/heads/main");
    assert_eq!(run(&repository, &["init"]).code, 0);
}

#[test]
fn a_closed_standard_output_is_not_a_failure_of_check() {
    let book = BookTest::of("broken");
    let mut child = Command::new(BINARY)
        .args(["check", "--format", "full"])
        .current_dir(book.root())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(!String::from_utf8(output.stderr).unwrap().contains("panicked"));
}

#[test]
fn help_names_every_command() {
    let ran = run(&BookTest::empty(), &["--help"]);
    assert_eq!(ran.code, 0);
    for command in ["supports", "build", "serve", "check", "print", "new", "init", "install"] {
        assert!(ran.out.contains(&format!("\n  {command} ")), "{command}: {}", ran.out);
    }
}

#[test]
fn reports_have_colors_where_the_environment_wants_them() {
    let book = BookTest::starter();
    book.write("src/cases/empty.md", "");
    for (variables, colored) in [
        (&[][..], false),
        (&[("CLICOLOR_FORCE", "1")], true),
        (&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], false),
    ] {
        for name in ["check", "build"] {
            let mut command = Command::new(BINARY);
            command.arg(name).current_dir(book.root()).env_remove("CLICOLOR_FORCE").env_remove("NO_COLOR");
            let Output { stdout, stderr, .. } = command.envs(variables.iter().copied()).output().unwrap();
            let report = if name == "check" { stdout } else { stderr };
            let report = String::from_utf8(report).unwrap();
            assert!(report.contains("the file is empty"), "{name}: {report}");
            assert_eq!(report.contains('\u{1b}'), colored, "{name} with {variables:?}: {report:?}");
        }
    }
}
