//! What an answer holds is inside the elements that are hidden while it is practised, and sheets are in no search.

use std::rc::Rc;

use mdbook_casebook::mdbook::build::build;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::Value;

use crate::books::BookTest;
use crate::html::{Node, parse};
use crate::properties::try_all;
use crate::shown::{
    BLOCKS, CASE, DRILL, Input, SAMPLE, add, check, problems, text_of, without_lost, written,
};

const PAGE: &str = "book/cases/related-articles.html";

#[test]
fn a_tag_without_a_partner_is_reported_in_every_part() {
    let unbalanced = |tag: &str| vec![("unbalanced-html", tag.to_owned())];
    let parts = [
        (CASE, "A newspaper has"),
        (CASE, "I would count"),
        (CASE, "The page serves"),
        (CASE, "Item-to-item counts"),
        (CASE, "Use the text"),
        (CASE, "The reader's history"),
        (CASE, "| Option"),
        (CASE, "- Optimises"),
        (DRILL, "Two minutes"),
        (DRILL, "$2 \\times"),
        (SAMPLE, "The goal is"),
    ];
    for (file, part) in parts {
        for (written, tag) in [("</section>", "</section>"), ("<div>", "<div>"), ("<aside/>", "<aside/>")] {
            let found = problems(file, part, &format!("{written}\n\n{part}"));
            assert_eq!(found, unbalanced(tag), "{written} before {part}");
        }
    }
    let two = problems(CASE, "### In one minute\n", "<div>\n\n### In one minute\n\n</div>\n");
    assert_eq!(two, [("unbalanced-html", "<div>".to_owned()), ("unbalanced-html", "</div>".to_owned())]);
}

#[test]
fn tags_match_inside_one_markdown_element() {
    let design = |text: &str| problems(CASE, "Item-to-item counts", &format!("{text}\n\nText"));
    let unbalanced = |tag: &str| vec![("unbalanced-html", tag.to_owned())];
    for (written, tag) in [
        ("a <b>c", "<b>"),
        ("a <b>c\n\nd</b>", "<b>"),
        ("*a <b>c* d", "<b>"),
        ("a </b>", "</b>"),
        ("<b><i>a</b></i>", "<i>"),
        ("<details>\n<summary>a</summary>\n\nb", "<details>"),
        ("<details>\n<summary>a\n\nb\n\n</details>", "<summary>"),
        ("- <div>\n\n- a", "<div>"),
        ("> </section>", "</section>"),
        ("| a |\n|---|\n| <b>c |", "<b>"),
        ("#### a <b>c", "<b>"),
        ("a <br>c</br>", "</br>"),
        ("<p>\na\n\nb", "<p>"),
        ("<table>\n<tr><td>a</table>", "<tr>"),
        ("<who>\n\na", "<who>"),
        ("<b/> a", "<b/>"),
        ("<svg>\n<div/>\n</svg>", "<div/>"),
        ("<textarea><b></textarea>", "<b>"),
    ] {
        let found = design(written);
        let first: Vec<_> = found.iter().take(1).cloned().collect();
        assert_eq!(first, unbalanced(tag), "{written}");
        assert!(found.iter().all(|(rule, _)| *rule == "unbalanced-html"), "{found:?}");
    }
    assert_eq!(design("<b><i>a</b></i>").len(), 1);
    // A tag that a browser does not know is a text, and a tag that does not end is no tag.
    assert_eq!(design("a <who> b"), [("swallowed-text", "<who>".to_owned())]);
    assert_eq!(design("<div class=\"a\"\nb"), [("unclosed-block", "<div class=\"a\"".to_owned())]);
}

#[test]
fn balanced_html_is_not_reported() {
    for text in [
        "<details>\n<summary>a <b>c</b></summary>\n\n- d\n\n<div>\n\ne\n\n</div>\n\n</details>",
        "a<br>b <img src=\"https://a.b/c.png\"/> <hr/> <wbr> <input>",
        "<svg viewBox=\"0 0 1 1\"><path d=\"\"/><linearGradient/><g></g></svg>",
        "<math><mi>x</mi><mspace/></math>",
        "a <!-- </div> --> `</div>` \\</div> &lt;/div>",
        "<div title=\"</div>\" data-a='<p>'>\n\na\n\n</div>",
        "<style>\na > b { content: \"</div>\" }\n</style>\n\n<script>\nlet a = \"<div>\";\n</script>",
        "<SPAN>a</span>\n\n```html\n<div>\n```\n\n    </div>",
        "<div>\n\n### Own heading\n\na\n\n</div>",
    ] {
        assert_eq!(problems(CASE, "Item-to-item counts", &format!("{text}\n\nText")), [], "{text}");
    }
    // On a plain page nothing is hidden, and in a signal tags are text.
    assert_eq!(problems("src/index.md", "Pick a case", "Pick a <b>case"), []);
    assert_eq!(problems(CASE, "with a time", "with </div> a <b>time"), []);
}

#[test]
fn footnotes_that_are_not_used_or_not_defined_are_reported() {
    for file in [CASE, DRILL, SAMPLE, "src/index.md"] {
        let (_, last) = text_of(file).trim_end().rsplit_once('\n').unwrap();
        let after = |text: &str| problems(file, last, &format!("{last}\n\n{text}"));
        assert_eq!(after("a[^b]\n\n[^B]: c"), [], "{file}");
        assert_eq!(after("[^b]: c"), [("unused-definition", "[^b]:".to_owned())]);
        assert_eq!(after("a[^b]\n\n[^b]: c\n\n[^b]: d"), [("unused-definition", "[^b]:".to_owned())]);
        assert_eq!(after("a[^b] \\[^c] `[^d]` [^e](https://a.b)"), [("unknown-footnote", "[^b]".to_owned())]);
    }
}

/// The page of the case with another text in its file.
fn page_of(text: &str) -> Rc<Node> {
    let book = BookTest::starter();
    book.write(CASE, text);
    let built = build(book.root(), None, &[]);
    assert!(built.is_ok(), "{built:?}");
    parse(&book.read(PAGE))
}

fn with_class(page: &Rc<Node>, class: &str) -> Vec<Rc<Node>> {
    let mut found = Vec::new();
    page.with_class(class, &mut found);
    found
}

fn is_inside(node: &Rc<Node>, class: &str) -> bool {
    std::iter::successors(Some(Rc::clone(node)), |node| node.parent()).any(|node| node.has_class(class))
}

#[test]
fn a_footnote_stays_in_the_block_it_is_written_in() {
    let text = text_of(CASE)
        .replacen("a million readers a day", "a million readers[^news] a day", 1)
        .replacen("chooses them.\n", "chooses them.\n\n[^news]: In one country.\n", 1)
        .replacen(
            "Item-to-item counts",
            "Counts[^pairs] and again[^pairs].\n\n[^pairs]: Of $n^2$ pairs [@linden2003].\n\n    - kept\n\n    Most are zero.\n\nItem-to-item counts",
            1,
        )
        .replacen("Use the text:", "> Use[^text]\n>\n> [^text]: It is there\n> at once.\n\nUse the text:", 1);
    let page = page_of(&text);
    let notes = with_class(&page, "cb-footnote");
    let texts: Vec<String> =
        notes.iter().map(|note| note.text().split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    // The prompt is on the interviewer's sheet, too.
    assert_eq!(texts[0], "1 In one country. ↩");
    assert!(
        texts[1].starts_with("2 Of ") && texts[1].ends_with("pairs [1]. kept Most are zero. ↩ ↩"),
        "{texts:?}"
    );
    assert_eq!(texts[2..], ["3 It is there at once. ↩", "1 In one country."]);
    assert!(is_inside(&notes[0], "cb-prompt") && !is_inside(&notes[0], "cb-answer"));
    assert!(is_inside(&notes[1], "cb-answer") && is_inside(&notes[2], "cb-probe"));
    assert!(is_inside(&notes[3], "cb-interviewer"));
    let mut ids = Vec::new();
    let mut targets = Vec::new();
    for reference in with_class(&page, "footnote-reference") {
        ids.extend(reference.attribute("id"));
        targets.push(reference.text());
    }
    assert_eq!(targets, ["1", "2", "2", "3"]);
    let prefix = "case-related-articles-footnote";
    assert_eq!(
        ids,
        [1, 2, 2, 3].iter().zip([1, 1, 2, 1]).map(|(n, m)| format!("{prefix}-{n}-{m}")).collect::<Vec<_>>()
    );
    assert!(with_class(&page, "footnote-definition").is_empty());
    let back: Vec<String> =
        with_class(&page, "cb-footnote-back").iter().filter_map(|link| link.attribute("href")).collect();
    assert_eq!(back, ids.iter().map(|id| format!("#{id}")).collect::<Vec<_>>());
}

/// The sections of the built search index: address, title and text.
fn index(book: &BookTest) -> Vec<(String, String)> {
    let files = book.files("book");
    let (_, bytes) =
        files.iter().find(|(path, _)| path.to_string_lossy().starts_with("searchindex")).unwrap();
    let script = String::from_utf8(bytes.clone()).unwrap();
    let (from, to) = (script.find("JSON.parse('").unwrap() + 12, script.rfind("')").unwrap());
    let json = script[from..to].replace("\\'", "'").replace("\\\\", "\\");
    let index: Value = serde_json::from_str(&json).unwrap();
    let documents = index["index"]["documentStore"]["docs"].as_object().unwrap();
    let urls = index["doc_urls"].as_array().unwrap();
    let section = |(number, document): (&String, &Value)| {
        let url = urls[number.parse::<usize>().unwrap()].as_str().unwrap().to_owned();
        (url, document.to_string())
    };
    documents.iter().map(section).collect()
}

fn assert_holds_no_sheet(index: &[(String, String)]) {
    for (url, text) in index {
        let named = ["#scorecard-title", "#interviewer-title"].iter().any(|id| url.ends_with(id));
        let quoted = ["To print this sheet alone", "keep it to yourself", "Level attained"];
        assert!(!named && !quoted.iter().any(|quote| text.contains(quote)), "{url}: {text}");
    }
}

#[test]
fn sheets_are_in_no_search_index_and_on_the_page() {
    let book = BookTest::of("everything");
    let built = build(book.root(), None, &[]);
    assert!(built.is_ok(), "{built:?}");
    let index = index(&book);
    assert!(index.iter().any(|(url, _)| url.starts_with("cases/ranking.html#")));
    assert_holds_no_sheet(&index);
    let mut sheets = 0;
    for (path, bytes) in book.files("book") {
        if path.extension().is_some_and(|extension| extension == "html") {
            let page = parse(&String::from_utf8(bytes).unwrap());
            for sheet in with_class(&page, "cb-sheet") {
                sheets += 1;
                assert!(sheet.text().contains("To print this sheet alone"), "{path:?}");
                assert!(!is_inside(&sheet, "cb-unindexed"), "{path:?}");
            }
        }
    }
    assert!(sheets > 5, "{sheets}");
}

/// Blocks that would be in sight if they were built as they are.
const LEAKS: &[&str] = &[
    "@@[^n%%]\n\n[^n%%]: @@\n\n    @@ $x^2$ [@linden2003]\n\n    - @@\n\n    ```text\n    @@\n    ```\n\n@@[^n%%]",
    "> @@[^n%%]\n>\n> [^n%%]: @@\n>\n>     @@\n\n@@",
    "- @@[^n%%]\n\n  [^n%%]: @@\n\n      @@\n\n  @@\n- @@",
    "[^n%%]: @@\n[^m%%]: @@ *@@*\n\n@@[^n%%][^m%%]",
    "[^n%%]: @@ <b>@@</b>\n# @@",
    "[^n%%]: <div>\n\n    @@\n\n    </div>\n\n@@[^n%%]",
    "<details>\n<summary>@@[^n%%]</summary>\n\n[^n%%]: @@\n\n</details>\n\n@@[^n%%]",
    "</div>\n\n@@",
    "@@ </div> @@",
    "</details>\n\n@@",
    "</section>\n</cb-case>\n\n@@",
    "<div>\n\n@@",
    "<p>@@\n\n@@",
    "<ul><li>@@</ul>\n\n@@",
    "<div/>\n\n@@",
    "- <div>@@\n- </div>@@",
    "<table><tr><td>@@</table>\n\n@@",
    "<table>\n\n@@\n\n</table>",
    "<svg><g></svg>\n\n@@",
    "<svg>\n<p>@@</p>\n</svg>\n\n@@",
    "<select>\n\n@@\n\n</select>",
    "<textarea>\n\n@@\n\n</textarea>\n\n@@",
    "<form>\n<form>\n</form>\n</form>\n\n@@",
    "<a href=\"https://a.b\">\n\n[@@](https://a.b)\n\n</a>",
    "<template>\n\n@@\n\n</template>\n\n@@",
    "<button>\n<button>@@</button>\n</button>",
    "<body>\n\n@@\n\n</body>\n\n@@",
    "<h2>\n\n### @@\n\n</h2>\n\n@@",
];

/// What is in the elements that a mode hides, and on sheets.
fn is_hidden(name: &str, node: &Node) -> bool {
    let hidden = ["cb-answer", "cb-samples", "cb-answer-box", "cb-sheet", "cb-interviewer"];
    hidden.iter().any(|class| node.has_class(class)) || name == "!"
}

/// Where the answers of a file begin.
fn answers(file: &str) -> usize {
    let text = text_of(file);
    match file {
        CASE => text.find("### In one minute\n").unwrap(),
        DRILL => text.find("\n## ").unwrap() + 1,
        _ => 0,
    }
}

fn input() -> impl Strategy<Value = Input> {
    let is_answer = |block: &&&str| {
        // Titles and signals are data, and a drill's headings are questions.
        let open = ["- [", "### Follow-up", "### Curveball", "# ", "## ", "@@\n===", "@@ @@\n---", "---"];
        !open.iter().any(|start| block.starts_with(start))
    };
    let blocks: Vec<&'static str> = BLOCKS.iter().filter(is_answer).chain(LEAKS).copied().collect();
    let files = select(vec![CASE, CASE, CASE, DRILL, SAMPLE]);
    (files, any::<Index>(), vec(select(blocks), 1..3)).prop_map(|(file, at, blocks)| Input {
        file,
        at,
        blocks,
        indent: "",
        before: "\n",
    })
}

/// Many texts are one book, because building one takes longer than checking a hundred.
#[test]
fn no_word_of_an_answer_is_outside_of_what_is_hidden() {
    let good = std::cell::Cell::new(0);
    try_all(3, &vec(input(), 60), |inputs| {
        let book = BookTest::starter();
        for folder in ["src", "src/cases", "src/drills"] {
            book.write(&format!("{folder}/part.txt"), "a part\n");
        }
        let mut words = Vec::new();
        for (number, input) in inputs.iter().enumerate() {
            let (text, of_text) = written(input, number, answers(input.file));
            if let Some(kept) = without_lost(input.file, text.clone()) {
                let found = check(input.file, &text);
                let reported = |word: &String| found.iter().any(|d| d.source.slice(&d.span).contains(word));
                words.extend(
                    of_text.into_iter().filter(|word| !reported(word)).map(|word| (word, text.clone())),
                );
                add(&book, input.file, &kept, number);
                good.set(good.get() + 1);
            }
        }
        let built = build(book.root(), None, &[]);
        assert!(built.is_ok(), "{built:?}");
        let (mut open, mut all) = (String::new(), String::new());
        for (path, bytes) in book.files("book") {
            if path.extension().is_some_and(|extension| extension == "html") {
                let page = parse(&String::from_utf8(bytes).unwrap());
                page.texts(&is_hidden, &mut open);
                page.texts(&|_, _| false, &mut all);
            }
        }
        for (word, text) in words {
            assert!(all.contains(&word), "{word} is on no page:\n{text}");
            assert!(!open.contains(&word), "{word} is in sight:\n{text}");
        }
        assert_holds_no_sheet(&index(&book));
    });
    assert!(good.get() > 60, "{} texts were built", good.get());
}
