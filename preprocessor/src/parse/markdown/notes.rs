//! What the parser finds in a Markdown text: everything this program acts on, with its place.
//!
//! Made by [`parse_markdown`](super::parse_markdown). Must hold no logic but the way from a place in a formula or a diagram
//! to one in the file.

use crate::parse::directive::Directive;
use crate::parse::embedded::Failure;
use crate::parse::embedded::diagram::{Drawing, Refusal};
use crate::parse::estimate::Flaw;
use crate::parse::estimate::block::Line;
use crate::parse::estimate::quote::Quote;
use crate::parse::plot::RawPlot;
use crate::source::{Source, Span, Spanned};

/// A heading outside lists and quotes.
#[derive(Debug, Clone)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// The whole heading, to the end of its last line.
    pub span: Span,
    /// The text as written, with its Markdown.
    pub title: Spanned<String>,
    /// `{#id .class}`, with its braces.
    pub attributes: Option<Span>,
    /// The text without its Markdown; `None` where an image or HTML is in it.
    pub plain: Option<String>,
}

impl Heading {
    /// The id that the author gives to it: `{#id}`.
    pub fn id(&self, source: &Source) -> Option<Spanned<String>> {
        let span = self.attributes.as_ref()?;
        let text = source.slice(span);
        let begins_word = |at: usize| text[..at].ends_with(|c: char| c == '{' || c.is_whitespace());
        let start = text.match_indices('#').find(|(at, _)| begins_word(*at))?.0 + 1;
        let length = text[start..].find(|c: char| c.is_whitespace() || c == '}')?;
        let id = &text[start..start + length];
        Some(Spanned::new(id.to_owned(), span.start + start..span.start + start + length))
    }
}

/// The text of a formula, a diagram, an estimate or a plot, without the prefixes that a quote or a list adds to its lines.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Inner {
    pub text: String,
    pieces: Vec<Piece>,
}

/// A piece of such a text that is in the file without gaps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Piece {
    /// Where it begins in the text.
    in_text: usize,
    /// Where it begins in the file.
    in_file: usize,
}

impl Inner {
    /// Adds a piece that begins at a place in the file.
    pub(super) fn push(&mut self, text: &str, in_file: usize) {
        if !text.is_empty() {
            self.pieces.push(Piece { in_text: self.text.len(), in_file });
            self.text.push_str(text);
        }
    }

    /// Moves all places.
    pub(super) fn shift(&mut self, by: usize) {
        self.pieces.iter_mut().for_each(|piece| piece.in_file += by);
    }

    /// The place in the file of a span of the text; `None` if the text is empty.
    pub fn place(&self, span: &Span) -> Option<Span> {
        let place = |at: usize, from: usize| {
            let after = self.pieces.partition_point(|piece| piece.in_text <= from);
            let piece = self.pieces.get(after.saturating_sub(1))?;
            Some(piece.in_file + at - piece.in_text)
        };
        let start = place(span.start, span.start)?;
        Some(start..place(span.end, span.end.saturating_sub(1).max(span.start))?.max(start))
    }
}

#[derive(Debug, Clone)]
pub struct Math {
    /// With its dollar signs or fences.
    pub span: Span,
    /// The LaTeX; empty if the formula is not complete.
    pub tex: Inner,
    /// Whether it is a fenced block marked `math`.
    pub fenced: bool,
    /// MathML, or why there is none.
    pub mathml: Result<String, Failure>,
}

/// A fenced block marked `mermaid`.
#[derive(Debug, Clone)]
pub struct Diagram {
    /// With its fences.
    pub span: Span,
    pub code: Inner,
    /// The drawing, or why there is none.
    pub drawing: Result<Drawing, Refusal>,
}

/// A fenced block marked `estimate`.
#[derive(Debug, Clone)]
pub struct Estimate {
    /// With its fences.
    pub span: Span,
    pub text: Inner,
    pub load: Load,
    /// The quantity that matters: `result=gpus` behind the mark.
    pub result: Option<Spanned<String>>,
    pub lines: Vec<Line>,
    /// What is wrong with it, at places in the file.
    pub flaws: Vec<Flaw>,
}

impl Estimate {
    /// The place in the file of a place in its text.
    pub fn place(&self, span: &Span) -> Span {
        self.text.place(span).unwrap_or_else(|| self.span.clone())
    }

    /// The names behind the mark.
    pub fn names(&self) -> impl Iterator<Item = &Spanned<String>> {
        let load = match &self.load {
            Load::Named(name) => Some(name),
            Load::First | Load::Nothing => None,
        };
        load.into_iter().chain(&self.result)
    }
}

/// What grows.
#[derive(Debug, Clone)]
pub enum Load {
    /// The first input: nothing is said.
    First,
    /// `load=daily` behind the mark.
    Named(Spanned<String>),
    /// `load=none`.
    Nothing,
}

/// A fenced block marked `plot`.
#[derive(Debug, Clone)]
pub struct Plot {
    /// With its fences.
    pub span: Span,
    pub text: Inner,
    /// What its element ids begin with.
    pub id: String,
    pub raw: RawPlot,
    /// What is wrong with it, at places in the file.
    pub flaws: Vec<Flaw>,
}

impl Plot {
    /// The place in the file of a place in its text.
    pub fn place(&self, span: &Span) -> Span {
        self.text.place(span).unwrap_or_else(|| self.span.clone())
    }
}

/// A link to a quantity: `[53k requests a second](=peak)`.
#[derive(Debug, Clone)]
pub struct Figure {
    pub span: Span,
    /// What is between its brackets.
    pub text: Span,
    /// `peak` or `pin-recs/peak`.
    pub target: Spanned<String>,
    /// The number in its text, if there is one.
    pub quote: Option<Quote>,
}

/// A fenced block marked `lab`. Everything in it but fences and settings is Markdown of the text around it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Lab {
    /// The opening line.
    pub fence: Span,
    /// From the opening fence to what is shown where the lab does not run.
    pub head: Span,
    /// From the end of that to the end of the closing fence.
    pub tail: Span,
    /// Which lab: the name of its script.
    pub name: Option<Spanned<String>>,
    /// Where its lesson is treated: a link.
    pub more: Option<Spanned<String>>,
    /// Sorted by name; texts, numbers, and true or false.
    pub settings: Vec<(String, serde_json::Value)>,
    pub mistakes: Vec<LabMistake>,
}

/// What is wrong with a setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabMistake {
    pub span: Span,
    /// One fact, for a message.
    pub fact: String,
}

/// `[@id]` or `[@id; @other]`.
#[derive(Debug, Clone)]
pub struct Citation {
    /// With its brackets.
    pub span: Span,
    /// The ids, without `@`.
    pub ids: Vec<Spanned<String>>,
}

/// An item of a list that is not inside a quote or another list.
#[derive(Debug, Clone)]
pub struct Item {
    pub span: Span,
    /// The `[ ]` box, if it has one.
    pub checkbox: Option<Span>,
    /// Its own text, without the box and without nested blocks.
    pub text: Span,
}

/// A table outside quotes and lists.
#[derive(Debug, Clone)]
pub struct Table {
    pub span: Span,
    /// The cells of the header.
    pub header: Vec<Spanned<String>>,
    /// The number of rows below the header.
    pub rows: usize,
}

/// `{{#casebook name}}`.
#[derive(Debug, Clone)]
pub struct RawDirective {
    /// With its braces.
    pub span: Span,
    /// As written; empty where there is none.
    pub name: Spanned<String>,
    /// `None` where no directive has this name.
    pub directive: Option<Directive>,
}

/// A directive with which mdBook puts a file into the text: `{{#include file}}`.
#[derive(Debug, Clone)]
pub struct Include {
    /// With its braces.
    pub span: Span,
    /// The path as written, without lines and anchors.
    pub path: Spanned<String>,
    /// Whether it is in code, whose text is not compiled anyway.
    pub in_code: bool,
}

/// `[^label]` of a footnote that is defined.
#[derive(Debug, Clone)]
pub struct FootnoteReference {
    pub span: Span,
    /// In lower case.
    pub label: String,
}

/// The definition of a footnote.
#[derive(Debug, Clone)]
pub struct Footnote {
    /// To the end of its text.
    pub span: Span,
    /// In lower case.
    pub label: String,
    /// `[^label]:`, with the space after it.
    pub marker: Span,
    /// Whether its last block is a paragraph.
    pub ends_in_paragraph: bool,
    /// Whether it is in a list or a quote.
    pub nested: bool,
}

/// What a tag in HTML does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TagKind {
    Start,
    End,
    /// `<div/>`: a browser ignores the slash.
    SelfClosing,
}

/// A tag in HTML that needs a partner.
#[derive(Debug, Clone)]
pub struct Tag {
    /// With its brackets.
    pub span: Span,
    /// In lower case.
    pub name: String,
    pub kind: TagKind,
    /// The number of the Markdown element in which it is, such as a paragraph; 0 if it is in none.
    pub container: usize,
}

/// Everything that was found, each kind in text order.
#[derive(Debug, Clone, Default)]
pub struct Markdown {
    pub headings: Vec<Heading>,
    /// Headings inside lists and quotes.
    pub nested_headings: Vec<Heading>,
    pub math: Vec<Math>,
    pub diagrams: Vec<Diagram>,
    pub estimates: Vec<Estimate>,
    pub figures: Vec<Figure>,
    pub labs: Vec<Lab>,
    /// The opening lines of labs in lists and quotes, where there can be none.
    pub nested_labs: Vec<Span>,
    pub plots: Vec<Plot>,
    pub citations: Vec<Citation>,
    /// The destinations of links and images.
    pub links: Vec<Spanned<String>>,
    /// The same of HTML.
    pub addresses: Vec<Spanned<String>>,
    pub items: Vec<Item>,
    pub tables: Vec<Table>,
    /// Every table, in quotes and lists too.
    pub all_tables: Vec<Span>,
    /// What a row of a table has beyond the columns of its header: no browser shows it.
    pub lost_cells: Vec<Span>,
    pub directives: Vec<RawDirective>,
    pub includes: Vec<Include>,
    pub footnote_references: Vec<FootnoteReference>,
    pub footnotes: Vec<Footnote>,
    /// References to footnotes that are not defined: Markdown takes them for text.
    pub undefined_footnotes: Vec<Span>,
    /// Tags without those that need no partner, such as `<br>`.
    pub tags: Vec<Tag>,
    /// HTML comments.
    pub comments: Vec<Span>,
    /// What looks like a tag or an attribute of a heading and is neither: no browser shows it.
    pub swallowed: Vec<Span>,
    /// Definitions of links that no link uses.
    pub unused_definitions: Vec<Span>,
    /// Links by a label that nothing defines: `[text][label]`.
    pub undefined: Vec<Span>,
    /// Whether there is a list of terms and their definitions.
    pub has_terms: bool,
    /// The openings of comments and blocks of code that nothing closes.
    pub unclosed: Vec<Span>,
    /// Line breaks that are written as one: a backslash or two spaces at the end of a line.
    pub hard_breaks: Vec<Span>,
    /// `TODO`, `TBD` and `FIXME`.
    pub placeholders: Vec<Span>,
}
