//! Parses Markdown once and collects everything this program acts on.
//!
//! In: a span of a source. Out: headings, formulas, diagrams, citations, links, lists and tables, each with its place.
//! Formulas and diagrams are rendered on the way, see [`embedded`](super::embedded). Must not interpret what it finds.

mod extensions;
mod heading;
mod link;
mod lost;
pub mod notes;
#[cfg(test)]
mod tests;

pub use extensions::placeholders;

use std::cell::RefCell;

use pulldown_cmark::{BrokenLink, CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};

use self::extensions::{Dollar, Opaque};
use self::heading::OpenHeading;
use self::link::Definitions;
use self::notes::{Diagram, Item, Markdown, Math, Piece, Table};
use super::embedded::diagram::{self, Drawing, Refusal};
use super::embedded::{Failure, math};
use crate::files::stem;
use crate::slug::slug;
use crate::source::{Source, Span, Spanned};

/// The most diagrams that are drawn in one file: each takes a millisecond.
const MOST_DIAGRAMS: usize = 200;

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

/// Parses the Markdown in a span of a source.
pub fn parse_markdown(source: &Source, body: &Span) -> Markdown {
    let mut collector = Collector {
        source,
        offset: body.start,
        found: Markdown::default(),
        depth: 0,
        heading: None,
        item: None,
        table: None,
        last_cell: body.start,
        diagram: None,
        code: false,
        paragraph: 0,
        dollars: Vec::new(),
        definitions: Definitions::default(),
        opaque: Vec::new(),
        code_spans: Vec::new(),
        embedded: lost::Embedded::default(),
    };
    let options = options(false) | Options::ENABLE_MATH;
    let undefined = RefCell::new(Vec::new());
    let note = |link: BrokenLink<'_>| {
        undefined.borrow_mut().push((link.span, link.link_type, link.reference.into_string()));
        None
    };
    let events = Parser::new_with_broken_link_callback(source.slice(body), options, Some(note));
    let events = events.into_offset_iter();
    collector.definitions = Definitions::new(events.reference_definitions(), body.start);
    for (event, span) in events {
        let span = collector.in_file(&span);
        collector.event(event, span);
    }
    collector.found.undefined = link::undefined(source, body, undefined.take());
    let Collector { mut found, opaque, code_spans, dollars, definitions, .. } = collector;
    found.unused_definitions = definitions.unused();
    extensions::scan(source, body, &Opaque::new(opaque), &mut found);
    found.includes = extensions::includes(source, body, &Opaque::new(code_spans));
    found.math.extend(extensions::broken_formulas(source, &dollars));
    found
}

struct Collector<'a> {
    source: &'a Source,
    /// Where the body begins in the file.
    offset: usize,
    found: Markdown,
    /// How many blocks and inlines are open.
    depth: usize,
    heading: Option<OpenHeading>,
    item: Option<Item>,
    table: Option<Table>,
    /// Where the last cell of the current row ends.
    last_cell: usize,
    diagram: Option<Diagram>,
    /// Whether a code block is open.
    code: bool,
    /// The number of the current paragraph, heading or cell: no formula reaches from one into the next.
    paragraph: usize,
    dollars: Vec<Dollar>,
    definitions: Definitions,
    /// Code, formulas, raw HTML and links; see [`Opaque`].
    opaque: Vec<Span>,
    code_spans: Vec<Span>,
    embedded: lost::Embedded,
}

impl Collector<'_> {
    /// The place in the file of a span of the body.
    fn in_file(&self, span: &Span) -> Span {
        span.start + self.offset..span.end + self.offset
    }

    fn event(&mut self, event: Event<'_>, span: Span) {
        match event {
            Event::Start(tag) => self.start(tag, span),
            Event::End(tag) => self.end(tag, span),
            Event::Text(text) => {
                self.inline(&span);
                self.in_heading(&text);
                if let Some(diagram) = &mut self.diagram {
                    diagram.pieces.push(Piece { in_code: diagram.code.len(), in_file: span.start });
                    diagram.code.push_str(&text);
                } else if !self.code {
                    self.found.placeholders.extend(placeholders(self.source, &span));
                    self.dollars.extend(extensions::dollars(self.source, &span, self.paragraph));
                }
            }
            Event::Code(code) => {
                self.inline(&span);
                self.in_heading(&code);
                self.code_spans.push(span.clone());
                self.opaque.push(span);
            }
            Event::InlineHtml(_) => {
                self.inline(&span);
                self.heading.iter_mut().for_each(OpenHeading::lose_text);
                lost::scan(self.source, &span, &mut self.embedded, &mut self.found);
                self.opaque.push(span);
            }
            Event::Html(_) => self.opaque.push(span),
            Event::InlineMath(tex) => self.formula(span, &tex, false),
            Event::DisplayMath(tex) => self.formula(span, &tex, true),
            Event::TaskListMarker(_) => {
                if let Some(item) = self.item.as_mut().filter(|item| item.checkbox.is_none()) {
                    item.text = span.end..span.end;
                    item.checkbox = Some(span);
                }
            }
            Event::HardBreak => {
                self.inline(&span);
                self.found.hard_breaks.push(span);
            }
            Event::SoftBreak | Event::FootnoteReference(_) => {
                self.inline(&span);
                self.in_heading(" ");
            }
            Event::Rule => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, span: Span) {
        let inline = matches!(
            tag,
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. }
        );
        self.paragraph += usize::from(!inline);
        // The text of an item is its first paragraph: it ends where any other block begins.
        let other_block = match tag {
            Tag::Paragraph => self.item.as_ref().is_some_and(|item| !item.text.is_empty()),
            _ => !inline,
        };
        if other_block && self.depth > 1 {
            self.found.items.extend(self.item.take());
        }
        match tag {
            Tag::Heading { level, .. } => self.heading = Some(OpenHeading::new(level, span)),
            Tag::Item if self.depth == 1 => {
                let empty = span.start..span.start;
                self.item = Some(Item { span, checkbox: None, text: empty });
            }
            Tag::Table(_) => {
                self.found.all_tables.push(span.clone());
                if self.depth == 0 {
                    self.table = Some(Table { span, header: Vec::new(), rows: 0 });
                }
            }
            Tag::TableRow => {
                self.last_cell = span.start;
                if let Some(table) = &mut self.table {
                    table.rows += 1;
                }
            }
            Tag::TableCell => {
                self.last_cell = span.end;
                if let Some(table) = self.table.as_mut().filter(|table| table.rows == 0) {
                    let cell = self.source.trim(&span);
                    let text = self.source.slice(&cell).trim_matches('|').trim().to_owned();
                    table.header.push(Spanned::new(text, cell));
                }
            }
            Tag::CodeBlock(kind) => self.start_code(&kind, span),
            Tag::HtmlBlock => {
                lost::scan(self.source, &span, &mut self.embedded, &mut self.found);
                self.opaque.push(span);
            }
            Tag::Link { dest_url, link_type, id, .. } => {
                self.link(span, dest_url.into_string(), link_type, &id);
            }
            Tag::Image { dest_url, link_type, id, .. } => {
                self.heading.iter_mut().for_each(OpenHeading::lose_text);
                self.link(span, dest_url.into_string(), link_type, &id);
            }
            Tag::DefinitionList => self.found.has_terms = true,
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough => self.inline(&span),
            _ => {}
        }
        self.depth += 1;
    }

    fn end(&mut self, tag: TagEnd, span: Span) {
        self.depth = self.depth.saturating_sub(1);
        match tag {
            TagEnd::Heading(_) => {
                self.end_heading();
            }
            TagEnd::TableRow => {
                self.found.lost_cells.extend(lost::rest_of_row(self.source, &span, self.last_cell));
            }
            TagEnd::Item if self.depth == 1 => self.found.items.extend(self.item.take()),
            TagEnd::Table => self.found.tables.extend(self.table.take()),
            TagEnd::CodeBlock => {
                self.code = false;
                if let Some(mut diagram) = self.diagram.take() {
                    diagram.drawing = self.draw(&diagram.code);
                    self.found.diagrams.push(diagram);
                }
            }
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link => {
                self.inline(&span);
            }
            _ => {}
        }
    }

    fn end_heading(&mut self) {
        let Some(open) = self.heading.take() else { return };
        let (heading, words) = open.finish(self.source);
        self.found.swallowed.extend(words);
        let Markdown { headings, nested_headings, .. } = &mut self.found;
        if self.depth == 0 { headings.push(heading) } else { nested_headings.push(heading) }
    }

    fn in_heading(&mut self, text: &str) {
        self.heading.iter_mut().for_each(|heading| heading.push(text));
    }

    /// Extends the open heading or item to the end of an inline.
    fn inline(&mut self, span: &Span) {
        if let Some(heading) = &mut self.heading {
            heading.reach(span);
        }
        if let Some(item) = &mut self.item {
            item.text = if item.text.is_empty() {
                span.clone()
            } else {
                item.text.start..item.text.end.max(span.end)
            };
        }
    }

    fn start_code(&mut self, kind: &CodeBlockKind<'_>, span: Span) {
        self.code = true;
        self.opaque.push(span.clone());
        self.code_spans.push(span.clone());
        if self.depth == 0
            && let CodeBlockKind::Fenced(_) = kind
            && !lost::is_closed(self.source.slice(&span))
        {
            let line = self.source.slice(&span).lines().next().unwrap_or_default();
            self.found.unclosed.push(span.start..span.start + line.len());
        }
        if let CodeBlockKind::Fenced(info) = kind
            && info.split([' ', ',', '\t']).next() == Some("mermaid")
        {
            let drawing = Err(Refusal::OtherKind);
            self.diagram = Some(Diagram { span, code: String::new(), pieces: Vec::new(), drawing });
        }
    }

    /// Draws the next diagram of the file.
    fn draw(&self, code: &str) -> Result<Drawing, Refusal> {
        let count = self.found.diagrams.len() + 1;
        if count > MOST_DIAGRAMS {
            let reason = format!("the file has more than {MOST_DIAGRAMS} diagrams");
            return Err(Refusal::Failure(Failure::new(reason)));
        }
        diagram::render(code, format!("cb-diagram-{}-{count}", slug(stem(&self.source.path))))
    }

    fn link(&mut self, span: Span, url: String, link_type: LinkType, label: &str) {
        self.inline(&span);
        if link_type == LinkType::Email {
            self.opaque.push(span);
            return;
        }
        let place = self.definitions.place(self.source, &span, link_type, label, &url);
        self.found.links.push(Spanned::new(url, place));
        self.opaque.push(span);
    }

    fn formula(&mut self, span: Span, tex: &str, display: bool) {
        self.inline(&span);
        self.heading.iter_mut().for_each(OpenHeading::lose_text);
        let written = self.source.slice(&span).find(tex).filter(|_| !tex.is_empty());
        let start = written.map(|at| span.start + at);
        self.found.math.push(Math { span: span.clone(), tex: start, mathml: math::render(tex, display) });
        self.opaque.push(span);
    }
}
