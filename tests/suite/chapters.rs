//! The book that mdBook builds from the chapters: sidebar, order, search, print page, addresses.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

use mdbook_casebook::check::check_on_disk;
use mdbook_casebook::mdbook::build::build;
use mdbook_casebook::starter;

use crate::books::{BookTest, chapters};

/// A book that is built once for all tests here.
struct Site {
    book: BookTest,
    pages: BTreeMap<String, String>,
}

impl Site {
    fn of(book: BookTest) -> Self {
        let built = build(book.root(), None, &[]);
        assert!(built.is_ok(), "{built:?}");
        let texts = book
            .files("book")
            .into_iter()
            .filter_map(|(path, bytes)| Some((path.to_str()?.to_owned(), String::from_utf8(bytes).ok()?)));
        let pages = texts.collect();
        Self { book, pages }
    }

    fn page(&self, path: &str) -> &str {
        self.pages.get(path).unwrap_or_else(|| panic!("no {path} among {:?}", self.pages.keys()))
    }

    /// A file whose name holds a hash.
    fn hashed(&self, start: &str) -> &str {
        let found = self.pages.iter().find(|(path, _)| path.starts_with(start));
        found.unwrap_or_else(|| panic!("no {start}*")).1
    }

    fn html(&self) -> impl Iterator<Item = (&String, &String)> {
        self.pages.iter().filter(|(path, _)| path.ends_with(".html"))
    }

    /// The addresses of the chapters in the order of the book.
    fn order(&self) -> Vec<String> {
        let compiled = self.book.compile().unwrap();
        let address = |path: &Path| {
            let path = path.to_str().unwrap().replace("README.md", "index.md");
            path.strip_suffix(".md").map(|stem| format!("{stem}.html"))
        };
        chapters(&compiled).iter().filter_map(|chapter| address(chapter.path.as_deref()?)).collect()
    }
}

static EVERYTHING: LazyLock<Site> = LazyLock::new(|| Site::of(BookTest::of("everything")));
static STARTER: LazyLock<Site> = LazyLock::new(|| Site::of(BookTest::starter()));
static BARE: LazyLock<Site> = LazyLock::new(|| Site::of(BookTest::of("bare")));

/// The values of an attribute in a page.
fn values<'a>(page: &'a str, attribute: &str) -> Vec<&'a str> {
    let opening = format!(" {attribute}=\"");
    page.split(opening.as_str()).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

fn main_of(page: &str) -> &str {
    page.split_once("<main>").unwrap().1.split_once("</main>").unwrap().0
}

#[test]
fn every_chapter_is_in_the_sidebar_in_the_order_of_the_book() {
    for site in [&*EVERYTHING, &*STARTER, &*BARE] {
        let sidebar = site.page("toc.html");
        let links: Vec<String> = values(sidebar, "href")
            .into_iter()
            .filter(|href| href.ends_with(".html"))
            .map(str::to_owned)
            .collect();
        assert_eq!(links, site.order());
    }
}

/// The depth in the sidebar comes from the number, so an added chapter has one part more than its parent.
#[test]
fn added_chapters_are_one_level_below_their_parent() {
    let sidebar = EVERYTHING.page("toc.html");
    let at = sidebar.find("cases/ranking.html").unwrap();
    let depth = sidebar[..at].matches("<ol").count() - sidebar[..at].matches("</ol>").count();
    assert_eq!(depth, 4);
    assert!(sidebar[at..].starts_with("cases/ranking.html\""));
    let number = sidebar[at..].split("<strong").nth(1).unwrap();
    assert!(number.contains("1.1.1.2."), "{number:.80}");
}

#[test]
fn cases_come_in_the_order_they_ask_for_and_readers_begin_with_the_first() {
    let book = BookTest::starter();
    let case = book.read("src/cases/related-articles.md");
    for (slug, order) in [("a-last", ""), ("b-second", "order = 2\n"), ("c-first", "order = 1\n")] {
        let text = case.replacen("summary =", &format!("{order}summary ="), 1);
        book.write(&format!("src/cases/{slug}.md"), text);
    }
    book.replace("src/index.md", "{{#casebook cases}}", "{{#casebook begin}}\n\n{{#casebook cases}}");
    let site = Site::of(book);
    let expected = ["c-first", "b-second", "a-last", "related-articles"];
    assert_eq!(values(main_of(site.page("index.html")), "data-case"), expected);
    let addresses = expected.map(|slug| format!("cases/{slug}.html"));
    let order = site.order();
    let first = order.iter().position(|address| *address == addresses[0]).unwrap();
    assert_eq!(order[first..first + 4], addresses);
    for page in ["index.html", "progress.html"] {
        let link = "href=\"cases/c-first.html\">Begin with Related articles<";
        assert!(main_of(site.page(page)).contains(link), "{page}");
    }
}

/// Where a text cannot ask for the button.
#[test]
fn the_texts_of_this_repository_say_to_begin_with_its_first_case() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let book = check_on_disk(root, Path::new("src")).unwrap().book;
    let (slug, title) = (&book.cases[0].slug, &book.cases[0].title.as_ref().unwrap().value);
    let read = |file: &str| std::fs::read_to_string(root.join(file)).unwrap();
    assert!(read("README.md").contains(&format!("begins with one case, *{title}*")));
    let plan = read("src/guide/start-here.md");
    let first_day = plan.lines().find(|line| line.starts_with("| 1 |")).unwrap();
    assert!(first_day.contains(&format!("[{title}](../cases/{slug}.md)")), "{first_day}");
    let month = plan.lines().find(|line| line.starts_with("| Mon |")).unwrap();
    assert!(month.starts_with(&format!("| Mon | {title}, clock |")), "{month}");
}

#[test]
fn previous_and_next_lead_through_all_chapters() {
    for site in [&*EVERYTHING, &*STARTER, &*BARE] {
        let order = site.order();
        for pair in order.windows(2) {
            let page = site.page(&pair[0]);
            let next =
                page.split("<a rel=\"next").nth(1).and_then(|rest| rest.split("href=\"").nth(1)).unwrap();
            let next = next.split('"').next().unwrap();
            let depth = pair[0].matches('/').count();
            assert_eq!(next, "../".repeat(depth) + &pair[1], "after {}", pair[0]);
        }
    }
}

#[test]
fn the_search_index_holds_the_chapters_that_the_summary_does_not_list() {
    let index = EVERYTHING.hashed("searchindex");
    for address in
        ["cases/ranking.html", "drills/numbers.html", "drills/empty-head.html", "rubrics/system.html"]
    {
        assert!(index.contains(address), "{address}");
    }
    assert!(BARE.hashed("searchindex").contains("cases/alpha.html"));
}

#[test]
fn the_print_page_holds_every_chapter_once() {
    let print = EVERYTHING.page("print.html");
    for title in ["Ranking", "Numbers", "No introduction", "System design", "Preface", "Afterword"] {
        let headings = print.split("<h1").filter(|rest| rest.contains(&format!(">{title}</a></h1>"))).count();
        assert_eq!(headings, 1, "{title}");
    }
}

#[test]
fn no_directive_and_no_template_is_left_in_a_page() {
    for site in [&*EVERYTHING, &*STARTER, &*BARE] {
        for (path, page) in site.html() {
            let text = page
                .replace("<code>{{#casebook cases}}</code>", "")
                .replace("{{ braces }} {% here %}", "")
                .replace("{{#include ../secret}} &amp; *more*</text>", ""); // in a cover
            for left in ["{{", "{%", "{*"] {
                assert!(!main_of_or_all(&text).contains(left), "{left} in {path}");
            }
        }
    }
}

fn main_of_or_all(page: &str) -> &str {
    if page.contains("<main>") { main_of(page) } else { page }
}

/// An element of ours in a paragraph has lost the blank lines around it.
#[test]
fn our_elements_are_blocks() {
    for (path, page) in EVERYTHING.html() {
        for broken in [
            "<p><cb-",
            "<p></cb-",
            "<p><section",
            "<p></section",
            "<p><details",
            "<p></details",
            "<p><figure",
        ] {
            assert!(!page.contains(broken), "{broken} in {path}");
        }
        for name in
            ["section", "details", "figure", "article", "fieldset", "cb-case", "cb-drill", "table", "div"]
        {
            let opened =
                page.matches(&format!("<{name} ")).count() + page.matches(&format!("<{name}>")).count();
            assert_eq!(opened, page.matches(&format!("</{name}>")).count(), "<{name}> in {path}");
        }
    }
}

#[test]
fn no_id_is_twice_in_a_page() {
    for site in [&*EVERYTHING, &*STARTER, &*BARE] {
        for (path, page) in site.html() {
            let mut seen = std::collections::BTreeSet::new();
            for id in values(page, "id") {
                assert!(seen.insert(id), "{id} is twice in {path}");
            }
        }
    }
}

fn of_theme(path: &str) -> bool {
    starter::THEME.iter().any(|(file, _)| file.strip_prefix("src/") == Some(path))
}

/// mdBook does not check links.
#[test]
fn every_link_of_a_page_leads_somewhere() {
    for site in [&*EVERYTHING, &*STARTER, &*BARE] {
        for (path, page) in site.html().filter(|(path, _)| *path != "404.html") {
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            for href in values(main_of_or_all(page), "href") {
                if href.contains("://") || href.is_empty() || href == "#" {
                    continue;
                }
                let (file, anchor) = href.split_once('#').unwrap_or((href, ""));
                let file = file.split('?').next().unwrap_or_default();
                let target = if file.is_empty() { path.clone() } else { resolve(folder, file) };
                if of_theme(&target) && !std::ptr::eq(site, &*STARTER) {
                    continue; // these books have no theme
                }
                let Some(target_page) = site.pages.get(&target) else {
                    panic!("{path} links to {href}, no {target}");
                };
                let ids = values(target_page, "id");
                assert!(
                    anchor.is_empty() || ids.contains(&anchor),
                    "{path} links to {href}: no such id in {target}"
                );
            }
        }
    }
}

fn resolve(folder: &str, file: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in file.split('/') {
        match part {
            "." | "" => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/").replace("%20", " ")
}

#[test]
fn a_books_own_template_replaces_the_built_in_one() {
    let page = EVERYTHING.page("preface.html");
    assert!(page.contains("<p class=\"own\"><a href=\"drills/empty-head.html\">No introduction</a>"));
}

#[test]
fn a_template_that_does_not_parse_is_a_failure_with_its_place() {
    let book = BookTest::of("everything");
    book.write("templates/drills.md", "a\n{% for x in %}\n");
    let failure = format!("{:?}", build(book.root(), None, &[]).unwrap_err());
    assert!(failure.contains("drills.md") && failure.contains("2:"), "{failure}");
}

/// Its ending is that of a rubric, but its folder is another.
#[test]
fn a_page_whose_file_ends_like_a_rubric_is_filled_in_its_place() {
    let book = BookTest::starter();
    book.write("src/old/notes.toml", "+++\n+++\n\n# Notes\n\nBy *hand*: $x$.\n");
    let summary = book.read("src/SUMMARY.md");
    book.write("src/SUMMARY.md", format!("{summary}- [Notes](old/notes.toml)\n"));
    let compiled = book.compile().unwrap();
    let notes = chapters(&compiled).into_iter().find(|chapter| chapter.name == "Notes").unwrap();
    assert_eq!(notes.path.as_deref().unwrap(), std::path::Path::new("old/notes.toml"));
    assert!(
        notes.content.contains("By *hand*: <math") && notes.content.contains("<cb-book"),
        "{}",
        notes.content
    );
}
