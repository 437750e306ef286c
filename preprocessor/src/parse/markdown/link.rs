//! The definitions of links, and where the address of a link is written.
//!
//! In: definitions and links. Out: places, and the definitions that no link uses. Must not look at the address.

use std::collections::{HashMap, HashSet};

use pulldown_cmark::{LinkType, RefDefs};

use crate::source::{Source, Span};

/// Link reference definitions by lowercase label.
#[derive(Debug, Default)]
pub(super) struct Definitions {
    spans: HashMap<String, Span>,
    used: HashSet<String>,
}

impl Definitions {
    /// `offset` is where the text that was parsed begins in the file.
    pub(super) fn new(definitions: &RefDefs<'_>, offset: usize) -> Self {
        let in_file = |span: &Span| span.start + offset..span.end + offset;
        let spans = definitions.iter().map(|(label, found)| (label.to_lowercase(), in_file(&found.span)));
        Self { spans: spans.collect(), used: HashSet::new() }
    }

    /// Where the address of a link is written.
    pub(super) fn place(
        &mut self,
        source: &Source,
        link: &Span,
        kind: LinkType,
        label: &str,
        url: &str,
    ) -> Span {
        let by_reference = matches!(kind, LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut);
        let label = if by_reference { label.to_lowercase() } else { String::new() };
        match self.spans.get(&label).filter(|_| by_reference) {
            Some(definition) => {
                let place = destination(source, definition, "]:", url);
                self.used.insert(label);
                place
            }
            None => destination(source, link, "](", url),
        }
    }

    /// The definitions that no link uses, in text order: no page shows them. `[//]: # (text)` is a comment.
    pub(super) fn unused(&self) -> Vec<Span> {
        let unused = self.spans.iter().filter(|(label, _)| !self.used.contains(*label) && *label != "//");
        let mut spans: Vec<Span> = unused.map(|(_, span)| span.clone()).collect();
        spans.sort_by_key(|span| span.start);
        spans
    }
}

/// The links of two brackets whose label nothing defines. A citation is none, nor are the indices of an array or a
/// footnote behind brackets.
pub(super) fn undefined(source: &Source, body: &Span, links: Vec<(Span, LinkType, String)>) -> Vec<Span> {
    let is_meant = |(span, kind, label): &(Span, LinkType, String)| {
        let before = source.slice(body)[..span.start].chars().next_back();
        let glued = before.is_some_and(|c| c.is_alphanumeric() || [']', ')', '_'].contains(&c));
        matches!(kind, LinkType::Reference | LinkType::ReferenceUnknown)
            && !glued
            && !label.starts_with(['@', '^'])
            && !label.trim().is_empty()
    };
    let links = links.into_iter().filter(is_meant);
    let mut spans: Vec<Span> =
        links.map(|(span, ..)| span.start + body.start..span.end + body.start).collect();
    spans.sort_by_key(|span| span.start);
    spans.dedup();
    spans
}

/// The place of `url` in a link after `opening`; the whole link where it is written differently, with escapes say.
fn destination(source: &Source, link: &Span, opening: &str, url: &str) -> Span {
    let text = source.slice(link);
    let from = text.rfind(opening).map_or(0, |at| at + opening.len());
    match text[from..].find(url).filter(|_| !url.is_empty()) {
        Some(at) => link.start + from + at..link.start + from + at + url.len(),
        None => link.clone(),
    }
}
