//! Problems that only a file system can have. Each is reported, and none hides another.

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::process::Command;

use mdbook_casebook::discover::LARGEST_FILE;

use crate::books::BookTest;

/// The starter with a mistake that has to be reported along with each problem.
fn book() -> BookTest {
    let book = BookTest::starter();
    book.replace("src/drills/estimation.md", "trains =", "train =");
    book
}

const OWN: &str = "src/drills/estimation.md:4:1: error[unknown-key]: unknown key `train` in the drill front \
     matter (help: write `trains`)\n";

#[test]
fn a_symbolic_link_out_of_the_book_is_reported() {
    let book = book();
    let elsewhere = BookTest::starter();
    symlink(elsewhere.path("src/cases/related-articles.md"), book.path("src/cases/linked.md")).unwrap();
    let report = "src/cases/linked.md:1:1: error[link-leaves-src]: the file is a symbolic link that leaves the \
                  book (help: copy the file into the book)\n";
    assert_eq!(book.check(), format!("{report}{OWN}"));
}

#[test]
fn a_folder_that_is_a_link_out_of_the_book_is_reported_file_by_file() {
    let book = BookTest::starter();
    let elsewhere = BookTest::starter();
    fs::remove_dir_all(book.path("src/samples")).unwrap();
    symlink(elsewhere.path("src/samples"), book.path("src/samples")).unwrap();
    let report = book.check();
    assert!(
        report.starts_with("src/samples/related-articles/a-counting-answer.md:1:1: error[link-leaves-src]"),
        "{report}"
    );
    assert_eq!(report.lines().count(), 1, "{report}");
}

#[test]
fn a_symbolic_link_inside_the_book_is_like_a_file() {
    let book = BookTest::starter();
    fs::rename(book.path("src/drills/estimation.md"), book.path("src/kept.md")).unwrap();
    symlink("../kept.md", book.path("src/drills/estimation.md")).unwrap();
    assert_eq!(book.check(), "");
}

#[test]
fn a_link_in_a_loop_is_reported_and_not_followed() {
    let book = book();
    symlink("..", book.path("src/cases/around")).unwrap();
    symlink("itself.md", book.path("src/cases/itself.md")).unwrap();
    let report = book.check();
    let lines: Vec<&str> = report.lines().collect();
    assert_eq!(lines.len(), 3, "{report}");
    assert!(lines[0].starts_with("src/cases/around:1:1: error[unreadable-file]: the file cannot be read: it is a symbolic link to `src`, a folder that contains it"), "{report}");
    assert!(lines[1].starts_with("src/cases/itself.md:1:1: error[unreadable-file]"), "{report}");
    assert_eq!(format!("{}\n", lines[2]), OWN);
}

#[test]
fn a_folder_named_like_a_case_is_reported() {
    let book = book();
    fs::create_dir(book.path("src/cases/folder.md")).unwrap();
    let report = "src/cases/folder.md:1:1: error[unreadable-file]: the file cannot be read: it is a folder (help: \
                  rename it, remove it or make it readable)\n";
    assert_eq!(book.check(), format!("{report}{OWN}"));
}

#[test]
fn a_file_that_is_gone_before_it_is_read_is_reported() {
    let book = book();
    symlink("nowhere.md", book.path("src/cases/gone.md")).unwrap();
    let report = "src/cases/gone.md:1:1: error[unreadable-file]: the file cannot be read: no such file or directory \
                  (help: rename it, remove it or make it readable)\n";
    assert_eq!(book.check(), format!("{report}{OWN}"));
}

#[test]
fn a_pipe_named_like_a_case_is_reported_and_not_waited_for() {
    let book = book();
    let made = Command::new("mkfifo").arg(book.path("src/cases/pipe.md")).status();
    if !made.is_ok_and(|status| status.success()) {
        println!("skipped: no mkfifo here");
        return;
    }
    let report = book.check();
    assert!(
        report.starts_with(
            "src/cases/pipe.md:1:1: error[unreadable-file]: the file cannot be read: it is not a regular file"
        ),
        "{report}"
    );
}

#[test]
fn a_file_that_may_not_be_read_is_reported() {
    let book = book();
    let path = book.path("src/cases/related-articles.md");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read(&path).is_ok() {
        println!("skipped: this user can read every file");
        return;
    }
    let report = "src/cases/related-articles.md:1:1: error[unreadable-file]: the file cannot be read: permission denied \
                  (help: rename it, remove it or make it readable)\n";
    assert_eq!(book.check(), format!("{report}{OWN}"));
}

#[test]
fn a_file_too_large_to_be_a_chapter_is_reported_unread() {
    let book = book();
    let size = usize::try_from(LARGEST_FILE).unwrap() + 1;
    book.write("src/cases/large.md", "x".repeat(size));
    let report = "src/cases/large.md:1:1: error[file-too-large]: the file has 2097153 bytes, more than 2097152 (help: \
                  split it or move its data elsewhere)\n";
    assert_eq!(book.check(), format!("{report}{OWN}"));
}

#[test]
fn a_summary_that_cannot_be_read_hides_nothing() {
    let book = book();
    fs::remove_file(book.path("src/SUMMARY.md")).unwrap();
    let report = "src/SUMMARY.md:1:1: error[unreadable-file]: the file cannot be read: no such file or directory (help: \
                  rename it, remove it or make it readable)\n";
    assert_eq!(book.check(), format!("{report}{OWN}"));
    book.write("src/SUMMARY.md", b"# Summary\n\n- [Caf\xe9](index.md)\n");
    assert!(book.check().starts_with("src/SUMMARY.md:3:7: error[bad-utf-8]"), "{}", book.check());
}

#[test]
fn a_listed_page_that_cannot_be_read_is_reported() {
    let book = BookTest::starter();
    book.write("src/index.md", b"# Caf\xe9\n");
    let report =
        "src/index.md:1:6: error[bad-utf-8]: byte 0xe9 is not UTF-8 (help: save the file as UTF-8)\n";
    assert_eq!(book.check(), report);
    fs::remove_file(book.path("src/index.md")).unwrap();
    fs::create_dir(book.path("src/index.md")).unwrap();
    assert!(book.check().contains("error[missing-chapter]: no file `index.md`"), "{}", book.check());
}

#[test]
fn hidden_files_and_files_of_other_kinds_are_not_chapters() {
    let book = BookTest::starter();
    for file in
        ["cases/.draft.md", "cases/notes.txt", "deep/x.md", "rubrics/old.md", "drills/x.toml", "cases/.md"]
    {
        book.write(&format!("src/{file}"), b"\xff not read");
    }
    assert_eq!(book.check(), "");
}
