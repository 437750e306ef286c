//! Parses an axis: `load (requests/s), 0..100k, log`.
//!
//! In: the text behind `x:` or `y:`. Out: its label, unit, range and whether it is logarithmic. Must not compute the
//! range.

use crate::parse::estimate::Flaw;
use crate::parse::estimate::expression::{self, Expression};
use crate::parse::estimate::lexer::{Units, trimmed, written_unit};
use crate::parse::estimate::units::Unit;
use crate::source::Span;

/// The longest label, in characters: more is wider than a plot on a phone.
const LONGEST_LABEL: usize = 44;

#[derive(Debug, Clone, PartialEq)]
pub struct RawAxis {
    /// Without its unit.
    pub label: String,
    /// The unit in the parentheses at the end of the label, as it is written.
    pub unit: Option<(Unit, String)>,
    /// From the low to the high end, and the place of both.
    pub range: Option<(Expression, Expression, Span)>,
    pub is_log: bool,
    /// Everything behind `x:`.
    pub span: Span,
}

/// `span` is what is behind `x:`, without white space around it.
pub(super) fn axis<'a>(text: &'a str, span: &Span, units: &mut Units<'a>) -> Result<RawAxis, Flaw> {
    let mut end = span.end;
    let (mut range, mut is_log) = (None, false);
    while let Some(comma) = last_comma(&text[span.start..end]) {
        let option = trimmed(text, span.start + comma + 1..end);
        let written = &text[option.clone()];
        match written {
            "log" if !is_log => is_log = true,
            _ if written.contains("..") && range.is_none() => range = Some(self::range(text, option, units)?),
            _ => break,
        }
        end = span.start + comma;
    }
    let label = trimmed(text, span.start..end);
    if label.is_empty() {
        let help = "write what it shows, and its unit in parentheses: `x: load (requests/s)`";
        return Err(Flaw::new(span.clone(), "the axis has no label", help));
    }
    if text[label.clone()].chars().count() > LONGEST_LABEL {
        let message = format!("this label has more than {LONGEST_LABEL} characters");
        return Err(Flaw::new(label, message, "shorten it: a phone shows no more"));
    }
    let (label, unit) = unit_of(&text[label]);
    Ok(RawAxis { label, unit, range, is_log, span: span.clone() })
}

/// The last comma that is in no parentheses.
fn last_comma(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    text.char_indices().rev().find_map(|(at, c)| {
        match c {
            ')' => depth += 1,
            '(' => depth = depth.saturating_sub(1),
            _ => {}
        }
        (c == ',' && depth == 0).then_some(at)
    })
}

/// Two expressions with `..` between them.
pub(super) fn range<'a>(
    text: &'a str,
    span: Span,
    units: &mut Units<'a>,
) -> Result<(Expression, Expression, Span), Flaw> {
    let dots = text[span.clone()].find("..").map_or(span.end, |at| span.start + at);
    let behind = (dots + 2).min(span.end);
    let low = expression::parse(&text[span.start..dots], span.start, units)?;
    let high = expression::parse(&text[behind..span.end], behind, units)?;
    Ok((low, high, span))
}

/// `latency (ms)`: the label and its unit. What is in parentheses and is no unit is part of the label.
fn unit_of(label: &str) -> (String, Option<(Unit, String)>) {
    let found = label.strip_suffix(')').and_then(|rest| rest.rsplit_once('('));
    let unit = found.and_then(|(before, written)| match written_unit(written) {
        Some(Ok((unit, length))) if length == written.len() => {
            Some((before.trim_end().to_owned(), Some((unit, written.to_owned()))))
        }
        _ => None,
    });
    unit.unwrap_or_else(|| (label.to_owned(), None))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_axis_is_a_label_with_what_follows_it() {
        let of = |text: &str| {
            let axis = axis(text, &(0..text.len()), &mut Units::default()).unwrap();
            let range = axis.range.map(|(_, _, span)| text[span].to_owned());
            (axis.label, axis.unit.map(|(_, written)| written), range, axis.is_log)
        };
        let is = |text: &str, label: &str, unit: Option<&str>, range: Option<&str>, log: bool| {
            let owned = |text: Option<&str>| text.map(str::to_owned);
            assert_eq!(of(text), (label.to_owned(), owned(unit), owned(range), log), "{text}");
        };
        is("density", "density", None, None, false);
        is("load (requests/s), 0..100k, log", "load", Some("requests/s"), Some("0..100k"), true);
        is("share, log, 0.1%..min(1, peak)", "share", None, Some("0.1%..min(1, peak)"), true);
        is("rate (of all views), in percent", "rate (of all views), in percent", None, None, false);
        let wrong = |text: &str| axis(text, &(0..text.len()), &mut Units::default()).unwrap_err().message;
        assert_eq!(wrong(", 0..1"), "the axis has no label");
        assert_eq!(wrong("a, 0.."), "something is missing here");
    }
}
