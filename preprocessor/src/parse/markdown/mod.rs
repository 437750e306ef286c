//! Reads Markdown once and notes everything this program acts on.
//!
//! In: a span of a source. Out: headings, formulas, diagrams, citations, links,
//! lists and tables, each with its place, in the order of the text. What the
//! notes mean is for the callers. Must not change or render anything.

mod bare;
pub mod notes;

use std::collections::HashMap;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};

use self::bare::{Dollar, Opaque};
use self::notes::{Diagram, Heading, Item, Markdown, Math, Table};
use super::embedded::diagram::{self, Refusal};
use super::embedded::{Failure, math};
use crate::files::stem;
use crate::slug::slug;
use crate::source::{Source, Span, Spanned};

/// The most diagrams that are drawn in a file: each costs a millisecond.
const MOST_DIAGRAMS: usize = 200;

fn options() -> Options {
    // What mdBook sets, and formulas.
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_GFM
        | Options::ENABLE_MATH
}

/// Reads the Markdown in a span of a source.
pub fn read(source: &Source, body: &Span) -> Markdown {
    let mut reader = Reader {
        source,
        offset: body.start,
        found: Markdown::default(),
        depth: 0,
        heading: None,
        item: None,
        table: None,
        diagram: None,
        code: false,
        paragraph: 0,
        dollars: Vec::new(),
        definitions: HashMap::new(),
        opaque: Vec::new(),
    };
    let events = Parser::new_ext(source.slice(body), options()).into_offset_iter();
    let definitions = events.reference_definitions().iter();
    reader.definitions =
        definitions.map(|(label, definition)| (label.to_lowercase(), definition.span.clone())).collect();
    for (event, span) in events {
        reader.event(event, span);
    }
    let Reader { mut found, opaque, dollars, .. } = reader;
    bare::scan(source, body, &Opaque::new(opaque), &mut found);
    found.math.extend(bare::unread_formulas(source, &dollars));
    found
}

struct Reader<'a> {
    source: &'a Source,
    offset: usize,
    found: Markdown,
    /// How many blocks are open.
    depth: usize,
    heading: Option<OpenHeading>,
    item: Option<Item>,
    table: Option<Table>,
    diagram: Option<Diagram>,
    /// Whether a code block is open.
    code: bool,
    /// Counts paragraphs, headings and cells: no formula reaches from one into the next.
    paragraph: usize,
    dollars: Vec<Dollar>,
    /// Where the targets of links by reference are defined, by label, relative to the body.
    definitions: HashMap<String, Span>,
    /// Code, formulas, raw HTML and links: no citation and no directive starts in them.
    opaque: Vec<Span>,
}

/// A heading while it is read.
struct OpenHeading {
    level: u8,
    span: Span,
    /// From the first to the last inline so far.
    title: Option<Span>,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, span: Span) {
        let span = span.start + self.offset..span.end + self.offset;
        match event {
            Event::Start(tag) => self.start(tag, span),
            Event::End(tag) => self.end(tag, span),
            Event::Text(text) => {
                self.inline(&span);
                if let Some(diagram) = &mut self.diagram {
                    diagram.pieces.push((diagram.code.len(), span.start));
                    diagram.code.push_str(&text);
                } else if !self.code {
                    bare::placeholders(self.source, &span, &mut self.found.placeholders);
                    bare::dollars(self.source, &span, self.paragraph, &mut self.dollars);
                }
            }
            Event::Code(_) | Event::InlineHtml(_) => {
                self.inline(&span);
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
            Event::SoftBreak | Event::HardBreak | Event::FootnoteReference(_) => {
                self.inline(&span);
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
        match tag {
            Tag::Heading { level, .. } if self.depth == 0 => {
                self.heading = Some(OpenHeading { level: rank(level), span, title: None });
            }
            Tag::Item if self.depth == 1 => {
                let empty = span.start..span.start;
                self.item = Some(Item { span, checkbox: None, text: empty });
            }
            // What is nested in an item is not its own text.
            Tag::List(_) | Tag::BlockQuote(_) => {
                if self.depth > 1
                    && let Some(item) = self.item.take()
                {
                    self.found.items.push(item);
                }
            }
            Tag::Table(_) if self.depth == 0 => {
                self.table = Some(Table { span, header: Vec::new(), rows: 0 });
            }
            Tag::TableRow => {
                if let Some(table) = &mut self.table {
                    table.rows += 1;
                }
            }
            Tag::TableCell => {
                if let Some(table) = self.table.as_mut().filter(|table| table.rows == 0) {
                    let cell = self.source.trim(&span);
                    let text = self.source.slice(&cell).trim_matches('|').trim().to_owned();
                    table.header.push(Spanned::new(text, cell));
                }
            }
            Tag::CodeBlock(kind) => {
                self.code = true;
                self.opaque.push(span.clone());
                if let CodeBlockKind::Fenced(info) = kind
                    && info.split([' ', ',', '\t']).next() == Some("mermaid")
                {
                    let drawing = Err(Refusal::OtherKind);
                    self.diagram = Some(Diagram { span, code: String::new(), pieces: Vec::new(), drawing });
                }
            }
            Tag::HtmlBlock => self.opaque.push(span),
            Tag::Link { dest_url, link_type, id, .. } | Tag::Image { dest_url, link_type, id, .. } => {
                self.inline(&span);
                let by_reference =
                    matches!(link_type, LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut);
                let definition = self.definitions.get(&id.to_lowercase()).filter(|_| by_reference);
                let place = definition.map_or_else(
                    || destination(self.source, &span, "](", &dest_url),
                    |of| {
                        destination(
                            self.source,
                            &(of.start + self.offset..of.end + self.offset),
                            "]:",
                            &dest_url,
                        )
                    },
                );
                self.found.links.push(Spanned::new(dest_url.into_string(), place));
                self.opaque.push(span);
            }
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough => self.inline(&span),
            _ => {}
        }
        self.depth += 1;
    }

    fn end(&mut self, tag: TagEnd, span: Span) {
        self.depth = self.depth.saturating_sub(1);
        match tag {
            TagEnd::Heading(_) => {
                if let Some(OpenHeading { level, span, title }) = self.heading.take() {
                    let title = self.source.trim(&title.unwrap_or(span.clone().end..span.end));
                    let text = self.source.slice(&title).to_owned();
                    self.found.headings.push(Heading { level, span, title: Spanned::new(text, title) });
                }
            }
            TagEnd::Item if self.depth == 1 => self.found.items.extend(self.item.take()),
            TagEnd::Table => self.found.tables.extend(self.table.take()),
            TagEnd::CodeBlock => {
                self.code = false;
                if let Some(mut diagram) = self.diagram.take() {
                    let slug = slug(stem(&self.source.path));
                    let count = self.found.diagrams.len() + 1;
                    diagram.drawing = if count > MOST_DIAGRAMS {
                        let reason = format!("the file has more than {MOST_DIAGRAMS} diagrams");
                        Err(Refusal::Failure(Failure::new(reason)))
                    } else {
                        diagram::render(&diagram.code, format!("cb-diagram-{slug}-{count}"))
                    };
                    self.found.diagrams.push(diagram);
                }
            }
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link => {
                self.inline(&span);
            }
            _ => {}
        }
    }

    /// Lets the open heading or item reach to the end of an inline.
    fn inline(&mut self, span: &Span) {
        let reach = |open: &Span| open.start..open.end.max(span.end);
        if let Some(OpenHeading { title, .. }) = &mut self.heading {
            *title = Some(title.as_ref().map_or(span.clone(), reach));
        }
        if let Some(item) = &mut self.item {
            item.text = if item.text.is_empty() { span.clone() } else { reach(&item.text) };
        }
    }

    fn formula(&mut self, span: Span, tex: &str, display: bool) {
        self.inline(&span);
        let written = self.source.slice(&span).find(tex).filter(|_| !tex.is_empty());
        let start = written.map(|at| span.start + at);
        self.found.math.push(Math { span: span.clone(), tex: start, mathml: math::render(tex, display) });
        self.opaque.push(span);
    }
}

fn rank(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

/// The place of a link's destination inside the link, or the link where it cannot be found.
fn destination(source: &Source, link: &Span, opening: &str, url: &str) -> Span {
    let text = source.slice(link);
    let from = text.rfind(opening).map_or(0, |at| at + opening.len());
    match text[from..].find(url).filter(|_| !url.is_empty()) {
        Some(at) => link.start + from + at..link.start + from + at + url.len(),
        None => link.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_all(text: &str) -> (Source, Markdown) {
        let source = Source::new("f.md", text);
        let found = read(&source, &(0..text.len()));
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
        let items: Vec<_> =
            found.items.iter().map(|i| (i.checkbox.is_some(), source.slice(&i.text))).collect();
        assert_eq!(items, [(true, "L5: says *so* ^id"), (false, "plain")]);
    }

    #[test]
    fn notes_diagrams_tables_links_and_placeholders() {
        let (source, found) = read_all(
            "```mermaid\nflowchart LR\n```\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\n[x](a/b.md#c) TODO TODOS `TODO`\n",
        );
        assert_eq!(found.diagrams[0].code, "flowchart LR\n");
        assert_eq!(found.tables[0].header.iter().map(|c| c.value.as_str()).collect::<Vec<_>>(), ["A", "B"]);
        assert_eq!(found.tables[0].rows, 1);
        assert_eq!(source.slice(&found.links[0].span), "a/b.md#c");
        assert_eq!(found.placeholders.len(), 1);
    }
}
