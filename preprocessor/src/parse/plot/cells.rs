//! Parses a row of data: `10, 3.5 ms`, or `| rank | 30..90 ms |`.
//!
//! In: a line. Out: its cells, each with its place. Must not know what a column is.

use crate::parse::estimate::Flaw;
use crate::parse::estimate::block::whole_amount;
use crate::parse::estimate::lexer::{Amount, Units, trimmed};
use crate::source::Span;

#[derive(Debug, Clone, PartialEq)]
pub enum CellValue {
    Amount(Amount),
    /// `30..90 ms`: a bar that does not begin at 0.
    Range(Amount, Amount),
    Text,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    pub value: CellValue,
    /// As written.
    pub text: String,
    pub span: Span,
}

impl Cell {
    pub fn is_text(&self) -> bool {
        self.value == CellValue::Text
    }
}

/// The cells of a line; `None` for an empty one. A line of a table that only sets off its head has none.
pub(super) fn cells<'a>(
    text: &'a str,
    line: &Span,
    units: &mut Units<'a>,
) -> Result<Vec<Option<Cell>>, Flaw> {
    let written = &text[line.clone()];
    let Some(inner) = written.strip_prefix('|') else {
        return split(text, line, ',').into_iter().map(|span| cell(text, span, units)).collect();
    };
    if written.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ' | '\t')) && written.contains('-') {
        return Ok(Vec::new());
    }
    let end = if inner.trim_end().ends_with('|') { line.end - 1 } else { line.end };
    let inner = line.start + 1..end.max(line.start + 1);
    split(text, &inner, '|').into_iter().map(|span| cell(text, span, units)).collect()
}

/// The pieces between separators that are in no quotes.
fn split(text: &str, span: &Span, separator: char) -> Vec<Span> {
    let (mut pieces, mut start, mut is_quoted) = (Vec::new(), span.start, false);
    for (at, c) in text[span.clone()].char_indices() {
        is_quoted ^= c == '"';
        if c == separator && !is_quoted {
            pieces.push(trimmed(text, start..span.start + at));
            start = span.start + at + 1;
        }
    }
    pieces.push(trimmed(text, start..span.end));
    pieces
}

fn cell<'a>(text: &'a str, span: Span, units: &mut Units<'a>) -> Result<Option<Cell>, Flaw> {
    let written = &text[span.clone()];
    if written.is_empty() {
        return Ok(None);
    }
    let is_number = |text: &str| {
        text.trim_start_matches(['-', '−', '$', '€', '£', '¥', ' ']).starts_with(|c: char| c.is_ascii_digit())
    };
    let quoted = written.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    let value = match written.split_once("..") {
        _ if quoted.is_some() => CellValue::Text,
        Some((low, high)) if is_number(low) && is_number(high) => {
            let from = span.end - high.len();
            let high = whole_amount(high.trim(), from + high.len() - high.trim_start().len(), units)?;
            CellValue::Range(whole_amount(low.trim_end(), span.start, units)?, high)
        }
        _ if is_number(written) => match whole_amount(written, span.start, units) {
            Ok(amount) => CellValue::Amount(amount),
            // `2 towers, 300` and `90th percentile` are names that begin with a digit.
            Err(_) => CellValue::Text,
        },
        _ => CellValue::Text,
    };
    let text = quoted.unwrap_or(written).to_owned();
    Ok(Some(Cell { value, text, span }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<String> {
        let kind = |cell: Option<Cell>| match cell {
            None => "-".to_owned(),
            Some(Cell { value: CellValue::Amount(amount), .. }) => amount.value.to_string(),
            Some(Cell { value: CellValue::Range(low, high), .. }) => format!("{}..{}", low.value, high.value),
            Some(cell) => cell.text,
        };
        cells(text, &(0..text.len()), &mut Units::default()).unwrap().into_iter().map(kind).collect()
    }

    #[test]
    fn rows_are_comma_separated_or_those_of_a_table() {
        assert_eq!(kinds("1, 2.5 ms,, -3%"), ["1", "0.0025", "-", "-0.03"]);
        assert_eq!(kinds("| rank | 30 ms..1 s |"), ["rank", "0.03..1"]);
        assert_eq!(kinds("| a | |"), ["a", "-"]);
        assert_eq!(kinds("|---|:-:|"), Vec::<String>::new());
        assert_eq!(kinds("\"show, then ask\", $2k"), ["show, then ask", "2000"]);
        assert_eq!(kinds("90th percentile of it, 5"), ["90th percentile of it", "5"]);
        assert_eq!(kinds("|"), ["-"]);
    }
}
