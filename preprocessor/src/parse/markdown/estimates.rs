//! Estimates and the links to their quantities.
//!
//! In: the text of a block marked `estimate`, or a link to `=name`. Out: both with their places in the file. Must not
//! know which quantities there are.

use super::notes::{Citation, Estimate, Figure, Inner, Load, Markdown};
use crate::parse::estimate::Flaw;
use crate::parse::estimate::block::{self, Line};
use crate::parse::estimate::note::{Piece, RawNote};
use crate::parse::estimate::quote::quote;
use crate::source::{Source, Span, Spanned};

/// Adds an estimate, and what its notes cite.
pub(super) fn read(source: &Source, span: Span, text: Inner, found: &mut Markdown) {
    let (lines, flaws) = block::parse(&text.text);
    let mut estimate =
        Estimate { span, text, load: Load::First, result: None, lines: Vec::new(), flaws: Vec::new() };
    estimate.flaws =
        flaws.into_iter().map(|flaw| Flaw { span: estimate.place(&flaw.span), ..flaw }).collect();
    read_settings(source, &mut estimate);
    let notes = lines.iter().filter_map(|line| match line {
        Line::Quantity(quantity) => quantity.note.as_ref(),
        Line::Title(_) | Line::Broken(_) => None,
    });
    found.citations.extend(notes.flat_map(|note| citations(note, &estimate)));
    estimate.lines = lines;
    found.estimates.push(estimate);
}

/// Reads `load=daily result=gpus` in the first line.
fn read_settings(source: &Source, estimate: &mut Estimate) {
    let line = source.slice(&estimate.span).lines().next().unwrap_or_default();
    let Some(mark) = line.find("estimate").map(|at| at + "estimate".len()) else { return };
    let mut at = mark;
    while let Some(word) = line[at..].split_whitespace().next() {
        let from = line[at..].find(word).map_or(at, |gap| at + gap);
        at = from + word.len();
        let start = estimate.span.start + from;
        let value = word.split_once('=').filter(|(_, value)| !value.is_empty()).map(|(key, value)| {
            (key, Spanned::new(value.to_owned(), start + key.len() + 1..start + word.len()))
        });
        match value {
            Some(("load", value)) if matches!(estimate.load, Load::First) => {
                estimate.load = if value.value == "none" { Load::Nothing } else { Load::Named(value) };
            }
            Some(("result", value)) if estimate.result.is_none() => estimate.result = Some(value),
            _ => {
                let message = format!("`{word}` means nothing here");
                let help = "write `load=` and `result=`, each with the name of a quantity and at most once";
                estimate.flaws.push(Flaw::new(start..start + word.len(), message, help));
            }
        }
    }
}

fn citations<'a>(note: &'a RawNote, estimate: &'a Estimate) -> impl Iterator<Item = Citation> + 'a {
    note.pieces.iter().filter_map(|piece| match piece {
        Piece::Citation(span, ids) => {
            let id = |id: &Spanned<String>| Spanned::new(id.value.clone(), estimate.place(&id.span));
            Some(Citation { span: estimate.place(span), ids: ids.iter().map(id).collect() })
        }
        Piece::Text(_) => None,
    })
}

/// A link to `=name`, whose address is written at `place`; `None` where its text has no end.
pub(super) fn figure(source: &Source, link: &Span, url: &str, place: Span) -> Option<Figure> {
    let written = source.slice(link);
    let close = written.rfind("](").or_else(|| written.rfind("][")).or_else(|| written.rfind(']'))?;
    let text = link.start + 1..link.start + close.max(1);
    let (target, place) = match source.slice(&place) == url {
        true => (&url[1..], place.start + 1..place.end),
        false => (&url[1..], place),
    };
    Some(Figure {
        span: link.clone(),
        quote: quote(source.slice(&text), text.start),
        target: Spanned::new(target.to_owned(), place),
        text,
    })
}
