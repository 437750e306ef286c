//! Parses the note behind a quantity: `# assumed 20%..60%, from a talk [@source]`.
//!
//! In: the text behind `#`. Out: where the number comes from, its range, and the words left, with their citations. Must
//! not compare the range with the number.

use super::Flaw;
use super::lexer::{Amount, Units, amount, trimmed};
use crate::parse::cited::citation_ids;
use crate::source::{Span, Spanned};

/// Where an input comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    Reported,
    Measured,
    Assumed,
    Chosen,
}

impl Origin {
    pub const ALL: [(&str, Self); 4] = [
        ("reported", Self::Reported),
        ("measured", Self::Measured),
        ("assumed", Self::Assumed),
        ("chosen", Self::Chosen),
    ];

    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, origin)| *origin == self).map_or("", |(name, _)| name)
    }
}

/// `20%..60%`.
#[derive(Debug, Clone, PartialEq)]
pub struct RawRange {
    pub low: Amount,
    pub high: Amount,
    pub span: Span,
}

/// A piece of the text of a note.
#[derive(Debug, Clone, PartialEq)]
pub enum Piece {
    Text(String),
    /// `[@id; @other]`: its place with the brackets, and the ids.
    Citation(Span, Vec<Spanned<String>>),
}

/// What is behind `#`.
#[derive(Debug, Clone, PartialEq)]
pub struct RawNote {
    pub origin: Option<Origin>,
    pub range: Option<RawRange>,
    /// What is left, in order.
    pub pieces: Vec<Piece>,
}

/// `span` begins with `#`.
pub(super) fn note<'a>(text: &'a str, span: Span, units: &mut Units<'a>) -> Result<RawNote, Flaw> {
    let start = span.start + 1;
    let mut rest = trimmed(text, start..span.end);
    let written = &text[rest.clone()];
    let word = written.find(|c: char| !c.is_alphabetic()).unwrap_or(written.len());
    let origin = Origin::ALL.iter().find(|(name, _)| *name == &written[..word]).map(|(_, origin)| *origin);
    let mut range = None;
    if origin.is_some() {
        rest = trimmed(text, rest.start + word..rest.end);
        if let Some(low) = amount(&text[rest.clone()], rest.start, units) {
            let low = low?;
            let behind = text[low.span.end..rest.end].trim_start();
            let Some(high) = behind.strip_prefix("..").map(str::trim_start) else {
                let help = "write a range such as `20%..60%`, or put words before the number";
                return Err(Flaw::new(low.span, "this is not a range", help));
            };
            let at = rest.end - high.len();
            let Some(high) = amount(high, at, units) else {
                let help = "write a range such as `20%..60%`";
                return Err(Flaw::new(low.span.start..at, "this range has no end", help));
            };
            let high = high?;
            let found = low.span.start..high.span.end;
            rest = found.end..rest.end;
            range = Some(RawRange { low, high, span: found });
        }
    }
    let written = text[rest.clone()].trim_start_matches([',', ':', ';', ' ', '\t']);
    let pieces = pieces(written, rest.end - written.len());
    Ok(RawNote { origin, range, pieces })
}

/// Cuts the text of a note at its citations.
fn pieces(text: &str, start: usize) -> Vec<Piece> {
    let mut found = Vec::new();
    let mut from = 0;
    for (at, _) in text.match_indices("[@") {
        let Some(length) = text[at + 1..].find(['[', ']']).filter(|_| at >= from) else { continue };
        let inner = &text[at + 1..at + 1 + length];
        let is_closed = text[at + 1 + length..].starts_with(']');
        let Some(ids) = citation_ids(inner, start + at + 1).filter(|_| is_closed) else { continue };
        found.extend(words(&text[from..at]));
        from = at + length + 2;
        found.push(Piece::Citation(start + at..start + from, ids));
    }
    found.extend(words(&text[from..]));
    found
}

fn words(text: &str) -> Option<Piece> {
    let text = text.trim();
    (!text.is_empty()).then(|| Piece::Text(text.to_owned()))
}
