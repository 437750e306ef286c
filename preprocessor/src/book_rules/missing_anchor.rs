use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use percent_encoding::percent_decode_str;
use regex::Regex;

use super::broken_link::target;
use crate::diagnostic::Diagnostic;
use crate::parse::book::RawBook;
use crate::parse::markdown::notes::{Heading, Markdown};
use crate::rule::{Edit, Example, Rule, Severity};
use crate::slug::{PAGE_IDS, heading_id, prefix_of};
use crate::source::{Source, between};
use crate::suggest;

pub static RULE: Rule = Rule {
    id: "missing-anchor",
    severity: Severity::Warning,
    summary: "a link to a place that its target does not have",
    reason: "The browser opens the page at its top. Every heading has an id: its words in lowercase, joined by hyphens, or what `{#id}` says. Only the cases, drills, rubrics and pages of this program are looked at.",
    example: Example {
        file: "src/cases/related-articles.md",
        edit: Edit::Replace {
            find: "Item-to-item counts",
            with: "See [the design](#desing).\n\nItem-to-item counts",
        },
    },
};

pub fn check(book: &RawBook, found: &mut Vec<Diagnostic>) {
    let mut known: BTreeMap<String, Option<Anchors>> = BTreeMap::new();
    for text in book.texts() {
        for link in &text.markdown.links {
            let Some((path, anchor)) = link.value.split_once('#') else { continue };
            let here = || book.chapter(text.source);
            let page = if path.is_empty() { Some(here()) } else { target(book, text.source, path) };
            let Some(page) = page.filter(|_| !anchor.is_empty() && !anchor.contains(":~:")) else { continue };
            let page = page.strip_suffix(".html").map_or(page.clone(), |stem| format!("{stem}.md"));
            let anchors = known.entry(page).or_insert_with_key(|page| anchors(book, page));
            let Some(anchors) = anchors else { continue };
            let anchor = percent_decode_str(anchor).decode_utf8_lossy();
            if anchors.has(&anchor) {
                continue;
            }
            let place = if path.is_empty() { "this page".to_owned() } else { format!("`{path}`") };
            let message = format!("{place} has no place `#{anchor}`");
            let near = suggest::nearest(&anchor, anchors.ids.iter().map(String::as_str));
            let help =
                near.map_or("write the id of one of its headings".to_owned(), |id| format!("write `#{id}`"));
            found.push(Diagnostic::new(&RULE, text.source, link.span.clone(), message).help(help));
        }
    }
}

/// What can be linked to on a page.
struct Anchors {
    ids: BTreeSet<String>,
    /// What the ids begin with that this program makes.
    prefixes: Vec<String>,
}

impl Anchors {
    fn new(prefixes: impl IntoIterator<Item = String>) -> Self {
        let of_mdbook = ["footnote-", "fr-"].map(str::to_owned);
        Self { ids: BTreeSet::new(), prefixes: prefixes.into_iter().chain(of_mdbook).collect() }
    }

    fn has(&self, anchor: &str) -> bool {
        // mdBook numbers what is repeated.
        let first = anchor.rsplit_once('-').filter(|(_, count)| count.parse::<u32>().is_ok());
        self.ids.contains(anchor)
            || first.is_some_and(|(first, _)| self.ids.contains(first))
            || self.prefixes.iter().any(|prefix| anchor.starts_with(prefix))
    }

    /// Adds what mdBook makes of a text; `None` where that is not known.
    fn add(&mut self, source: &Source, markdown: &Markdown) -> Option<()> {
        let included = markdown.includes.iter().any(|include| !include.in_code);
        let headings = || markdown.headings.iter().chain(&markdown.nested_headings);
        let cites = |heading: &Heading| {
            !between(&markdown.citations, &heading.span, |citation| citation.span.start).is_empty()
        };
        let unknown = |heading: &Heading| heading.plain.is_none() || cites(heading);
        if included || markdown.has_terms || headings().any(unknown) {
            return None;
        }
        for heading in headings() {
            let plain = heading.plain.as_deref().unwrap_or_default();
            self.ids.insert(heading_id(plain));
            // Smart punctuation makes a dash, which is not in the id.
            self.ids.insert(heading_id(&plain.replace("--", "").replace("\u{2013}-", "")));
            let attributes = heading.attributes.as_ref().map_or("", |span| source.slice(span));
            let words = attributes.trim_matches(['{', '}']).split_ascii_whitespace();
            self.ids.extend(words.filter_map(|word| word.strip_prefix('#')).map(str::to_owned));
        }
        self.ids.extend(ids_in_html(&source.text));
        Some(())
    }
}

fn ids_in_html(text: &str) -> impl Iterator<Item = String> + '_ {
    static ID: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r#"\s(?i:id|name)\s*=\s*["']?([^\s"'>]+)"#).ok());
    let found = ID.iter().flat_map(move |pattern| pattern.captures_iter(text));
    found.filter_map(|found| Some(found.get(1)?.as_str().to_owned()))
}

/// The anchors of a page, by its path relative to `src`; `None` if they are not known: the page is not of this program,
/// or something is in it that is not compiled, or made while it is.
fn anchors(book: &RawBook, page: &str) -> Option<Anchors> {
    let is = |source: &Source| book.chapter(source) == page;
    if let Some(case) = book.cases.iter().find(|case| is(&case.source)) {
        let mut anchors = Anchors::new([prefix_of("case", &case.slug), prefix_of("sample", &case.slug)]);
        anchors.add(&case.source, &case.markdown)?;
        for sample in book.samples.iter().filter(|sample| sample.case == case.slug) {
            anchors.add(&sample.source, &sample.markdown)?;
        }
        let rubric = book.rubric_of(case)?;
        anchors.ids.extend(
            rubric.criteria.iter().filter_map(|criterion| Some(criterion.id.as_ref()?.value.clone())),
        );
        anchors.ids.extend(PAGE_IDS.map(str::to_owned));
        anchors.ids.extend(case.title.iter().map(|title| heading_id(&title.value)));
        return Some(anchors);
    }
    if let Some(drill) = book.drills.iter().find(|drill| is(&drill.source)) {
        let mut anchors = Anchors::new([prefix_of("drill", &drill.slug)]);
        anchors.add(&drill.source, &drill.markdown)?;
        anchors.ids.extend(drill.title.iter().map(|title| heading_id(&title.value)));
        return Some(anchors);
    }
    if let Some(rubric) = book.rubrics.iter().find(|rubric| is(&rubric.source)) {
        let mut anchors = Anchors::new([prefix_of("rubric", &rubric.slug)]);
        anchors.ids.extend(
            rubric.criteria.iter().filter_map(|criterion| Some(criterion.id.as_ref()?.value.clone())),
        );
        anchors.ids.extend(PAGE_IDS.map(str::to_owned));
        return Some(anchors);
    }
    let page = book.pages.iter().find(|found| {
        let path = book.inside(&found.source);
        path == page
            || page.strip_suffix("index.md").is_some_and(|folder| path == format!("{folder}README.md"))
    })?;
    let mut anchors = Anchors::new([prefix_of("page", book.inside(&page.source))]);
    anchors.add(&page.source, &page.markdown)?;
    page.markdown.directives.is_empty().then_some(anchors)
}
