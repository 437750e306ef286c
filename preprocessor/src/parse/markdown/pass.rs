//! One pass of the Markdown parser over a text.
//!
//! In: a text and where it begins in its file. Out: the parser's events, and the links that they do not name. Must not
//! interpret them.

use pulldown_cmark::{BrokenLink, Event, LinkType, Options, Parser};

use super::link::Links;
use crate::source::Span;

/// What mdBook sets.
pub fn options(smart_punctuation: bool) -> Options {
    let smart = if smart_punctuation { Options::ENABLE_SMART_PUNCTUATION } else { Options::empty() };
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_GFM
        | smart
}

pub(super) struct Pass<'a> {
    pub(super) events: Vec<(Event<'a>, Span)>,
    pub(super) links: Links,
    /// Links by a label that nothing defines.
    pub(super) undefined: Vec<(Span, LinkType, String)>,
}

impl<'a> Pass<'a> {
    /// `offset` is where the text begins in the file.
    pub(super) fn new(text: &'a str, offset: usize) -> Self {
        let mut undefined = Vec::new();
        let note = |link: BrokenLink<'_>| {
            undefined.push((link.span, link.link_type, link.reference.into_string()));
            None
        };
        let mut parser =
            Parser::new_with_broken_link_callback(text, options(false), Some(note)).into_offset_iter();
        // There are fewer in most texts.
        let mut events = Vec::with_capacity(text.len() / 16);
        events.extend(parser.by_ref());
        let links = Links::new(text, &events, parser.reference_definitions(), offset);
        // It borrows `undefined`.
        drop(parser);
        Self { events, links, undefined }
    }
}
