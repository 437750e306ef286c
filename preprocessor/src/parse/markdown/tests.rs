//! Tests of the parser.
//!
//! In: texts. Out: what is found in them. Must not read files.

use super::*;

fn read_all(text: &str) -> (Source, Markdown) {
    let source = Source::new("f.md", text);
    let found = parse_markdown(&source, &(0..text.len()), &Macros::default());
    (source, found)
}

#[test]
fn notes_headings_with_their_text() {
    let (source, found) = read_all("## One `two` *three* {#id}\n\ntext\n\n> # quoted\n\nFour\n====\n");
    let titles: Vec<_> = found.headings.iter().map(|h| (h.level, h.title.value.as_str())).collect();
    assert_eq!(titles, [(2, "One `two` *three*"), (1, "Four")]);
    assert_eq!(source.slice(&found.headings[0].title.span), "One `two` *three*");
}

#[test]
fn the_id_of_a_heading_is_a_word_of_its_attributes() {
    let (source, found) = read_all("## One {key=a#b #id .c}\n");
    let id = found.headings[0].id(&source).unwrap();
    assert_eq!((id.value.as_str(), source.slice(&id.span)), ("id", "id"));
}

#[test]
fn an_empty_heading_has_an_empty_title() {
    let (_, found) = read_all("##\n\nx");
    assert_eq!(found.headings[0].title.value, "");
}

#[test]
fn notes_citations_outside_of_code_and_formulas() {
    let (_, found) =
        read_all("a [@x] and [@y; @z] not `[@c]`, $[@m]$, \\[@e] [@ s] [@a b]\n\n```\n[@f]\n```\n");
    let ids: Vec<_> = found.citations.iter().flat_map(|c| &c.ids).map(|id| id.value.as_str()).collect();
    assert_eq!(ids, ["x", "y", "z"]);
}

#[test]
fn notes_items_with_box_and_text() {
    let (source, found) = read_all("- [ ] L5: says *so* ^id\n- plain\n  - nested\n\n> - [ ] quoted\n");
    let items: Vec<_> = found.items.iter().map(|i| (i.checkbox.is_some(), source.slice(&i.text))).collect();
    assert_eq!(items, [(true, "L5: says *so* ^id"), (false, "plain")]);
}

#[test]
fn notes_diagrams_tables_links_and_placeholders() {
    let (source, found) = read_all(
        "```mermaid\nflowchart LR\n```\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\n[x](a/b.md#c) TODO TODOS `TODO`\n",
    );
    assert_eq!(found.diagrams[0].code.text, "flowchart LR\n");
    assert_eq!(found.tables[0].header.iter().map(|c| c.value.as_str()).collect::<Vec<_>>(), ["A", "B"]);
    assert_eq!(found.tables[0].rows, 1);
    assert_eq!(source.slice(&found.links[0].span), "a/b.md#c");
    assert_eq!(found.placeholders.len(), 1);
}

#[test]
fn every_address_is_where_it_is_written() {
    let text = r#"[a](a "](b") [`](c)`](d\_(e).md) ![x ![y](<f g>)](
h 't') [](i) <http://j.k> [l]( [m]) [a.b]

> [n](
> o) [p  Q]

<img alt="r" src="r"> <a title='s' href = s> <img src="t&amp;t"> <img src="" alt=u>

[a.b]: a.b "]: a.b"
[P q]: <v>
"#;
    let (source, found) = read_all(text);
    let written = |links: &[Spanned<String>]| -> Vec<String> {
        links.iter().map(|link| source.slice(&link.span).to_owned()).collect()
    };
    let links = ["a", "d\\_(e).md", "h", "f g", "i", "http://j.k", "[m]", "a.b", "o", "v"];
    assert_eq!(written(&found.links), links);
    assert_eq!(written(&found.addresses), ["r", "s", "t&amp;t"]);
}
