//! A book whose every field tries to be markup: only the author's own HTML in the text of a chapter leaves the program
//! unescaped.

use mdbook_casebook::mdbook::build::build;
use serde_json::Value;

use crate::books::{BookTest, chapters};

/// For fields of TOML: everything that HTML, Markdown, Tera or mdBook could take for syntax.
const FIELD: &str = "<script>evil()</script> \"q\" 'r' </title></textarea></script><!-- {{#include ../book.toml}} \
     {{#title gone}} {{ 7 * 7 }} {% raw %} {* c *} {#id .class} a|b `c` *d* __e__ [f](g.md) ![h](i.png) <http://j> \
     --> ]]> &lt; \\ $k$ $$ ~~l~~ ^ # \u{202e} é🦀";

/// For texts that are Markdown in a label or a summary.
const INLINE: &str = "<script>evil()</script> <img src=x onerror=evil()> \"q\" {{#title gone}} {{ 7 * 7 }} {% raw %} \
     a|b --> ]]> </textarea></summary> &lt;";

fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}

fn hostile_book() -> BookTest {
    let book = BookTest::empty();
    let field = quoted(FIELD);
    let title = |number: usize| quoted(&format!("{number} {FIELD}"));
    book.write(
        "book.toml",
        format!(
            "[book]\ntitle = {field}\ndescription = {field}\n[preprocessor.casebook]\ncommand = \"x\"\n\
             before = [\"links\", \"index\"]\nversion = {field}\n"
        ),
    );
    book.write(
        "src/SUMMARY.md",
        "# Summary\n\n- [Home](index.md)\n- [Cases](cases/index.md)\n- [Progress](progress.md)\n",
    );
    book.write(
        "src/index.md",
        "# Home\n\n{{#casebook cases}}\n\n{{#casebook drills}}\n\n{{#casebook rubrics}}\n\n{{#casebook scorecards}}\n",
    );
    book.write("src/cases/index.md", "# Cases\n\n{{#casebook cases}}\n");
    book.write("src/progress.md", "# Progress\n\n{{#casebook progress}}\n");
    // The title of a criterion is a heading of cases, so it contains only what a heading can.
    let criterion = "Goal <script>evil()</script> \"q\" a|b {{ 7 * 7 }} {% raw %} *d*";
    book.write(
        "src/rubrics/design.toml",
        format!(
            "title = {}\nminutes = 30\nlevels = [\"L5\"]\nsummary = {field}\n[[criteria]]\nid = \"goal\"\n\
             title = {}\nminutes = 10\nlooks-at = {field}\ndescriptors = {{ L5 = {field} }}\n",
            title(1),
            quoted(criterion)
        ),
    );
    book.write(
        "src/cases/hostile.md",
        format!(
            "+++\ntitle = {}\nround = \"design\"\nsummary = {field}\ntags = [{field}, {field}]\n\
             [[sources]]\nid = \"s\"\ntitle = {field}\nauthors = {field}\nvenue = {field}\n\
             url = {}\n+++\n\nPrompt [@s].\n\n## {criterion}\n\n<b class=\"mine\">my own HTML</b>\n\n\
             ### Signals\n\n- [ ] L5: {INLINE} ^a\n\n### Follow-up: {INLINE}\n\nA.\n\n\
             ### Curveball at 3: {INLINE}\n\nA.\n",
            title(2),
            quoted("https://x.example/\"><script>evil()</script>{{#include"),
        ),
    );
    book.write(
        "src/samples/hostile/one.md",
        format!(
            "+++\ntitle = {}\nlevel = \"L5\"\n[ticks]\na = {{ missed = {field} }}\n+++\n\nAnswer.\n",
            title(3)
        ),
    );
    book.write(
        "src/drills/hostile.md",
        format!("+++\ntitle = {}\nsummary = {field}\n+++\n\n## Why?\n\nBecause.\n", title(4)),
    );
    book
}

/// All JSON in a page.
fn data(page: &str) -> Vec<&str> {
    let scripts = page.split("<script type=\"application/json\"").skip(1);
    scripts.map(|rest| rest.split_once('>').unwrap().1.split_once("</script>").unwrap().0).collect()
}

#[test]
fn no_field_leaves_a_chapter_unescaped() {
    let book = hostile_book();
    assert_eq!(book.check(), "");
    let compiled = book.compile().unwrap();
    for chapter in chapters(&compiled) {
        // Without the JSON, which the next test reads.
        let mut content = chapter.content.clone();
        for data in data(&chapter.content) {
            content = content.replace(data, "");
        }
        for raw in ["<script>evil", "<img src=x", "{{#", "{{ 7", "\"><script", "*d*</", "](g.md)"] {
            assert!(!content.contains(raw), "{raw:?} in {:?}:\n{content}", chapter.path);
        }
    }
}

#[test]
fn the_data_of_a_page_is_json_that_cannot_end_its_element() {
    let book = hostile_book();
    let compiled = book.compile().unwrap();
    let mut count = 0;
    for chapter in chapters(&compiled) {
        for data in data(&chapter.content) {
            count += 1;
            assert!(!data.contains('<') && !data.contains("{{"), "{data}");
            let value: Value = serde_json::from_str(data).unwrap();
            assert_eq!(value["format"], 1);
            if chapter.path.as_deref() == Some("cases/hostile.md".as_ref()) {
                assert_eq!(value["case"]["title"], Value::from(format!("2 {FIELD}")));
                let signal = &value["criteria"][0]["signals"][0]["text"];
                assert!(signal.as_str().unwrap().starts_with("<script>evil()</script> <img"), "{signal}");
                assert_eq!(
                    value["samples"][0]["ticks"]["a"]["why"],
                    Value::from(FIELD.split_whitespace().collect::<Vec<_>>().join(" "))
                );
            }
        }
    }
    assert!(count >= 2, "the case and the progress page have data");
}

/// mdBook expands and parses what this program writes, so its pages count.
#[test]
fn no_field_comes_alive_in_a_page() {
    let book = hostile_book();
    let built = build(book.root(), None, &[]);
    assert!(built.is_ok(), "{built:?}");
    let mut pages = 0;
    for (path, bytes) in book.files("book") {
        if path.extension().is_none_or(|ending| ending != "html") {
            continue;
        }
        pages += 1;
        let page = String::from_utf8(bytes).unwrap();
        let path = path.display();
        assert!(!page.contains("[preprocessor.casebook]"), "{path} includes book.toml");
        for raw in ["<script>evil", "<img src=x", "<img src=\"x\"", "onerror=\"", "i.png\"", "g.html\""] {
            assert!(!page.contains(raw), "{raw:?} in {path}");
        }
        for data in data(&page) {
            assert!(serde_json::from_str::<Value>(data).is_ok(), "{path}: {data}");
        }
    }
    assert_eq!(pages, 9, "all pages were looked at");
    let case = book.read("book/cases/hostile.html");
    assert!(case.contains("<b class=\"mine\">my own HTML</b>"), "the author's own HTML passes");
    // A title is shown as written.
    let heading = case.split("<h1").nth(2).or_else(|| case.split("<h1").nth(1)).unwrap();
    for shown in
        ["*d*", "__e__", "`c`", "[f](g.md)", "~~l~~", "{{ 7 * 7 }}", "{#id .class}", "a|b", "&lt;script&gt;"]
    {
        assert!(case.contains(shown), "{shown} in {heading:.600}");
    }
}
