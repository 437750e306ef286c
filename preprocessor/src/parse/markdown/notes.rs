//! What is noted in a Markdown text: everything this program acts on, with its place.
//!
//! Made by [`markdown`](super::markdown), in the order of the text. Must hold no
//! logic but the way from a place in a diagram to one in the file.

use crate::parse::directive::Directive;
use crate::parse::embedded::Failure;
use crate::parse::embedded::diagram::{Drawing, Refusal};
use crate::source::{Span, Spanned};

/// A heading outside of lists and quotes.
#[derive(Debug, Clone)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// The whole heading, to the end of its last line.
    pub span: Span,
    /// Its text as written.
    pub title: Spanned<String>,
}

/// A formula.
#[derive(Debug, Clone)]
pub struct Math {
    /// With its dollar signs.
    pub span: Span,
    /// Where the formula itself begins, if it stands in the file as it was read.
    pub tex: Option<usize>,
    /// MathML, or why there is none.
    pub mathml: Result<String, Failure>,
}

/// A fenced block marked `mermaid`.
#[derive(Debug, Clone)]
pub struct Diagram {
    /// With its fences.
    pub span: Span,
    /// The diagram's own text, without what a quote or a list puts before its lines.
    pub code: String,
    /// Where pieces of the text begin: in the text, and in the file.
    pub pieces: Vec<(usize, usize)>,
    /// The drawing, or why there is none.
    pub drawing: Result<Drawing, Refusal>,
}

impl Diagram {
    /// The place in the file of a span of the diagram's text.
    pub fn place(&self, span: &Span) -> Span {
        let place = |at: usize, from: usize| {
            let after = self.pieces.partition_point(|(start, _)| *start <= from);
            let piece = self.pieces.get(after.saturating_sub(1));
            piece.map_or(self.span.start, |(start, in_file)| in_file + at - start)
        };
        let start = place(span.start, span.start);
        start..place(span.end, span.end.saturating_sub(1).max(span.start)).max(start)
    }
}

/// `[@id]` or `[@id; @other]`.
#[derive(Debug, Clone)]
pub struct Citation {
    /// With its brackets.
    pub span: Span,
    /// The ids, without `@`.
    pub ids: Vec<Spanned<String>>,
}

/// An item of a list that stands outside of quotes and other lists.
#[derive(Debug, Clone)]
pub struct Item {
    /// The whole item.
    pub span: Span,
    /// The `[ ]` box, if it has one.
    pub checkbox: Option<Span>,
    /// Its own text, without the box and without what is nested in it.
    pub text: Span,
}

/// A table outside of quotes and lists.
#[derive(Debug, Clone)]
pub struct Table {
    /// The whole table.
    pub span: Span,
    /// The texts of the header's cells.
    pub header: Vec<Spanned<String>>,
    /// How many rows follow the header.
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

/// All that was noted.
#[derive(Debug, Clone, Default)]
pub struct Markdown {
    /// See [`Heading`].
    pub headings: Vec<Heading>,
    /// See [`Math`].
    pub math: Vec<Math>,
    /// See [`Diagram`].
    pub diagrams: Vec<Diagram>,
    /// See [`Citation`].
    pub citations: Vec<Citation>,
    /// The destinations of links and images.
    pub links: Vec<Spanned<String>>,
    /// See [`Item`].
    pub items: Vec<Item>,
    /// See [`Table`].
    pub tables: Vec<Table>,
    /// See [`RawDirective`].
    pub directives: Vec<RawDirective>,
    /// Words such as `TODO` that a finished text does not hold.
    pub placeholders: Vec<Span>,
}
