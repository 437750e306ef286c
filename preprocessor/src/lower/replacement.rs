//! What replaces a piece of an author's text, in each place where the text is shown.
//!
//! In: what was made of the piece. Out: its Markdown, HTML or plain text. Must not know where the piece is.

use std::borrow::Cow;

use crate::parse::embedded::diagram::Drawing;

#[derive(Debug)]
pub(super) enum Replacement<'a> {
    Formula {
        mathml: &'a str,
        /// As written, without dollar signs.
        tex: &'a str,
    },
    Diagram(&'a Drawing),
    Citation(String),
    HeadingId(String),
    /// A line break, as it is written.
    Break(&'a str),
    /// The attributes of a heading, as they are written: two headings cannot have one id.
    Attributes(&'a str),
    /// What a relative path gains on the page of another folder.
    Folder(&'a str),
}

impl Replacement<'_> {
    /// For the Markdown or HTML of the chapter.
    pub(super) fn in_chapter(&self) -> Cow<'_, str> {
        match self {
            Self::Formula { mathml, .. } => (*mathml).into(),
            Self::Diagram(drawing) => figure(&drawing.svg).into(),
            Self::Citation(html) => html.into(),
            Self::HeadingId(id) => format!(" {{#{id}}}").into(),
            Self::Break(written) | Self::Attributes(written) | Self::Folder(written) => (*written).into(),
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
            Self::Diagram(drawing) => figure(&drawing.with_id(&format!("sheet-{}", drawing.id))).into(),
            Self::HeadingId(id) => format!(" {{#sheet-{id}}}").into(),
            Self::Citation(_) | Self::Attributes(_) => "".into(),
            Self::Break(written) | Self::Folder(written) => (*written).into(),
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

fn figure(svg: &str) -> String {
    format!(
        "<figure class=\"cb-diagram\" tabindex=\"0\" role=\"group\" aria-label=\"Diagram\">{svg}</figure>"
    )
}
