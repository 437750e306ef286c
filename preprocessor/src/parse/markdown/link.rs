//! Where the addresses of links are written, and the definitions of links.
//!
//! In: what the parser finds in a text. Out: places, and the definitions that no link uses. Must not look at the address.

use std::collections::HashMap;

use pulldown_cmark::{Event, LinkType, RefDefs, Tag, TagEnd};

use crate::source::{Source, Span};

/// The links of a text; places are in its file.
#[derive(Debug, Default)]
pub(super) struct Links {
    /// Where the address of each link is written, by where the link begins.
    addresses: HashMap<usize, Span>,
    /// The definitions that no link uses, in text order: no page shows them. `[//]: # (text)` is a comment.
    pub(super) unused_definitions: Vec<Span>,
}

impl Links {
    /// `offset` is where the text begins in the file.
    pub(super) fn new(
        text: &str,
        events: &[(Event<'_>, Span)],
        definitions: &RefDefs<'_>,
        offset: usize,
    ) -> Self {
        let in_file = |span: Span| span.start + offset..span.end + offset;
        // By where a used definition begins.
        let mut in_definitions: HashMap<usize, Option<Span>> = HashMap::new();
        let mut addresses = HashMap::new();
        // The open links, each with its address unless that follows its text.
        let mut open: Vec<(usize, Option<Span>)> = Vec::new();
        let mut text_end = 0;
        for (event, span) in events {
            match event {
                Event::Start(Tag::Link { link_type, id, .. } | Tag::Image { link_type, id, .. }) => {
                    let address = match link_type {
                        LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut => {
                            let definition = definitions.get(id).map(|found| &found.span);
                            definition.and_then(|definition| {
                                let known = in_definitions.entry(definition.start);
                                known.or_insert_with(|| in_definition(text, definition)).clone()
                            })
                        }
                        LinkType::Autolink => Some(span.start + 1..span.end - 1),
                        _ => None,
                    };
                    open.push((span.start, address));
                    text_end = span.start + 1;
                }
                Event::Start(_) => {}
                Event::End(TagEnd::Link | TagEnd::Image) => {
                    if let Some((start, address)) = open.pop() {
                        let address = address.or_else(|| after(text, &(text_end..span.end), "]("));
                        addresses.extend(address.map(|address| (start + offset, in_file(address))));
                    }
                    text_end = span.end;
                }
                _ => text_end = span.end,
            }
        }
        let unused = definitions
            .iter()
            .filter(|(label, found)| !in_definitions.contains_key(&found.span.start) && *label != "//");
        let mut unused_definitions: Vec<Span> =
            unused.map(|(_, found)| in_file(found.span.clone())).collect();
        unused_definitions.sort_by_key(|span| span.start);
        Self { addresses, unused_definitions }
    }

    /// Where the address of a link is written, with its escapes.
    pub(super) fn address(&self, link: &Span) -> Span {
        self.addresses.get(&link.start).unwrap_or(link).clone()
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

/// The address in a definition: its label has no bracket that is not escaped.
fn in_definition(text: &str, definition: &Span) -> Option<Span> {
    let mut escaped = false;
    let label = text.get(definition.clone())?.find(|c: char| {
        let ends = c == ']' && !escaped;
        escaped = c == '\\' && !escaped;
        ends
    })?;
    after(text, &(definition.start + label..definition.end), "]:")
}

/// The address that follows `opening` in a span.
fn after(text: &str, span: &Span, opening: &str) -> Option<Span> {
    let from = span.start + text.get(span.clone())?.find(opening)? + opening.len();
    let rest = &text[from..span.end];
    let mut address = rest.trim_start();
    // A quote around it goes on in the next line.
    if rest[..rest.len() - address.len()].contains('\n') {
        address = address.trim_start_matches(|c: char| c == '>' || c.is_whitespace());
    }
    let in_brackets = address.starts_with('<');
    let address = address.strip_prefix('<').unwrap_or(address);
    let (mut depth, mut escaped) = (0_usize, false);
    let length = address.find(|c: char| {
        if std::mem::take(&mut escaped) {
            return false;
        }
        match c {
            '\\' => escaped = true,
            '>' if in_brackets => return true,
            _ if in_brackets => {}
            '(' => depth += 1,
            ')' if depth == 0 => return true,
            ')' => depth -= 1,
            c => return c.is_whitespace(),
        }
        false
    });
    let start = span.end - address.len();
    Some(start..start + length.unwrap_or(address.len()))
}
