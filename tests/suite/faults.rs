//! Faults of the machine: the real program ends with a sentence that says what happened and what to do, prints no
//! panic, and keeps the last good book.
//!
//! Links, pipes and folders are in `disk`; a closed standard output is in `commands` and `protocol`; ports, signals and
//! two hundred saves are in `serve`.

use std::fs::{self, File, Permissions};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};

use crate::books::BookTest;
use crate::protocol::BINARY;

const CASE: &str = "src/cases/related-articles.md";

/// The program, in the folder of a book that everyone can read.
fn program(book: &BookTest, arguments: &[&str]) -> Command {
    open_to_all(book.root());
    let mut command = Command::new(BINARY);
    command.args(arguments).current_dir(book.root());
    command
}

/// The same as a user other than root: tests that run as root run it as nobody. `None` where that is impossible.
fn as_a_user(book: &BookTest, arguments: &[&str]) -> Option<Command> {
    let command = program(book, arguments);
    if fs::metadata(book.root()).unwrap().uid() != 0 {
        return Some(command);
    }
    let mut changed = Command::new("setpriv");
    changed.args(["--reuid=65534", "--regid=65534", "--clear-groups", "--"]).arg(BINARY).args(arguments);
    changed.current_dir(book.root());
    let works = Command::new("setpriv").args(["--reuid=65534", "--clear-groups", BINARY, "--help"]).output();
    works.is_ok_and(|output| output.status.success()).then_some(changed)
}

fn skipped(why: &str) {
    eprintln!("SKIPPED: {why}");
}

fn open_to_all(folder: &Path) {
    fs::set_permissions(folder, Permissions::from_mode(0o755)).unwrap();
}

/// The exit code and standard error, without the path of the book's folder.
fn code_and_stderr(book: &BookTest, output: &Output) -> (i32, String) {
    let text = String::from_utf8(output.stderr.clone()).unwrap();
    assert!(!text.contains("panicked"), "{text}");
    let root = book.root().canonicalize().unwrap();
    (output.status.code().unwrap(), text.replace(root.to_str().unwrap(), "BOOK"))
}

fn run(book: &BookTest, mut command: Command) -> (i32, String) {
    code_and_stderr(book, &command.output().unwrap())
}

#[test]
fn a_file_that_may_not_be_read_is_a_diagnostic_and_the_last_book_stays() {
    let book = BookTest::starter();
    assert_eq!(run(&book, program(&book, &["build"])).0, 0);
    let before = book.files("book");
    let Some(command) = as_a_user(&book, &["build"]) else {
        return skipped("no setpriv to become another user");
    };
    fs::set_permissions(book.path(CASE), Permissions::from_mode(0o000)).unwrap();
    let (code, text) = run(&book, command);
    assert_eq!(code, 1, "{text}");
    assert!(
        text.starts_with("error[unreadable-file]: the file cannot be read: permission denied\n"),
        "{text}"
    );
    assert!(text.contains(CASE) && text.contains("help: rename it, remove it or make it readable"), "{text}");
    assert_eq!(book.files("book"), before);
}

#[test]
fn a_folder_that_may_not_be_written_is_said_and_the_last_book_stays() {
    let book = BookTest::starter();
    assert_eq!(run(&book, program(&book, &["build"])).0, 0);
    let before = book.files("book");
    let Some(command) = as_a_user(&book, &["build"]) else {
        return skipped("no setpriv to become another user");
    };
    for folder in ["book", "src/cases", "."] {
        fs::set_permissions(book.path(folder), Permissions::from_mode(0o555)).unwrap();
    }
    let (code, text) = run(&book, command);
    assert_eq!(code, 2, "{text}");
    assert!(text.starts_with("error: building the book: ") && text.contains("ermission denied"), "{text}");
    assert!(text.ends_with("(let this user write there, or choose another folder)\n"), "{text}");
    assert_eq!(book.files("book"), before);
    for arguments in [&["new", "x", "--round", "design"][..], &["init", "inner"]] {
        let mut command = as_a_user(&book, arguments).unwrap();
        fs::set_permissions(book.root(), Permissions::from_mode(0o555)).unwrap();
        let (code, text) = code_and_stderr(&book, &command.output().unwrap());
        assert_eq!((code, text.lines().count()), (2, 1), "{text}");
        assert!(text.ends_with("(let this user write there, or choose another folder)\n"), "{text}");
    }
    // The folder has to be deleted after the test.
    for folder in [".", "src/cases", "book"] {
        open_to_all(&book.path(folder));
    }
}

/// A disk of 4 MB, unmounted when dropped.
struct SmallDisk<'a>(&'a Path);

impl<'a> SmallDisk<'a> {
    fn mount(folder: &'a Path) -> Option<Self> {
        fs::create_dir_all(folder).unwrap();
        let mounted =
            Command::new("mount").args(["-t", "tmpfs", "-o", "size=4m", "tmpfs"]).arg(folder).output();
        mounted.is_ok_and(|output| output.status.success()).then_some(Self(folder))
    }

    fn fill(&self) {
        let mut file = File::create(self.0.join("fill")).unwrap();
        std::io::copy(&mut std::io::repeat(b'x'), &mut file).unwrap_err();
    }
}

impl Drop for SmallDisk<'_> {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.0).status();
    }
}

#[test]
fn a_full_disk_is_said_and_the_last_book_stays() {
    let book = BookTest::starter();
    let folder = book.path("disk");
    let Some(disk) = SmallDisk::mount(&folder) else { return skipped("a small disk cannot be mounted here") };
    assert_eq!(run(&book, program(&book, &["build", "-d", "disk/book"])).0, 0);
    let before = book.files("disk/book");
    book.replace(CASE, "Below each article", "A new text. Below each article");
    disk.fill();
    let (code, text) = run(&book, program(&book, &["build", "-d", "disk/book"]));
    assert_eq!(code, 2, "{text}");
    assert!(
        text.starts_with("error: building the book: ") && text.contains("No space left on device"),
        "{text}"
    );
    assert!(text.ends_with("(free some space, or write to another disk)\n"), "{text}");
    assert!(book.files("disk/book") == before, "the last book is another");
    let left: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left.len(), 2, "{left:?}");
    fs::remove_file(folder.join("fill")).unwrap();
    assert_eq!(run(&book, program(&book, &["build", "-d", "disk/book"])).0, 0);
    assert!(book.read("disk/book/cases/related-articles.html").contains("A new text."));
}

/// A mount point cannot be moved.
#[test]
fn a_book_is_built_into_a_mounted_folder() {
    let book = BookTest::starter();
    let folder = book.path("book");
    let Some(_disk) = SmallDisk::mount(&folder) else {
        return skipped("a small disk cannot be mounted here");
    };
    for _ in 0..2 {
        let (code, text) = run(&book, program(&book, &["build"]));
        assert_eq!((code, text.as_str()), (0, "built ./book\n"));
        assert!(book.read("book/index.html").contains("My casebook"));
    }
}

/// A web server must be able to read the folder, which can be a link.
#[test]
fn a_new_book_keeps_the_permissions_and_links_of_the_last_one() {
    let book = BookTest::starter();
    fs::create_dir(book.path("elsewhere")).unwrap();
    std::os::unix::fs::symlink("elsewhere", book.path("book")).unwrap();
    for _ in 0..2 {
        assert_eq!(run(&book, program(&book, &["build"])), (0, "built ./book\n".to_owned()));
        assert!(book.path("book").is_symlink() && book.path("elsewhere/index.html").is_file());
    }
    let mode = |path: &str| fs::metadata(book.path(path)).unwrap().mode() & 0o777;
    assert_eq!(mode("elsewhere"), mode("src/cases"), "as any new folder");
    let mut names: Vec<String> = fs::read_dir(book.root())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names, ["book", "book.toml", "elsewhere", "src", "theme"], "nothing is left behind");
}

/// Writing to `/dev/full` fails as on a full disk.
#[test]
fn a_full_standard_output_is_a_failure_with_a_sentence() {
    let Ok(full) = File::options().write(true).open("/dev/full") else { return skipped("no /dev/full") };
    let book = BookTest::of("broken");
    let mut command = program(&book, &["check", "--format", "json"]);
    let output = command.stdout(Stdio::from(full)).stderr(Stdio::piped()).spawn().unwrap().wait_with_output();
    assert_eq!(
        code_and_stderr(&book, &output.unwrap()),
        (
            2,
            "error: writing to standard output: No space left on device (os error 28) (free some space, or write to \
             another disk)\n"
                .to_owned()
        )
    );
}

#[test]
fn a_panic_of_a_renderer_is_a_diagnostic_and_is_not_printed() {
    let book = BookTest::starter();
    book.replace(CASE, "$n$", "$\\char🦀$");
    let (code, text) = run(&book, program(&book, &["build"]));
    assert_eq!(code, 1);
    let first = "error[math-syntax]: the formula does not parse: the renderer gave up on it\n";
    assert!(text.starts_with(first) && text.ends_with("\n1 error\n"), "{text}");
    assert!(!text.contains("stack backtrace"), "{text}");
}

/// As when a branch is switched.
#[test]
fn a_file_that_disappears_while_the_book_is_read_is_reported_or_absent() {
    let book = BookTest::starter();
    let text = book.read(CASE).replace("Related articles", "Another");
    let (done, another) = (AtomicBool::new(false), book.path("src/cases/another.md"));
    let mut seen = [0, 0, 0];
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !done.load(Ordering::Relaxed) {
                let _ = fs::write(&another, &text);
                let _ = fs::remove_file(&another);
            }
        });
        for _ in 0..150 {
            let report = book.check();
            let kind = match report.as_str() {
                "" => 0,
                // It disappeared after it was found, or was not written yet.
                text if text.contains("error[unreadable-file]: the file cannot be read: no such file") => 1,
                text if text.contains("error[empty-file]") => 2,
                text => panic!("{text}"),
            };
            assert!(report.lines().count() <= 1, "{report}");
            seen[kind] += 1;
        }
        done.store(true, Ordering::Relaxed);
    });
    assert!(seen[0] > 0, "{seen:?}");
}

/// A run that is killed leaves its temporary folder, and the next one removes it.
#[test]
fn what_a_killed_run_leaves_is_removed_by_the_next() {
    let book = BookTest::starter();
    book.write("tmp/keep", "");
    let settings = book.read("book.toml");
    // mdBook waits for this preprocessor, which kills the run.
    let kills = "[preprocessor.kills]\ncommand = \"sh -c 'if [ $0 = supports ]; then exit 0; fi; kill -9 $PPID; sleep 1'\"\n";
    let commands = [
        (&["build"][..], ""),
        (&["print", "--all", "-o", "pdfs"], "pdfs"),
        (&["serve", "--port", "0"], "tmp"),
    ];
    for (arguments, folder) in commands {
        let left = || {
            let entries = fs::read_dir(book.path(folder)).unwrap().map(|entry| entry.unwrap().file_name());
            let names: Vec<String> = entries.map(|name| name.into_string().unwrap()).collect();
            names.into_iter().filter(|name| name.contains("casebook-")).collect::<Vec<_>>()
        };
        let command = || {
            let mut command = program(&book, arguments);
            command.env("TMPDIR", book.path("tmp"));
            command
        };
        book.write("book.toml", format!("{settings}\n{kills}"));
        let mut before = Vec::new();
        for _ in 0..2 {
            let killed = command().output().unwrap();
            assert_eq!(killed.status.code(), None, "{killed:?}");
            assert_eq!(left().len(), 1, "{arguments:?}");
            assert_ne!(left(), before, "{arguments:?}: the folder is another one");
            before = left();
        }
    }
    book.write("book.toml", settings);
    assert_eq!(run(&book, program(&book, &["build"])).0, 0);
    let names = book.files("").into_iter().map(|(path, _)| path.to_str().unwrap().to_owned());
    assert_eq!(names.filter(|name| name.starts_with(".casebook-")).collect::<Vec<_>>(), [""; 0]);
}
