//! Labs: what a block becomes on a page and on a sheet, and what is said of one that cannot be.

use mdbook_casebook::check::check_on_disk;
use mdbook_casebook::mdbook::build::build;

use crate::books::BookTest;
use crate::shown::{CASE, SAMPLE, problems};

const LAB: &str = "```lab\nname = \"counts\"\nseed = 7\n";
const TWIN: &str = "| Visits | Read both | Share |";

/// The starter with one passage of its case replaced, built; the page of the case.
fn page(find: &str, with: &str) -> String {
    let book = BookTest::starter();
    book.replace(CASE, find, with);
    let found = check_on_disk(book.root(), std::path::Path::new("src")).unwrap().diagnostics;
    assert!(found.is_empty(), "{found:?}");
    let built = build(book.root(), None, &[]);
    assert!(built.is_ok(), "{built:?}");
    assert!(book.path("book/labs/counts.js").is_file(), "the script is in the built book");
    book.read("book/cases/related-articles.html")
}

#[test]
fn a_lab_is_an_element_around_what_is_shown_without_it() {
    let page =
        page(LAB, &format!("{LAB}rate = 0.5\non = true\nnote = 'a \"<{{{{b}}}}\"'\nmore = \"#goal\"\n"));
    let start = page.find("<cb-lab").unwrap();
    let (tag, rest) = page[start..].split_once('>').unwrap();
    assert_eq!(
        tag,
        "<cb-lab class=\"cb-lab\" data-lab=\"counts\" data-settings=\"{&quot;note&quot;:&quot;a &#92;&quot;&lt;{{b}}&#92;&quot;&quot;,&quot;on&quot;:true,&quot;rate&quot;:0.5,&quot;seed&quot;:7}\" data-more=\"#goal\""
    );
    let inside = rest.split("</cb-lab>").next().unwrap();
    assert!(inside.contains("<table>") && inside.contains("2.1%"), "{inside}");
    assert!(!page.contains("name = ") && !page.contains("```"), "settings are not text");
}

#[test]
fn a_lab_of_a_sample_leads_on_from_the_page_of_its_case() {
    let book = BookTest::starter();
    let sample = book.read(SAMPLE);
    book.write("src/notes/README.md", "# Notes\n");
    book.write("src/SUMMARY.md", book.read("src/SUMMARY.md") + "- [Notes](notes/README.md)\n");
    for (more, address) in [
        ("../../drills/estimation.md", "../samples/related-articles/../../drills/estimation.html"),
        ("../../notes/README.md", "../samples/related-articles/../../notes/index.html"),
        ("#goal", "#goal"),
    ] {
        book.write(SAMPLE, format!("{sample}\n{LAB}more = \"{more}\"\n\nTwenty visits.\n```\n"));
        let built = build(book.root(), None, &[]);
        assert!(built.is_ok(), "{built:?}");
        let page = book.read("book/cases/related-articles.html");
        assert!(page.contains(&format!("data-more=\"{address}\"")), "{more}: {page}");
    }
}

#[test]
fn what_a_lab_shows_is_markdown_like_any_other() {
    let with = format!("As $n^2$ [@linden2003]:\n\n{TWIN}");
    let page = page(TWIN, &with);
    let inside = page.split("<cb-lab").nth(1).unwrap().split("</cb-lab>").next().unwrap();
    assert!(inside.contains("<math") && inside.contains("href=\"#case-related-articles-source-"), "{inside}");
}

#[test]
fn on_a_sheet_there_is_only_what_is_shown_without_a_lab() {
    let lab =
        "I would count pairs:\n\n```lab\nname = \"counts\"\n\nTwenty visits say *little*.\n```\nThat is it.";
    let page = page("I count which articles are read in the same visit,", &format!("{lab} I count"));
    let sheets =
        page.split("cb-unindexed").skip(1).filter_map(|rest| rest.split("</svg>").next()).collect::<String>();
    assert!(sheets.contains("<em>little</em>"), "the interviewer's sheet has it");
    assert!(!sheets.contains("cb-lab") && !sheets.contains("name ="), "{sheets}");
    assert_eq!(page.matches("<cb-lab").count(), 2, "in the chapter it is a lab");
    assert!(page.contains("<p>That is it. I count"), "what follows is a paragraph");
}

#[test]
fn what_is_wrong_with_a_lab_is_said_at_its_place() {
    let of = |with: &str| problems(CASE, LAB, with);
    let mistakes = [
        ("```lab\nseed = 7\n", "malformed-lab", "```lab"),
        ("```lab\nname = 7\n", "malformed-lab", "7"),
        ("```lab\nname = \"counts\"\nseed = 0x10\n", "malformed-lab", "0x10"),
        ("```lab\nname = \"counts\"\nsizes = [1]\n", "malformed-lab", "[1]"),
        ("```lab\nname = \"count\"\n", "unknown-lab", "\"count\""),
        ("```lab\nname = \"counts\"\nmore = \"missing.md\"\n", "broken-link", "missing.md"),
        ("```lab\nname = \"counts\"\nmore = \"#nowhere\"\n", "missing-anchor", "#nowhere"),
    ];
    for (with, rule, place) in mistakes {
        assert_eq!(of(with), [(rule, place.to_owned())], "{with}");
    }
    let found = of("```lab\nname = counts\n");
    assert_eq!(found.iter().map(|(rule, _)| *rule).collect::<Vec<_>>(), ["malformed-lab"], "{found:?}");
    assert_eq!(problems(CASE, TWIN, "### Inside\n\n| Visits | Read both | Share |")[0].0, "malformed-lab");
    let quoted = "> ```lab\n> name = \"counts\"\n> ```\n\n```lab\nname = \"counts\"\n";
    assert_eq!(of(quoted), [("malformed-lab", "```lab".to_owned())]);
}
