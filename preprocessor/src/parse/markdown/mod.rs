//! Parses Markdown once and collects everything this program acts on.
//!
//! In: a span of a source. Out: headings, formulas, diagrams, labs, citations, links, lists and tables, each with its place.
//! Formulas and diagrams are rendered on the way, see [`embedded`](super::embedded), and estimates and plots are parsed,
//! see [`estimate`](super::estimate) and [`plot`](super::plot). Must not interpret what it finds.

mod drawing;
mod estimates;
mod extensions;
mod footnote;
mod formulas;
mod heading;
mod html;
mod labs;
mod link;
mod lost;
pub mod notes;
mod pass;
mod plots;
#[cfg(test)]
mod tests;

pub use extensions::placeholders;
pub use pass::options;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Tag, TagEnd};

use self::extensions::may_have_placeholders;
use self::footnote::Footnotes;
use self::heading::OpenHeading;
use self::link::Links;
use self::notes::{Diagram, FootnoteReference, Inner, Item, Markdown, Table};
use self::pass::Pass;
use super::embedded::macros::Macros;
use crate::source::{Source, Span, Spanned, Spans};

/// Parses the Markdown in a span of a source. Its formulas know `macros` and those that a formula before them defines.
pub fn parse_markdown(source: &Source, body: &Span, macros: &Macros) -> Markdown {
    let labs = labs::find(source.slice(body), body.start);
    let text = labs.masked.as_deref().unwrap_or_else(|| source.slice(body));
    let mut parsed = Pass::new(text, body.start);
    let formulas = formulas::find(text, &parsed.events, options(false));
    if let Some(masked) = &formulas.masked {
        parsed = Pass::new(masked, body.start);
    }
    let mut collector = Collector {
        source,
        found: Markdown::default(),
        depth: 0,
        heading: None,
        item: None,
        table: None,
        last_cell: body.start,
        block: None,
        fenced: Vec::new(),
        footnotes: Footnotes::default(),
        code: false,
        may_be_unfinished: may_have_placeholders(text),
        links: parsed.links,
        opaque: Vec::new(),
        code_spans: Vec::new(),
        html: html::Scanner::default(),
    };
    for (event, span) in parsed.events {
        collector.event(event, in_file(&span, body.start));
    }
    collector.found.undefined = link::undefined(source, body, parsed.undefined);
    let Collector { mut found, mut opaque, code_spans, fenced, links, .. } = collector;
    opaque.extend(formulas.found.iter().map(|formula| in_file(&formula.span, body.start)));
    found.placeholders.retain(|span| !formulas.contain(span.start - body.start));
    for heading in found.headings.iter_mut().chain(&mut found.nested_headings) {
        let title = &heading.title.span;
        let title = title.start - body.start..title.end - body.start;
        heading.plain.take_if(|_| formulas.begin_in(&title));
    }
    found.math = formulas.render(fenced, body.start, macros.clone());
    labs::add(labs.found, &mut found, &mut opaque);
    found.unused_definitions = links.unused_definitions;
    extensions::scan(source, body, &Spans::new(opaque), &mut found);
    found.citations.sort_by_key(|citation| citation.span.start);
    found.includes = extensions::includes(source, body, &Spans::new(code_spans));
    found
}

/// The place in the file of a span of a body that begins at `offset`.
fn in_file(span: &Span, offset: usize) -> Span {
    span.start + offset..span.end + offset
}

struct Collector<'a> {
    source: &'a Source,
    found: Markdown,
    /// How many blocks and inlines are open.
    depth: usize,
    heading: Option<OpenHeading>,
    item: Option<Item>,
    table: Option<Table>,
    /// Where the last cell of the current row ends.
    last_cell: usize,
    /// The language, the place and the text of the open block that is rendered.
    block: Option<(Language, Span, Inner)>,
    /// Formulas in fenced blocks.
    fenced: Vec<(Span, Inner)>,
    footnotes: Footnotes,
    /// Whether a code block is open.
    code: bool,
    /// Whether a placeholder is anywhere in the text.
    may_be_unfinished: bool,
    links: Links,
    /// Code, formulas, raw HTML and links: what is in them is no citation, directive or footnote.
    opaque: Vec<Span>,
    code_spans: Vec<Span>,
    html: html::Scanner,
}

/// What a fenced block holds that is rendered.
#[derive(Debug, Clone, Copy)]
enum Language {
    Mermaid,
    Latex,
    Estimate,
    Plot,
}

impl Collector<'_> {
    fn event(&mut self, event: Event<'_>, span: Span) {
        match event {
            Event::Start(tag) => self.start(tag, span),
            Event::End(tag) => self.end(tag, span),
            Event::Text(text) => {
                self.inline(&span);
                self.in_heading(&text);
                let is_ours = matches!(self.block, Some((Language::Estimate | Language::Plot, ..)));
                if let Some((_, _, inner)) = &mut self.block {
                    inner.push(&text, span.start);
                }
                if self.may_be_unfinished && (!self.code || is_ours) {
                    self.found.placeholders.extend(placeholders(self.source, &span));
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
                self.html.scan(self.source, &span, &mut self.found);
                self.opaque.push(span);
            }
            Event::Html(_) => self.opaque.push(span),
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
            Event::SoftBreak => {
                self.inline(&span);
                self.in_heading(" ");
            }
            Event::FootnoteReference(label) => {
                self.inline(&span);
                self.in_heading(" ");
                self.found.footnote_references.push(FootnoteReference { span, label: label.to_lowercase() });
            }
            Event::Rule | Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, span: Span) {
        let inline = matches!(
            tag,
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. }
        );
        self.html.enter(&tag);
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
            Tag::FootnoteDefinition(label) => {
                self.footnotes.start(self.source, &label, &span, self.depth > 0);
            }
            Tag::HtmlBlock => {
                self.html.scan(self.source, &span, &mut self.found);
                self.opaque.push(span);
            }
            Tag::Link { dest_url, .. } if dest_url.starts_with('=') => {
                self.inline(&span);
                let place = self.links.address(&span);
                self.found.figures.extend(estimates::figure(self.source, &span, &dest_url, place));
                self.opaque.push(span);
            }
            Tag::Link { dest_url, link_type, .. } => self.link(span, dest_url.into_string(), link_type),
            Tag::Image { dest_url, link_type, .. } => {
                self.heading.iter_mut().for_each(OpenHeading::lose_text);
                self.link(span, dest_url.into_string(), link_type);
            }
            Tag::DefinitionList => self.found.has_terms = true,
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough => self.inline(&span),
            _ => {}
        }
        self.depth += 1;
    }

    fn end(&mut self, tag: TagEnd, span: Span) {
        self.depth = self.depth.saturating_sub(1);
        self.html.leave(tag);
        match tag {
            TagEnd::Heading(_) => self.end_heading(),
            TagEnd::TableRow => {
                self.found.lost_cells.extend(lost::rest_of_row(self.source, &span, self.last_cell));
            }
            TagEnd::Item if self.depth == 1 => self.found.items.extend(self.item.take()),
            TagEnd::FootnoteDefinition => self.found.footnotes.extend(self.footnotes.end()),
            TagEnd::Paragraph => self.footnotes.end_paragraph(self.source.trim(&span).end),
            TagEnd::Table => self.found.tables.extend(self.table.take()),
            TagEnd::CodeBlock => {
                self.code = false;
                match self.block.take() {
                    Some((Language::Mermaid, span, code)) => {
                        let drawing = drawing::draw(self.source, self.found.diagrams.len() + 1, &code.text);
                        self.found.diagrams.push(Diagram { span, code, drawing });
                    }
                    Some((Language::Latex, span, tex)) => self.fenced.push((span, tex)),
                    Some((Language::Estimate, span, text)) => {
                        estimates::read(self.source, span, text, &mut self.found);
                    }
                    Some((Language::Plot, span, text)) => {
                        self.found.plots.push(plots::read(
                            self.source,
                            self.found.plots.len() + 1,
                            span,
                            text,
                        ));
                    }
                    None => {}
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
        let CodeBlockKind::Fenced(info) = kind else {
            return;
        };
        if self.depth > 0 && labs::is_lab(info) {
            let line = self.source.slice(&span).lines().next().unwrap_or_default();
            self.found.nested_labs.push(span.start..span.start + line.trim_end().len());
        }
        let language = match info.split([' ', ',', '\t']).next() {
            Some("mermaid") => Language::Mermaid,
            Some("math") => Language::Latex,
            Some("estimate") => Language::Estimate,
            Some("plot") => Language::Plot,
            _ => return,
        };
        self.block = Some((language, span, Inner::default()));
    }

    fn link(&mut self, span: Span, url: String, link_type: LinkType) {
        self.inline(&span);
        if link_type == LinkType::Email {
            self.opaque.push(span);
            return;
        }
        let place = self.links.address(&span);
        self.found.links.push(Spanned::new(url, place));
        self.opaque.push(span);
    }
}
