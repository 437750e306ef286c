//! Parses the summary: which chapters it lists, and where.
//!
//! In: the source of `SUMMARY.md`. Out: a [`RawSummary`]. mdBook's own parser decides what is a chapter; it knows no
//! places, so they come from the links. Must not look at the chapters.

use std::collections::BTreeMap;
use std::sync::Arc;

use mdbook_summary::{Summary, SummaryItem};

use super::Parsed;
use super::embedded::macros::Macros;
use super::markdown::parse_markdown;
use crate::file_rules;
use crate::files::chapter_path;
use crate::source::{Source, Span, Spanned};

/// A summary as written.
#[derive(Debug, Clone, Default)]
pub struct RawSummary {
    /// The listed chapters relative to `src`, in the order of the file.
    pub listed: Vec<String>,
    places: BTreeMap<String, Span>,
}

impl RawSummary {
    /// The first link to a chapter; the start of the file if there is none.
    pub fn place(&self, chapter: &str) -> Span {
        self.places.get(chapter).map_or(0..0, Span::clone)
    }
}

/// Parses a summary. One that mdBook cannot parse lists everything that it links to.
pub fn parse_summary(source: &Arc<Source>) -> Parsed<RawSummary> {
    let text = &source.text[source.start()..];
    let markdown = parse_markdown(source, &(source.start()..source.text.len()), &Macros::default());
    let link = |link: Spanned<String>| Spanned::new(chapter_path(&link.value.replace("%20", " ")), link.span);
    let links: Vec<_> = markdown.links.into_iter().filter(|link| !link.value.is_empty()).map(link).collect();
    let mut diagnostics = Vec::new();
    let mut listed = Vec::new();
    match mdbook_summary::parse_summary(text) {
        Ok(Summary { prefix_chapters, numbered_chapters, suffix_chapters, .. }) => {
            for items in [&prefix_chapters, &numbered_chapters, &suffix_chapters] {
                collect(items, &mut listed);
            }
        }
        Err(error) => {
            listed.extend(links.iter().map(|link| link.value.clone()));
            diagnostics.push(file_rules::summary_syntax::at(source, &links, &error.root_cause().to_string()));
        }
    }
    let places = links.into_iter().rev().map(|link| (link.value, link.span)).collect();
    Parsed { value: RawSummary { listed, places }, diagnostics }
}

fn collect(items: &[SummaryItem], listed: &mut Vec<String>) {
    for item in items {
        if let SummaryItem::Link(link) = item {
            listed.extend(link.location.as_deref().map(|path| chapter_path(&path.to_string_lossy())));
            collect(&link.nested_items, listed);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Parsed<RawSummary> {
        parse_summary(&Arc::new(Source::new("src/SUMMARY.md", text)))
    }

    #[test]
    fn lists_chapters_of_all_parts_in_order() {
        let text =
            "# Summary\n\n[A](./a.md)\n\n# P\n\n- [B](b%20c/d.md)\n  - [C](c.md)\n- [Draft]()\n\n[S](s.md)\n";
        let parsed = parse(text);
        assert_eq!(parsed.value.listed, ["a.md", "b c/d.md", "c.md", "s.md"]);
        assert!(parsed.diagnostics.is_empty());
        assert_eq!(&text[parsed.value.place("c.md")], "c.md");
    }

    #[test]
    fn a_summary_that_mdbook_refuses_still_lists_its_links() {
        let parsed = parse("# Summary\n\n- [A](a.md)\n- not a link\n");
        assert_eq!(parsed.value.listed, ["a.md"]);
        assert_eq!(parsed.diagnostics.len(), 1);
        assert_eq!(parsed.diagnostics[0].position().line, 4);
    }
}
