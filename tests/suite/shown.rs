//! What an author writes is on a page or in a diagnostic: the smallest inputs that once vanished, and a property.

use std::cell::Cell;
use std::sync::LazyLock;

use mdbook_casebook::check::{Cache, check_files, in_memory};
use mdbook_casebook::diagnostic::Diagnostic;
use mdbook_casebook::mdbook::build::build;
use mdbook_casebook::rule::Severity;
use mdbook_casebook::starter;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::books::{BookTest, chapters};
use crate::properties::try_all;

pub(crate) const CASE: &str = "src/cases/related-articles.md";
pub(crate) const DRILL: &str = "src/drills/estimation.md";
pub(crate) const SAMPLE: &str = "src/samples/related-articles/a-counting-answer.md";

/// What is wrong with the starter with one passage replaced, as rule, place and text.
pub(crate) fn problems(file: &str, find: &str, with: &str) -> Vec<(&'static str, String)> {
    let text = text_of(file);
    assert!(text.contains(find), "{file} does not hold {find:?}");
    let found = check(file, &text.replacen(find, with, 1));
    found.iter().map(|d| (d.rule.id, d.source.slice(&d.span).to_owned())).collect()
}

pub(crate) fn text_of(file: &str) -> &'static str {
    starter::BOOK.iter().find(|(path, _)| *path == file).unwrap().1
}

/// Checks the starter with another text in a file, and with a file to include.
pub(crate) fn check(file: &str, text: &str) -> Vec<Diagnostic> {
    let others = starter::BOOK.iter().filter(|(path, _)| *path != file);
    let others = others.map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()));
    let files = others.chain([(file.to_owned(), text.as_bytes().to_vec())]).chain(parts()).collect();
    let mut diagnostics = Vec::new();
    let files = in_memory(files, &mut diagnostics);
    check_files(&files, diagnostics, Some(&PARSED)).diagnostics
}

/// The files that do not change are parsed once.
static PARSED: LazyLock<Cache> = LazyLock::new(Cache::default);

/// Files to include beside every file of the starter.
fn parts() -> impl Iterator<Item = (String, Vec<u8>)> {
    ["src", "src/cases", "src/drills", "src/samples/related-articles"]
        .map(|folder| (format!("{folder}/part.txt"), b"a part\n".to_vec()))
        .into_iter()
}

/// The pages of the starter with another text in a file: all that a reader can read, without markup.
fn pages(file: &str, text: &str) -> String {
    let book = quick();
    book.write(file, text);
    built(&book)
}

/// The starter, built without what is not a page.
fn quick() -> BookTest {
    let book = BookTest::starter();
    let off = "enable = false\n\n";
    let settings = format!("[output.html.search]\n{off}[output.html.print]\n{off}[output.html]\n");
    book.replace("book.toml", "[output.html]\n", &settings);
    for (path, bytes) in parts() {
        book.write(&path, bytes);
    }
    book
}

/// The text of all pages of the built book.
fn built(book: &BookTest) -> String {
    let built = build(book.root(), None, &[]);
    assert!(built.is_ok(), "{built:?}");
    let files = book.files("book").into_iter();
    let html = files.filter(|(path, _)| path.extension().is_some_and(|e| e == "html"));
    html.map(|(_, bytes)| text_of_html(&String::from_utf8(bytes).unwrap())).collect()
}

/// What is between the tags of a page, and what its images say.
fn text_of_html(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        text.push_str(&rest[..open]);
        rest = &rest[open..];
        let end =
            ["<script", "<!--"].iter().zip(["</script>", "-->"]).find(|(start, _)| rest.starts_with(**start));
        let end = end.map_or(">", |(_, end)| end);
        let (tag, after) = rest.split_once(end).unwrap_or((rest, ""));
        if tag.starts_with("<img") {
            text.push_str(tag);
        }
        rest = after;
    }
    text + rest
}

#[test]
fn text_among_signals_is_reported_at_its_place() {
    let after = |line: &str| problems(CASE, "^second-read\n", &format!("^second-read\n{line}"));
    let unplaced = |text: &str| vec![("unplaced-text", text.to_owned())];
    assert_eq!(after("  - nested\n"), unplaced("- nested"));
    assert_eq!(after("\n  A second paragraph.\n\n"), unplaced("A second paragraph."));
    assert_eq!(after("\nBetween the signals.\n\n"), unplaced("Between the signals."));
    assert_eq!(after("  > a quote\n"), unplaced("> a quote"));
    assert_eq!(after("\n  ```text\n  code\n  ```\n"), unplaced("```text\n  code\n  ```"));
    assert_eq!(after("\n#### Deep\n\n"), unplaced("#### Deep"));
    assert_eq!(after("\n<div>html</div>\n\n"), unplaced("<div>html</div>"));
    assert_eq!(after("\n{{#include part.txt}}\n\n"), unplaced("{{#include part.txt}}"));
    assert_eq!(after("\n[a]: https://a.b\n\n"), unplaced("[a]: https://a.b"));
    assert_eq!(after("\n<!-- a comment -->\n\n"), []);
    let before = problems(CASE, "### Signals\n", "### Signals\n\nBefore them.\n");
    assert_eq!(before, unplaced("Before them."));
}

#[test]
fn an_id_that_is_not_at_the_end_of_its_signal_is_reported() {
    let misplaced = [("misplaced-id", "^second-read".to_owned())];
    let with = |text: &str| problems(CASE, "with a time ^second-read", text);
    assert_eq!(with("with a time ^second-read\n  in minutes"), misplaced);
    assert_eq!(with("with a time ^second-read in minutes"), misplaced);
    assert!(with("with a time ^second-read\n  in minutes ^other").contains(&misplaced[0]));
    assert_eq!(with("with a time\n  in minutes ^second-read"), []);
    assert_eq!(with("with `x ^y ` and $x ^y $ and \\^y ^second-read"), []);
}

#[test]
fn a_line_break_in_a_signal_is_a_space() {
    let text = text_of(CASE);
    for written in ["with a  \n  time", "with a\\\n  time"] {
        let pages = pages(CASE, &text.replacen("with a time", written, 1));
        assert!(pages.contains("with a time") && !pages.contains("with a\\"), "{written}");
    }
}

#[test]
fn what_browsers_and_tables_let_vanish_is_reported() {
    let design = |text: &str| problems(CASE, "Item-to-item counts", text);
    assert_eq!(design("GET /users/<id>/feed"), [("swallowed-text", "<id>".to_owned())]);
    assert_eq!(design("A `List<Item>` or List<Item>"), [("swallowed-text", "<Item>".to_owned())]);
    assert_eq!(design("### The set {a, b}\n\nText"), [("swallowed-text", "{a, b}".to_owned())]);
    assert_eq!(
        design("| a | b |\n|---|---|\n| $|x|$ | c |\n\nText"),
        [("too-many-cells", "$ | c |".to_owned())]
    );
    assert_eq!(design("> | a |\n> |---|\n> | b | c |\n\nText"), [("too-many-cells", "c |".to_owned())]);
    assert_eq!(design("| a | b |\n|---|---|\n| $\\vert x\\vert$ \\| y |\n\nText"), []);
    assert_eq!(design("[Note]: daily\n\nText"), [("unused-definition", "[Note]: daily".to_owned())]);
    assert_eq!(design("[//]: # (a comment)\n\nA [link][x].\n\n[X]: https://a.b\n\nText"), []);
    // In a signal tags are text.
    assert_eq!(problems(CASE, "with a time", "with an <id>"), []);
    assert_eq!(
        problems("src/index.md", "Pick a case", "Pick a <case>"),
        [("swallowed-text", "<case>".to_owned())]
    );
}

#[test]
fn blocks_without_an_end_are_reported() {
    for opening in ["```text", "~~~~", "<!-- note"] {
        let found = problems(SAMPLE, "The goal is", &format!("{opening}\nThe goal is"));
        assert_eq!(found, [("unclosed-block", opening.to_owned())]);
    }
    assert_eq!(problems(SAMPLE, "The goal is", "```text\n~~~\n```\n\n> ```\n> a\n\nThe goal is"), []);
}

#[test]
fn attributes_of_headings_are_kept_or_reported() {
    assert_eq!(
        problems(CASE, "## Design\n", "## Design {#x .c}\n"),
        [("unused-attributes", "{#x .c}".to_owned())]
    );
    let question = "## How many rows";
    let drill = text_of(DRILL);
    let line = drill.lines().find(|line| line.starts_with(question)).unwrap();
    let with = drill.replacen(line, &format!("{line} {{#rows .c}}"), 1);
    assert!(check(DRILL, &with).is_empty());
    let book = BookTest::starter();
    book.write(DRILL, with);
    let compiled = book.compile().unwrap();
    let chapters = crate::books::chapters(&compiled);
    let chapter = chapters.iter().find(|chapter| chapter.name == "Estimation").unwrap();
    assert!(chapter.content.contains("articles? {#rows .c}\n"), "{}", chapter.content);
}

#[test]
fn includes_are_found_and_kept_where_they_can_be() {
    let design = |text: &str| problems(CASE, "Item-to-item counts", text);
    let uncompiled = |text: &str| vec![("uncompiled-include", text.to_owned())];
    assert_eq!(design("{{#include part.txt}}"), uncompiled("{{#include part.txt}}"));
    assert_eq!(design("{{ #include part.txt:2:3 }}"), uncompiled("{{ #include part.txt:2:3 }}"));
    assert_eq!(design("```rust\n{{#rustdoc_include ../part.txt:anchor}}\n```\n\nText"), []);
    assert_eq!(design("\\{{#include nope.txt}} and `\\{{#include nope.txt}}`"), []);
    let missing = |text: &str| problems("src/index.md", "Pick", text);
    assert_eq!(missing("{{#include nope.txt:1}} Pick"), [("missing-include", "nope.txt".to_owned())]);
    assert_eq!(
        missing("`{{#playground a/../nope.rs editable}}` Pick"),
        [("missing-include", "a/../nope.rs".to_owned())]
    );
    assert_eq!(missing("{{#include part.txt}} Pick"), []);
    let misplaced = [("misplaced-include", "{{#include part.txt}}".to_owned())];
    assert_eq!(problems(CASE, "with a time", "with {{#include part.txt}}"), misplaced);
    assert_eq!(problems(CASE, "exact, cheap", "{{#include part.txt}}"), misplaced);
    assert_eq!(problems(CASE, "published a minute ago?", "{{#include part.txt}}?"), misplaced);
}

#[test]
fn a_path_out_of_the_sources_is_looked_for_on_disk() {
    let book = BookTest::starter();
    book.replace("src/index.md", "Pick", "{{#include ../book.toml}} {{#include ../nope.toml}} Pick");
    let report = book.check();
    assert!(
        report.starts_with("src/index.md:3:38: error[missing-include]: no file `../nope.toml`"),
        "{report}"
    );
    assert_eq!(report.lines().count(), 1, "{report}");
}

#[test]
fn a_sample_includes_and_links_from_its_own_folder() {
    let sample = text_of(SAMPLE).replacen(
        "The goal is",
        "{{#include part.txt}} [a drill](../../drills/estimation.md) The goal is",
        1,
    );
    let book = quick();
    book.write(SAMPLE, &sample);
    assert!(built(&book).contains("a part"));
    let page = book.read("book/cases/related-articles.html");
    assert!(page.contains("href=\"../samples/related-articles/../../drills/estimation.html\""), "{page}");
}

#[test]
fn only_the_address_of_a_link_in_a_sample_is_moved() {
    let book = quick();
    let settings = book.read("book.toml") + "\n[preprocessor.casebook.rules]\nbroken-link = \"allow\"\n";
    book.write("book.toml", settings);
    for (written, shown) in [
        (r#"<img alt="part.txt" src="part.txt">"#, r#"<img alt="part.txt" src="+part.txt">"#),
        (r#"<img alt=a.png src=a.png>"#, r#"<img alt=a.png src=+a.png>"#),
        (r#"<img alt="a" src='a'>"#, r#"<img alt="a" src='+a'>"#),
        (r#"<img src="a&amp;b.png">"#, r#"<img src="+a&amp;b.png">"#),
        (r#"<a title="README.md" href="README.md">a</a>"#, r#"<a title="README.md" href="+index.md">a</a>"#),
        (r#"[b](part.txt "see ](part.txt) too")"#, r#"[b](+part.txt "see ](part.txt) too")"#),
        (r#"[part.txt][]\n\n[part.txt]: part.txt"#, r#"[part.txt][]\n\n[part.txt]: +part.txt"#),
        (r#"![`](x)`]( <a b.png> "t")"#, r#"![`](x)`]( <+a b.png> "t")"#),
        (r#"[a](a\_(b).txt)"#, r#"[a](+a\_(b).txt)"#),
    ] {
        let [written, shown] = [written, shown].map(|text| text.replace("\\n", "\n"));
        book.write(SAMPLE, text_of(SAMPLE).replacen("The goal is", &format!("{written}\n\nThe goal is"), 1));
        let compiled = book.compile().unwrap_or_else(|report| panic!("{written}: {report}"));
        let chapter =
            chapters(&compiled).iter().find(|c| c.name == "Related articles").unwrap().content.clone();
        let shown = shown.replace('+', "../samples/related-articles/");
        assert!(chapter.contains(&shown), "{shown} is not in {chapter}");
    }
}

#[test]
fn a_sample_in_the_summary_and_a_control_character_are_reported() {
    let listed = "- [S](samples/related-articles/a-counting-answer.md)\n";
    let found = problems("src/SUMMARY.md", "- [Progress]", &format!("{listed}- [Progress]"));
    assert_eq!(found, [("listed-sample", "samples/related-articles/a-counting-answer.md".to_owned())]);
    assert_eq!(problems(CASE, "Item-to-item counts", "Item\0"), [("control-character", "\0".to_owned())]);
}

#[test]
fn in_short_has_as_many_words_as_are_said() {
    // The passage is 40 words; a dash and a citation are not said.
    let said = |count: usize| {
        let more = "word ".repeat(count - 40);
        problems(CASE, "### In short\n\nI would", &format!("### In short\n\n{more}– [@linden2003] I would"))
    };
    assert_eq!(said(160), []);
    assert_eq!(said(161), [("overlong-in-short", "In short".to_owned())]);
}

#[test]
fn a_criterion_written_twice_at_two_levels_is_reported() {
    let found = problems(CASE, "### In one minute\n", "### Goal\n\nLost.\n\n### In one minute\n");
    assert_eq!(found, [("misplaced-heading", "Goal".to_owned())]);
}

/// The values of `id` in the page of the case, with their repeats.
fn ids(book: &BookTest) -> Vec<String> {
    built(book);
    let page = book.read("book/cases/related-articles.html");
    page.split(" id=\"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

#[test]
fn no_heading_takes_the_id_of_another_part() {
    let book = quick();
    let sample = text_of(SAMPLE).replacen("A counting answer", "Design", 1).replacen(
        "The goal is",
        "## Goal\n\n> ## Design\n\n- ### Scorecard\n\nThe goal is",
        1,
    );
    book.write(SAMPLE, sample);
    let mut ids = ids(&book);
    ids.sort();
    let repeated: Vec<&[String]> = ids.windows(2).filter(|pair| pair[0] == pair[1]).collect();
    assert!(repeated.is_empty(), "{repeated:?}");
    let taken =
        problems(CASE, "Item-to-item", "### Part {#goal}\n\n### Again {#a}\n\n### More {#a}\n\nItem-to-item");
    assert_eq!(taken, [("repeated-id", "goal".to_owned()), ("repeated-id", "a".to_owned())]);
}

#[test]
fn signals_have_the_punctuation_of_the_book() {
    let text = text_of(CASE).replacen("with a time", "with \"a time\"", 1);
    for (smart, expected) in [(true, "with “a time”"), (false, "with \"a time\"")] {
        let book = quick();
        book.replace(
            "book.toml",
            "[output.html]\n",
            &format!("[output.html]\nsmart-punctuation = {smart}\n"),
        );
        book.write(CASE, &text);
        // On the page, on both sheets or beside the sample.
        let shown = built(&book).replace("&quot;", "\"");
        assert_eq!(shown.matches(expected).count(), 4, "{smart}");
    }
}

/// The words of a text are unique, so that each can be looked for.
const WORD: &str = "@@";
/// The number of the block, for labels and ids.
const NUMBER: &str = "%%";

/// Blocks as authors write them, also where they do not belong.
pub(crate) const BLOCKS: &[&str] = &[
    "@@ *@@* **@@** `@@` ~~@@~~ @@.",
    "@@  \n@@\\\n@@\n@@",
    "- @@\n  - @@\n    1. @@\n- @@",
    "- @@\n\n  @@\n\n  > @@\n- @@",
    "1. @@\n\n   ```text\n   @@\n   ```\n2. @@",
    "- [ ] L5: @@ @@ ^id%%",
    "- [ ] L6!: @@\n  @@ ^id%%\n  @@",
    "- [ ] L5: @@ ^id%%\n\n  @@",
    "- [ ] @@\n- [x] L6: <@@> *@@* @@",
    "> @@\n>\n> - @@\n>\n> ### @@\n>\n> @@",
    "> [!NOTE]\n> @@",
    "| @@ | @@ |\n|---|---|\n| @@ | @@ |\n| @@ |",
    "| @@ | @@ |\n|---|---|\n| `@@ | @@` | @@ |\n| @@ | @@ | @@ |",
    "| @@ |\n|---|\n@@ | @@\n@@ \\| @@",
    "> | @@ |\n> |---|\n> | @@ | @@",
    "```text\n@@\n# @@\n```",
    "~~~\n@@\n~~~",
    "```estimate\n# @@\n@@ = 3 @@ # @@ [@linden2003] @@\n```",
    "```estimate load=@@\n@@ = 3 things # assumed 1..9, @@\n@@ ( = @@\n```\n@@",
    "```plot\ntitle: @@\ndescription: @@\n  @@\nx: @@ (@@)\ny: @@, 0..9, log\nbar\n| @@ | @@ |\n| @@ | 3 |\nmark y \"@@\" = 4\n```",
    "```plot\ntitle: @@\ndescription: @@\nx: @@, 0..1\ny: @@\nline \"@@\" = x\nline \"@@\"\n0, 1\n1, 2\n@@\n```\n@@",
    "[@@ 20M @@](=rows) *[20M](=rows)* @@",
    "```\n@@",
    "    @@\n    @@",
    "@@[^n%%] @@\n\n[^n%%]: @@ @@",
    "@@: @@\n: @@",
    "@@\n: @@\n: @@",
    "<div>@@</div>",
    "<div>\n\n@@\n\n</div>",
    "<details><summary>@@</summary>\n\n@@\n\n</details>",
    "@@ <b>@@</b> <@@> @@ List<@@> <Item @@=\"@@\"> @@",
    "<@@>\n@@\n</@@>",
    "@@ <?@@ @@> @@ <!@@> @@",
    "@@ <!-- c --> @@",
    "<!-- c -->",
    "<!-- c\n\n@@",
    "&amp; @@ &copy; &lt;@@&gt; &#64;@@",
    "[@@](https://a.b) [@@][nope] [@@] ![@@](https://a.b/c.png) <https://@@.b>",
    "{{#include part.txt}} @@",
    "```text\n{{#include part.txt}}\n@@\n```",
    "@@ {{#include nope.txt}} @@",
    "\\{{#include nope.txt}} @@ {{@@}} {{ #@@ @@ }}",
    "[@@]: @@",
    "[a][b%%] @@\n\n[b%%]: https://a.b",
    "^@@ @@ {#x%%} @@ [@linden2003] $n$ @@",
    "---\n\n@@\n\n***",
    "@@\n===",
    "@@ @@\n---",
    "# @@",
    "## @@",
    "### @@ `@@` {#x%%}",
    "### @@ {@@, @@}",
    "> ### @@ {@@} {#x%%}",
    "#### @@ {.c}",
    "###### @@ ######",
    "### Pitfalls {#x%% @@}\n\n@@",
    "### Signals\n\n@@",
    "### In one minute\n\n@@",
    "### In short\n\n@@",
    "### Follow-up: @@ <@@> `@@`?\n\n@@",
    "### Curveball at 5: @@ @@ {#x%%}\n\n@@",
    "### Curveball: @@\n\n@@",
];

#[derive(Debug, Clone)]
pub(crate) struct Input {
    pub(crate) file: &'static str,
    /// Where the blocks begin: one of the lines of the body.
    pub(crate) at: Index,
    pub(crate) blocks: Vec<&'static str>,
    /// What is before each line: blocks under an item are indented.
    pub(crate) indent: &'static str,
    /// What is before the first block: a blank line, or none.
    pub(crate) before: &'static str,
}

fn input() -> impl Strategy<Value = Input> {
    let files = select(vec![CASE, CASE, CASE, DRILL, SAMPLE, "src/index.md"]);
    let blocks = vec(select(BLOCKS), 1..3);
    let indent = prop_oneof![4 => Just(""), 1 => Just("  ")];
    let before = prop_oneof![4 => Just("\n"), 1 => Just("")];
    (files, any::<Index>(), blocks, indent, before).prop_map(|(file, at, blocks, indent, before)| Input {
        file,
        at,
        blocks,
        indent,
        before,
    })
}

/// The text of the file with the blocks in it, somewhere after `from`, and the words of the blocks. `number` makes them
/// unique.
pub(crate) fn written(input: &Input, number: usize, from: usize) -> (String, Vec<String>) {
    let text = text_of(input.file);
    let body =
        text.rfind("+++\n").map_or(0, |at| at + 4).max(text[from..].find('\n').map_or(0, |at| from + at + 1));
    let ends = text[body..].match_indices('\n').map(|(at, _)| body + at + 1);
    let places: Vec<usize> = [body].into_iter().chain(ends).collect();
    let (before, after) = text.split_at(places[input.at.index(places.len())]);
    let numbered = input.blocks.iter().enumerate();
    let blocks: Vec<String> = numbered.map(|(at, block)| block.replace(NUMBER, &at.to_string())).collect();
    let lines = blocks.join("\n\n");
    let mut blocks = input.before.to_owned();
    for line in lines.lines() {
        blocks.push_str(&format!("{}{line}\n", input.indent));
    }
    blocks.push('\n');
    let mut words = Vec::new();
    while blocks.contains(WORD) {
        let word = format!("w{number}q{}z", words.len());
        blocks = blocks.replacen(WORD, &word, 1);
        words.push(word);
    }
    (format!("{before}{blocks}{after}"), words)
}

/// Rules whose place is all the text that is not shown.
const EXACT: [&str; 2] = ["unplaced-text", "too-many-cells"];

/// The text without what the rules about lost text point at, if nothing else is wrong with it.
pub(crate) fn without_lost(file: &str, mut text: String) -> Option<String> {
    for _ in 0..10 {
        let found = check(file, &text);
        let mut errors = found.iter().filter(|d| d.rule.severity == Severity::Error);
        let Some(first) = errors.next() else { return Some(text) };
        if errors.chain([first]).any(|error| !EXACT.contains(&error.rule.id)) {
            return None;
        }
        let lines = "\n".repeat(text[first.span.clone()].matches('\n').count());
        text.replace_range(first.span.clone(), &lines);
    }
    None
}

/// A file of its own for a text, in a book that has many: each case with its sample.
pub(crate) fn add(book: &BookTest, file: &str, text: &str, number: usize) {
    let case = if file == CASE { text } else { text_of(CASE) };
    let sample = if file == SAMPLE { text } else { text_of(SAMPLE) };
    match file {
        CASE | SAMPLE => {
            book.write(&format!("src/cases/n{number}.md"), case);
            let folder = format!("src/samples/n{number}");
            book.write(&format!("{folder}/answer.md"), sample);
            book.write(&format!("{folder}/part.txt"), "a part\n");
        }
        DRILL => book.write(&format!("src/drills/n{number}.md"), text),
        _ => {
            book.write(&format!("src/n{number}.md"), text);
            let summary = book.read("src/SUMMARY.md");
            book.write("src/SUMMARY.md", format!("{summary}- [N](n{number}.md)\n"));
        }
    }
}

/// Many texts are one book, because building one takes longer than checking a hundred.
#[test]
fn every_word_is_on_a_page_or_in_a_diagnostic() {
    let counts = Cell::new((0, 0));
    try_all(4, &vec(input(), 40), |inputs| {
        let book = quick();
        let mut expected = Vec::new();
        for (number, input) in inputs.iter().enumerate() {
            let (text, mut words) = written(input, number, 0);
            let (of_good, of_bad) = counts.get();
            match without_lost(input.file, text.clone()) {
                Some(kept) => {
                    let found = check(input.file, &text);
                    let reported =
                        |word: &String| found.iter().any(|d| d.source.slice(&d.span).contains(word));
                    words.retain(|word| !reported(word));
                    add(&book, input.file, &kept, number);
                    expected.push((words, text));
                    counts.set((of_good + 1, of_bad));
                }
                None => counts.set((of_good, of_bad + 1)),
            }
        }
        let pages = built(&book);
        for (words, text) in expected {
            for word in words {
                assert!(pages.contains(&word), "{word} is on no page and not reported:\n{text}");
            }
        }
    });
    let (of_good, of_bad) = counts.get();
    assert!(of_good > 80 && of_bad > 20, "{of_good} texts were built, {of_bad} were refused");
}
