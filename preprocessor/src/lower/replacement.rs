//! What replaces a piece of an author's text, in each place where the text is shown.
//!
//! In: what was made of the piece. Out: its Markdown, HTML or plain text. Must not know where the piece is.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::model::estimate_mark;
use crate::files::{address, is_markdown, page_of_readme};
use crate::html::escaped;
use crate::parse::embedded::diagram::Drawing;
use crate::parse::markdown::notes::Lab;
use crate::source::Span;

#[derive(Debug)]
pub(super) enum Replacement<'a> {
    Formula {
        mathml: &'a str,
        /// As written, without dollar signs.
        tex: &'a str,
    },
    /// A formula in a fenced block.
    Block(&'a str),
    Diagram(&'a Drawing),
    /// The fence and the settings of a lab, and what its relative link gains on the page of another folder.
    LabStart {
        lab: &'a Lab,
        folder: &'a str,
    },
    LabEnd,
    /// A plot, for the chapter and for a sheet.
    Plot([String; 2]),
    /// A blank line that follows one of these.
    Blank(String),
    Citation(String),
    /// An estimate, by its number on the page: `render` puts it there.
    Estimate(usize),
    /// The start of a link to a quantity.
    FigureStart {
        href: String,
        /// Its name, if it is one of the same page.
        quantity: Option<&'a str>,
    },
    FigureEnd,
    /// The start of the number in it, with how it is written.
    NumberStart(String),
    NumberEnd,
    HeadingId(String),
    FootnoteReference {
        /// The id of the footnote.
        id: String,
        number: usize,
        /// Which of its references this is, from 1; `None` for one without an id, to which nothing leads back.
        nth: Option<usize>,
    },
    /// What is before the text of a footnote.
    FootnoteStart {
        id: String,
        number: usize,
        /// What each line begins with: the marks of the quotes and lists around it.
        margin: String,
    },
    /// What is after the text of a footnote.
    FootnoteEnd {
        id: String,
        number: usize,
        /// The number of references with an id: links lead back to them.
        references: usize,
        margin: String,
        in_paragraph: bool,
    },
    /// White space that is no longer needed.
    Nothing,
    /// A line break, as it is written.
    Break(&'a str),
    /// The attributes of a heading, as they are written: two headings cannot have one id.
    Attributes(&'a str),
    /// What a relative path gains on the page of another folder.
    Folder(&'a str),
    /// Of a link.
    Destination(String),
}

impl<'a> Replacement<'a> {
    /// What is around the part of a lab that is text like any other.
    pub(super) fn of_lab(lab: &'a Lab) -> [(Span, Self); 2] {
        [(lab.head.clone(), Self::LabStart { lab, folder: "" }), (lab.tail.clone(), Self::LabEnd)]
    }

    /// Puts a folder before the link of a lab, if it is one of those that begin at `starts`.
    pub(super) fn move_link(&mut self, starts: &BTreeSet<usize>, to: &'a str) {
        if let Self::LabStart { lab, folder } = self
            && lab.more.as_ref().is_some_and(|more| starts.contains(&more.span.start))
        {
            *folder = to;
        }
    }

    /// Whether it is HTML in the place of a block or of its end, which only a blank line ends.
    pub(super) fn is_block(&self) -> bool {
        matches!(self, Self::Block(_) | Self::Diagram(_) | Self::LabEnd)
    }

    /// For the Markdown or HTML of the chapter.
    pub(super) fn in_chapter(&self) -> Cow<'_, str> {
        match self {
            Self::Formula { mathml, .. } => (*mathml).into(),
            Self::Block(mathml) => paragraph(mathml).into(),
            Self::Diagram(drawing) => figure(&drawing.svg).into(),
            Self::LabStart { lab, folder } => lab_start(lab, folder).into(),
            Self::LabEnd => "\n\n</cb-lab>".into(),
            Self::Plot([chapter, _]) => chapter.into(),
            Self::Blank(text) | Self::Citation(text) => text.into(),
            Self::FigureStart { href, quantity } => {
                let own = quantity.map(|name| format!(" data-quantity=\"{name}\"")).unwrap_or_default();
                format!("<a class=\"cb-figure\" href=\"{href}\"{own}>").into()
            }
            Self::FigureEnd => "</a>".into(),
            Self::NumberStart(look) => {
                format!("<span class=\"cb-figure-number\" data-look=\"{look}\">").into()
            }
            Self::NumberEnd => "</span>".into(),
            Self::Estimate(number) => estimate_mark(*number, false).into(),
            Self::HeadingId(id) => format!(" {{#{id}}}").into(),
            Self::FootnoteReference { id, number, nth } => {
                let own_id = nth.map(|nth| format!(" id=\"{id}-{nth}\"")).unwrap_or_default();
                format!("<sup class=\"footnote-reference\"{own_id}><a href=\"#{id}\" aria-label=\"Note {number}\">{number}</a></sup>").into()
            }
            Self::FootnoteStart { id, number, margin } => {
                footnote(&format!(" id=\"{id}\""), *number, margin).into()
            }
            Self::FootnoteEnd { id, number, references, margin, in_paragraph } => {
                let back = links_back(id, *number, *references);
                let own = if *in_paragraph || back.is_empty() {
                    format!("{back}\n{margin}\n{margin}")
                } else {
                    format!("\n{margin}\n{margin}<p>{}</p>\n{margin}", back.trim_start())
                };
                format!("{own}</aside>\n{margin}").into()
            }
            Self::Nothing => "".into(),
            Self::Break(written) | Self::Attributes(written) | Self::Folder(written) => (*written).into(),
            Self::Destination(url) => url.into(),
        }
    }

    /// In a line of the chapter.
    pub(super) fn in_line(&self) -> Cow<'_, str> {
        if let Self::Break(_) = self { " ".into() } else { self.in_chapter() }
    }

    /// In a line of a sheet.
    pub(super) fn in_line_on_sheet(&self) -> Cow<'_, str> {
        if let Self::Break(_) = self { " ".into() } else { self.on_sheet() }
    }

    /// For a sheet. It has no sources to link to, and its ids must differ from those of the chapter on the same page.
    pub(super) fn on_sheet(&self) -> Cow<'_, str> {
        match self {
            Self::Formula { mathml, .. } => (*mathml).into(),
            Self::Block(mathml) => paragraph(mathml).into(),
            Self::Blank(text) => text.into(),
            Self::Diagram(drawing) => figure(&drawing.with_id(&format!("sheet-{}", drawing.id))).into(),
            Self::Plot([_, sheet]) => sheet.into(),
            Self::HeadingId(id) => format!(" {{#sheet-{id}}}").into(),
            Self::Estimate(number) => estimate_mark(*number, true).into(),
            // What is inside is read on paper.
            Self::LabStart { .. } => "\n".into(),
            Self::Citation(_)
            | Self::FigureStart { .. }
            | Self::FigureEnd
            | Self::NumberStart(_)
            | Self::NumberEnd
            | Self::LabEnd
            | Self::Attributes(_)
            | Self::Nothing => "".into(),
            Self::FootnoteReference { number, .. } => format!("<sup>{number}</sup>").into(),
            Self::FootnoteStart { number, margin, .. } => footnote("", *number, margin).into(),
            Self::FootnoteEnd { margin, .. } => format!("\n{margin}\n{margin}</aside>\n{margin}").into(),
            Self::Break(written) | Self::Folder(written) => (*written).into(),
            Self::Destination(url) => url.into(),
        }
    }

    /// For a text without markup: a formula as it is written.
    pub(super) fn plain(&self) -> Cow<'_, str> {
        match self {
            Self::Formula { tex, .. } => (*tex).into(),
            Self::Break(_) => " ".into(),
            _ => "".into(),
        }
    }
}

fn paragraph(mathml: &str) -> String {
    format!("<p>{mathml}</p>")
}

/// The tag around what is shown where the lab does not run. Its script takes the rest from it.
fn lab_start(lab: &Lab, folder: &str) -> String {
    let name = lab.name.as_ref().map(|name| name.value.as_str()).unwrap_or_default();
    let settings: serde_json::Map<String, serde_json::Value> = lab.settings.iter().cloned().collect();
    let settings = serde_json::Value::Object(settings).to_string();
    let link = lab.more.as_ref().map(|more| page(&format!("{folder}{}", more.value)));
    let more = link.map(|link| format!(" data-more=\"{}\"", attribute(&link)));
    let (name, settings, more) = (attribute(name), attribute(&settings), more.unwrap_or_default());
    format!("\n<cb-lab class=\"cb-lab\" data-lab=\"{name}\" data-settings=\"{settings}\"{more}>\n\n")
}

/// The address of a link to a chapter: mdBook writes it only into what it takes for a link.
fn page(link: &str) -> String {
    let link = page_of_readme(link).unwrap_or_else(|| link.to_owned());
    let (path, rest) = link.split_at(link.find(['#', '?']).unwrap_or(link.len()));
    if is_markdown(path) && !path.contains(':') { address(path) + rest } else { link }
}

/// A value between quotes, on one line.
fn attribute(text: &str) -> String {
    escaped(text).replace(['\n', '\r'], " ")
}

fn figure(svg: &str) -> String {
    format!(
        "<figure class=\"cb-diagram\" tabindex=\"0\" role=\"group\" aria-label=\"Diagram\">{svg}</figure>"
    )
}

/// The start of a footnote, up to its text.
fn footnote(id: &str, number: usize, margin: &str) -> String {
    format!(
        "\n{margin}<aside class=\"cb-footnote\" role=\"note\"{id}>\n{margin}<span class=\"cb-footnote-number\">{number}</span>\n{margin}\n{margin}"
    )
}

/// The links from a footnote to its references.
fn links_back(id: &str, number: usize, references: usize) -> String {
    let link = |nth: usize| {
        let which = if references > 1 { format!(" {nth}") } else { String::new() };
        format!(
            " <a class=\"cb-footnote-back\" href=\"#{id}-{nth}\" aria-label=\"Back to reference{which} of note {number}\">↩</a>"
        )
    };
    (1..=references).map(link).collect()
}
