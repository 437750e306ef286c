//! Messages whose next step once led to the next error: the starter book with one thing wrong, and what is said.

use std::fs;

use crate::books::BookTest;

const CASE: &str = "src/cases/related-articles.md";
const RUBRIC: &str = "src/rubrics/design.toml";

/// What `check` says once `break_it` has changed the starter book, without paths and places.
fn said(break_it: impl Fn(&BookTest)) -> String {
    let book = BookTest::starter();
    break_it(&book);
    let report = book.check();
    let messages = report.lines().map(|line| line.splitn(4, ':').last().unwrap_or_default().trim());
    messages.collect::<Vec<_>>().join("\n")
}

/// Breaks the starter book and looks for a part of what is said.
fn assert_says(break_it: impl Fn(&BookTest), part: &str) {
    let said = said(break_it);
    assert!(said.contains(part), "{said}");
}

fn title(title: &'static str) -> impl Fn(&BookTest) {
    move |book| book.replace(CASE, "title = \"Related articles\"", &format!("title = {title}"))
}

#[test]
fn a_placeholder_in_a_title_is_a_whole_word() {
    assert_eq!(said(title("\"Design TODOS\"")), "");
    assert_eq!(
        said(title("\"Design TODO\"")),
        "error[placeholder]: placeholder `TODO` left over (help: write the text)"
    );
}

#[test]
fn the_end_of_front_matter_inside_a_string_is_named() {
    assert_eq!(
        said(title("\"\"\"a\n+++\nb\"\"\"")),
        "error[toml-syntax]: malformed multi-line basic string (help: close the string, and write no line `+++` in it)"
    );
}

#[test]
fn the_questions_of_a_drill_have_ids_of_their_own() {
    let with = |questions: &str| {
        said(|book| {
            let drill = "src/drills/estimation.md";
            let text = format!("{}\n{questions}", book.read(drill));
            book.write(drill, &text);
        })
    };
    let repeats = |said: &str, what: &str| {
        assert_eq!(said.matches("repeated-id").count(), 1, "{said}");
        assert!(said.contains(what), "{said}");
    };
    let help = "(help: add an id of its own at its end: `{#id}`)";
    let twice = with("## One more?\n\nYes.\n\n## One more!\n\nNo.");
    repeats(&twice, "the question `one-more` is already on line");
    assert!(twice.contains(help), "{twice}");
    repeats(&with("## One more?\n\nYes.\n\n## Other {#one-more}\n\nNo."), "the question `one-more`");
    repeats(&with("## One {#a}\n\nYes.\n\n## Two {#a}\n\nNo."), "the heading id `a`");
    assert_eq!(with("## One more?\n\nYes.\n\n## One more? {#another}\n\nNo."), "");
    let unnamed = "no id can be made from this text (help: add `{#id}` at its end)";
    assert!(with("## …?\n\nYes.").contains(unnamed));
    assert_eq!(with("## …? {#dots}\n\nYes."), "");
}

#[test]
fn a_missing_page_is_not_taken_for_another_that_is_listed() {
    let without = |book: &BookTest| fs::remove_file(book.path("src/cases/index.md")).unwrap();
    assert_says(without, "no file `cases/index.md` (help: write the file or remove the line)");
}

#[test]
fn a_name_without_a_letter_is_not_renamed_to_nothing() {
    let renamed = |book: &BookTest| fs::rename(book.path(CASE), book.path("src/cases/….md")).unwrap();
    assert_says(renamed, "(help: rename it with at least one letter or digit)");
}

#[test]
fn a_round_without_any_rubric_leads_to_writing_it() {
    let without = |book: &BookTest| fs::remove_file(book.path(RUBRIC)).unwrap();
    assert_says(without, "unknown round `design` (help: add its rubric as `src/rubrics/design.toml`)");
}

#[test]
fn a_second_title_leads_to_a_heading_that_is_right_there() {
    let with = |mark: &'static str| {
        move |book: &BookTest| book.write(CASE, book.read(CASE) + "\n" + mark + " Big\n\nText.\n")
    };
    assert_eq!(
        said(with("#")),
        "error[misplaced-heading]: a `#` heading is a second title (help: remove it, or write `###` below the `##` of a \
         criterion)"
    );
    assert_eq!(said(with("###")), "");
}

#[test]
fn a_pass_of_0_is_refused() {
    assert_eq!(
        said(|book| book.write(RUBRIC, format!("pass = 0\n{}", book.read(RUBRIC)))),
        "error[out-of-range]: `pass` is outside 0.01 to 1 (help: write a number from 0.01 to 1)"
    );
}

#[test]
fn a_misspelled_section_below_in_short_is_not_taken_for_the_answer() {
    let heading = |title: &'static str| {
        move |book: &BookTest| book.replace(CASE, "### Signals\n\n- [ ] L5!: Sizes", title)
    };
    let misplaced = "`In short` is not right after the model answer";
    assert_says(heading("### More on it\n\n### Signals\n\n- [ ] L5!: Sizes"), misplaced);
    let said = said(heading("### Signalz\n\n- [ ] L5!: Sizes"));
    assert!(said.contains("write `### Signals`") && !said.contains(misplaced), "{said}");
}

#[test]
fn a_lost_criterion_or_list_of_signals_is_not_blamed_on_the_ticks_of_samples() {
    let lost = |find: &'static str, with: &'static str| move |book: &BookTest| book.replace(CASE, find, with);
    for (find, with, cause) in [
        ("### Signals\n\n- [ ] L5!: Sizes", "### Signal\n\n- [ ] L5!: Sizes", "missing-signals"),
        ("### Signals\n\n- [ ] L5!: Sizes", "Signals:\n\n- [ ] L5!: Sizes", "missing-signals"),
        ("## Design\n", "Design\n", "missing-criterion"),
        ("## Design\n", "### Design\n", "missing-criterion"),
    ] {
        let said = said(lost(find, with));
        let of_samples = ["unknown-signal", "unjudged-signal"];
        assert!(said.contains(cause) && !of_samples.iter().any(|rule| said.contains(rule)), "{said}");
    }
    let replaced = |book: &BookTest| {
        let text = book.read(CASE);
        let end = text.find("## Design").unwrap();
        let other = "## Cost\n\nSmall.\n\n### Signals\n\n- [ ] L5: Names the cost ^names-cost\n";
        book.write(CASE, format!("{}{other}", &text[..end]));
    };
    let said = said(replaced);
    assert!(said.contains("missing-criterion") && !said.contains("unknown-signal"), "{said}");
}

/// The browser refuses an attempt, or a drill, with an id of more than 200 UTF-16 units, and one named `__proto__`.
#[test]
fn an_id_that_no_browser_could_read_back_is_reported() {
    let export: serde_json::Value =
        serde_json::from_str(include_str!("../../preprocessor/schemas/export.json")).unwrap();
    assert!(
        export["$defs"]["id"]["maxLength"].as_u64().unwrap() >= 2 * mdbook_casebook::slug::LONGEST as u64
    );
    let long = "x".repeat(101);
    for (id, flaw) in [
        (&*long, "has more than 100 characters"),
        ("__proto__", "is a name that every JavaScript object has"),
        ("constructor", "is a name that every JavaScript object has"),
    ] {
        let flaw = &format!("`{id}` {flaw} (help: ");
        assert_says(|book| book.replace(CASE, "^table-size", &format!("^{id}")), flaw);
        assert_says(|book| book.replace(RUBRIC, "id = \"goal\"", &format!("id = \"{id}\"")), flaw);
        assert_says(|book| book.replace(RUBRIC, "\"L5\"", &format!("\"{id}\"")), flaw);
        assert_says(
            |book| book.replace("book.toml", "renderers", &format!("id = \"{id}\"\nrenderers")),
            flaw,
        );
        assert_says(|book| book.replace("src/drills/estimation.md", "?\n", &format!("? {{#{id}}}\n")), flaw);
        for file in
            [CASE, RUBRIC, "src/drills/estimation.md", "src/samples/related-articles/a-counting-answer.md"]
        {
            let (folder, name) = file.rsplit_once('/').unwrap();
            let renamed = format!("{folder}/{id}.{}", name.rsplit_once('.').unwrap().1);
            assert_says(|book| book.write(&renamed, book.read(file)), flaw);
        }
    }
}

#[test]
fn an_id_made_from_a_text_is_one_that_a_browser_can_read_back() {
    let long = "word ".repeat(60);
    let said = said(|book| {
        book.replace(CASE, "^table-size", &long);
        book.replace("book.toml", "title = \"", &format!("title = \"{long}"));
    });
    assert!(!said.contains("malformed-id") && said.lines().count() == 2, "{said}");
}
