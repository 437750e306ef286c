//! An existing book becomes a casebook, and is what it was afterwards.

use std::fs;
use std::process::Command;

use mdbook_casebook::install::settings::{add, remove};

use crate::books::BookTest;
use crate::protocol::BINARY;

const SETTINGS: &str =
    "# mine\n[book]\ntitle = \"Old\"\n\n[output.html]\nadditional-css = [\"mine.css\"] # first\n";

/// A book that has never heard of us.
fn old_book() -> BookTest {
    let book = BookTest::empty();
    book.write("book.toml", SETTINGS);
    book.write("mine.css", "p {}\n");
    book.write("src/SUMMARY.md", "# Summary\n\n- [One](one.md)\n");
    book.write("src/one.md", "# One\n");
    book
}

fn run(book: &BookTest, arguments: &[&str]) -> (i32, String) {
    let output = Command::new(BINARY).args(arguments).current_dir(book.root()).output().unwrap();
    let text = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    assert!(!text.contains("panicked"), "{text}");
    (output.status.code().unwrap(), text)
}

const CLEAN: (i32, &str) = (0, "no pages of a casebook: no errors, no warnings\n");

fn assert_clean(book: &BookTest) {
    let (code, text) = run(book, &["check"]);
    assert_eq!((code, text.as_str()), CLEAN);
}

#[test]
fn install_says_each_step_adds_nothing_twice_and_uninstall_restores_every_byte() {
    let book = old_book();
    let before = book.files("");
    let (code, text) = run(&book, &["install"]);
    assert_eq!(code, 0, "{text}");
    assert_eq!(
        text,
        "added [preprocessor.casebook] to book.toml\n\
         added theme/casebook.css to `additional-css` in book.toml\n\
         added theme/casebook.js to `additional-js` in book.toml\n\
         wrote theme/casebook.css\n\
         wrote theme/casebook.js\n\
         wrote src/casebook/attempts.js\n\
         wrote src/casebook/board.js\n\
         wrote src/casebook/calibration.js\n\
         wrote src/casebook/cards.js\n\
         wrote src/casebook/copy.js\n\
         wrote src/casebook/drill.js\n\
         wrote src/casebook/drills.js\n\
         wrote src/casebook/estimate.js\n\
         wrote src/casebook/import.js\n\
         wrote src/casebook/lab.js\n\
         wrote src/casebook/outcome.js\n\
         wrote src/casebook/practice.js\n\
         wrote src/casebook/progress.js\n\
         wrote src/casebook/saves.js\n\
         wrote src/casebook/sheets.css\n\
         done; `mdbook-casebook check` says what the book still needs\n"
    );
    assert_clean(&book);
    let (code, text) = run(&book, &["build"]);
    assert_eq!(code, 0, "{text}");
    let page = book.read("book/one.html");
    assert!(page.contains("mine-") && page.contains("theme/casebook-"), "{page}");
    fs::remove_dir_all(book.path("book")).unwrap();
    let installed = book.files("");
    let again = run(&book, &["install", "."]);
    assert_eq!(again, (0, "nothing to do: this version is installed\n".to_owned()));
    assert!(book.files("") == installed);
    let (code, text) = run(&book, &["install", "--uninstall"]);
    assert_eq!((code, text.lines().count()), (0, 21), "{text}");
    assert!(book.files("") == before, "every byte is as it was");
    assert!(!book.path("theme").exists() && !book.path("src/casebook").exists());
    let again = run(&book, &["install", "--uninstall"]);
    assert_eq!(again, (0, "nothing to do: nothing is installed\n".to_owned()));
}

#[test]
fn check_says_what_is_missing_or_of_another_version_and_install_updates_it() {
    let book = old_book();
    run(&book, &["install"]);
    let whole = book.read("book.toml");
    book.write("theme/casebook.js", book.read("theme/casebook.js") + "// older");
    fs::remove_file(book.path("src/casebook/practice.js")).unwrap();
    let (code, text) = run(&book, &["check", "--format", "concise"]);
    let version = env!("CARGO_PKG_VERSION");
    assert_eq!(
        (code, text),
        (
            0,
            format!(
                "src/casebook/practice.js:1:1: warning[outdated-theme]: the file of the theme is missing (help: run \
                 `mdbook-casebook install`)\n\
                 theme/casebook.js:1:1: warning[outdated-theme]: the file is not the one of version {version} (help: \
                 run `mdbook-casebook install`)\n"
            )
        )
    );
    let (_, text) = run(&book, &["install"]);
    assert!(text.starts_with("updated theme/casebook.js\nwrote src/casebook/practice.js\n"), "{text}");
    assert_eq!(book.read("book.toml"), whole);
    assert_clean(&book);
    book.replace("book.toml", "additional-js = [\"theme/casebook.js\"]\n", "");
    book.write("theme/index.hbs", "<html>{{#each additional_css}}{{/each}}</html>");
    let (code, text) = run(&book, &["check", "--format", "concise"]);
    assert_eq!(
        (code, text.as_str()),
        (
            0,
            "book.toml:9:2: warning[unwired-theme]: the theme is not in `additional-js` of `[output.html]` (help: run \
             `mdbook-casebook install`)\n\
             theme/index.hbs:1:1: warning[unwired-theme]: the template does not load `additional_js` (help: write \
             `{{#each additional_js}}` as in mdBook's own `index.hbs`)\n"
        )
    );
    // Without our table the book is not ours.
    book.write("book.toml", SETTINGS);
    assert_clean(&book);
}

#[test]
fn a_file_of_the_authors_is_neither_overwritten_nor_removed() {
    let book = old_book();
    book.write("theme/casebook.js", "mine");
    let before = book.files("");
    let (code, text) = run(&book, &["install"]);
    assert_eq!(code, 2);
    assert!(text.contains("casebook.js is not a file of the theme: rename it"), "{text}");
    assert!(book.files("") == before, "nothing is written");
    let (code, text) = run(&book, &["install", "--uninstall"]);
    assert_eq!(
        (code, text.lines().next()),
        (0, Some("kept theme/casebook.js, which is not a file of the theme"))
    );
    assert!(book.files("") == before);
}

/// A name alone does not make a file ours, nor a place outside the book.
#[test]
fn what_the_author_lists_under_our_names_is_kept() {
    let book = old_book();
    book.write("css/casebook.css", "mine");
    book.replace("book.toml", "\"mine.css\"", "\"css/casebook.css\"");
    let before = book.files("");
    let (code, text) = run(&book, &["install"]);
    assert!(code == 2 && text.contains("css/casebook.css is not a file of the theme"), "{text}");
    assert!(book.files("") == before);
    let ran = run(&book, &["install", "--uninstall"]);
    assert!(
        ran.0 == 0 && ran.1.starts_with("kept css/casebook.css, which is not a file of the theme\ndone; ")
    );
    assert!(book.files("") == before);
}

#[test]
fn a_theme_outside_the_book_is_updated_and_not_removed() {
    let around = BookTest::empty();
    around.write("one/book.toml", "[output.html]\nadditional-css = [\"../shared/casebook.css\"]\n");
    around.write("one/src/SUMMARY.md", "# Summary\n");
    around.write("shared/casebook.css", "/* Made from theme/src. An older version. */");
    #[cfg(unix)]
    std::os::unix::fs::symlink("../shared", around.path("one/theme")).unwrap();
    let (code, text) = run(&around, &["install", "one"]);
    assert!(code == 0 && text.contains("updated ../shared/casebook.css\n"), "{text}");
    let (code, text) = run(&around, &["install", "one", "--uninstall"]);
    assert!(code == 0 && text.contains("kept ../shared/casebook.css, which is outside the book\n"), "{text}");
    assert!(around.path("shared/casebook.css").exists());
    assert_eq!(around.path("shared/casebook.js").exists(), cfg!(unix), "written by way of the link");
    assert_eq!(around.read("one/book.toml"), "[output.html]\n");
}

/// A clone on Windows has other line endings.
#[test]
fn line_endings_alone_are_not_another_version() {
    let book = old_book();
    run(&book, &["install"]);
    for file in ["theme/casebook.css", "theme/casebook.js", "src/casebook/practice.js"] {
        book.write(file, book.read(file).replace('\n', "\r\n"));
    }
    assert_clean(&book);
    assert_eq!(run(&book, &["install"]).1, "nothing to do: this version is installed\n");
}

/// Every way to write a `book.toml` that we could think of, combined.
#[test]
fn every_layout_is_restored_to_the_byte_or_refused() {
    let heads = ["", "# mine\n", "[book]\ntitle = \"A\" # mine\n\n", "[book]\r\ntitle = \"A\"\r\n"];
    let tables = [
        "",
        "[preprocessor.links]\n\n",
        "[preprocessor]\n# why\ntoc = { before = [\"links\"] }\n",
        "preprocessor.toc.command = \"x\"\n",
        "[preprocessor.casebook]\ncommand = \"x\" # mine\n",
    ];
    let outputs = [
        "",
        "[output.html]\n",
        "[ output . html ] # mine\nadditional-css = ['a.css']\n",
        "[output.html]\nadditional-js = [\n  # first\n  \"a.js\", # one\n\n  \"b.js\"\n  # last\n]\n",
        "[output.html]\nadditional-css = [\n\t\"a.css\",\n\t\"b.css\", ]\nadditional-js = [\"a.js\" , ]\n",
        "[output.html]\nadditional-js = []\n",
        "[output]\n[output.html]\n[output.html.fold]\nenable = true\n",
        "output = { html = { additional-js = [ \"a.js\" ] } }\n",
        "[output]\nhtml.additional-css = [ ]\n",
        "[output.linkcheck]\n",
    ];
    let tails = [
        "",
        "\n# the end\n",
        "\n[output.html.search]\nenable = false",
        "\n\n[[preprocessor.x.y]]\n  z = 1\n",
    ];
    let (mut restored, mut refused) = (0, 0);
    for (head, table) in heads.iter().flat_map(|head| tables.map(|table| (head, table))) {
        for (output, tail) in outputs.iter().flat_map(|output| tails.map(|tail| (output, tail))) {
            // Keys without a table must come first.
            let parts =
                if output.starts_with("output") { [output, *head, table] } else { [head, table, output] };
            let text = parts.concat() + tail;
            if text.parse::<toml::Table>().is_err() {
                continue;
            }
            let Ok(added) = add(&text) else {
                refused += 1;
                continue;
            };
            restored += 1;
            let table: toml::Table = added.text.parse().unwrap();
            assert!(table["preprocessor"]["casebook"]["before"].is_array(), "{text}");
            for (key, file) in
                [("additional-css", "theme/casebook.css"), ("additional-js", "theme/casebook.js")]
            {
                let listed = table["output"]["html"][key].as_array().unwrap();
                assert_eq!(listed.iter().filter(|path| path.as_str() == Some(file)).count(), 1, "{text}");
            }
            assert_eq!(add(&added.text).unwrap().text, added.text);
            let without = remove(&added.text, &[]).unwrap().text;
            if text.contains("preprocessor.casebook") {
                assert!(!without.contains("casebook"), "{without}");
            } else {
                assert_eq!(without, text);
            }
        }
    }
    assert!(restored > 200 && refused < restored, "{restored} restored, {refused} refused");
}

#[test]
fn what_cannot_be_edited_is_refused_and_nothing_is_written() {
    for (find, with) in [("[\"mine.css\"]", "[]"), ("[book]", "[book"), ("# mine\n", "# mine\r\n")] {
        let book = old_book();
        book.replace("book.toml", find, with);
        let before = book.files("");
        let (code, text) = run(&book, &["install"]);
        assert_eq!((code, text.lines().count() > 0), (2, true), "{text}");
        assert!(text.starts_with("error: "), "{text}");
        assert!(book.files("") == before, "{with}");
    }
    let (code, text) = run(&BookTest::empty(), &["install"]);
    assert!(code == 2 && text.contains("there is no book.toml"), "{text}");
}

#[test]
fn chapters_in_the_root_or_elsewhere_get_the_bundles_next_to_them() {
    for (src, bundle) in [(".", "casebook/practice.js"), ("docs/text", "docs/text/casebook/practice.js")] {
        let book = BookTest::empty();
        book.write("book.toml", format!("[book]\ntitle = \"Old\"\nsrc = \"{src}\"\n"));
        book.write(&format!("{src}/SUMMARY.md"), "- [One](one.md)\n");
        book.write(&format!("{src}/one.md"), "# One\n");
        let before = book.files("");
        assert_eq!(run(&book, &["install"]).0, 0);
        assert!(book.path(bundle).exists(), "{bundle}");
        assert_eq!(run(&book, &["install", "--uninstall"]).0, 0);
        assert!(book.files("") == before);
    }
}
