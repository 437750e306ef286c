//! Parses the lines of a plot.
//!
//! In: the text of the block. Out: the plot, and what is wrong with a line. Must not compute anything.

use super::axis::{axis, range};
use super::cells::cells;
use super::columns::{Table, series_of};
use super::raw::{Kind, RawMark, RawPlot, RawSeries, RawValues};
use crate::parse::estimate::Flaw;
use crate::parse::estimate::expression::{self, Expression};
use crate::parse::estimate::lexer::{Units, trimmed};
use crate::source::{Span, Spanned};
use crate::suggest;

/// The most rows of one block; nobody writes more by hand.
const MOST_ROWS: usize = 500;
/// The longest line, in bytes.
const LONGEST_LINE: usize = 1_000;
/// The longest name of a series and label of a mark, in characters: more is wider than a phone.
const LONGEST_NAME: usize = 44;

const KEYS: [&str; 4] = ["title", "description", "x", "y"];
const MARK: &str = "mark";

/// Parses the text of a block into a plot and what is wrong with it.
pub fn parse(text: &str) -> (RawPlot, Vec<Flaw>) {
    let mut reader = Reader { text, ..Reader::default() };
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let whole = start..start + line.len();
        start = whole.end;
        let span = trimmed(text, whole.clone());
        if span.is_empty() {
            continue;
        }
        let indent = span.start - whole.start;
        let parsed = if span.len() > LONGEST_LINE {
            Err(Flaw::new(span, "this line is too long", "break it into several"))
        } else {
            reader.line(span, indent)
        };
        if let Err(flaw) = parsed {
            // The rows below a line that does not parse belong to it.
            reader.lost = reader.table.is_none();
            reader.flaws.push(flaw);
        }
    }
    reader.close();
    (reader.plot, reader.flaws)
}

#[derive(Default)]
struct Reader<'a> {
    text: &'a str,
    units: Units<'a>,
    plot: RawPlot,
    flaws: Vec<Flaw>,
    table: Option<Table>,
    rows: usize,
    /// The indent of the title or description that the next lines may continue.
    open: Option<(usize, bool)>,
    /// Whether rows belong to a series that does not parse.
    lost: bool,
}

impl Reader<'_> {
    fn line(&mut self, span: Span, indent: usize) -> Result<(), Flaw> {
        let written = &self.text[span.clone()];
        if let Some((_, is_title)) = self.open.filter(|(own, _)| indent > *own) {
            let text = if is_title { &mut self.plot.title } else { &mut self.plot.description };
            if let Some(text) = text {
                text.value.push_str(if text.value.is_empty() { "" } else { " " });
                text.value.push_str(written);
                text.span.end = span.end;
            }
            return Ok(());
        }
        self.open = None;
        let word = written.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(written.len());
        let rest = written[word..].trim_start();
        let keyword = span.start..span.start + word;
        let behind = span.end - rest.len()..span.end;
        if word > 0 && rest.starts_with(':') && !written.starts_with('|') {
            self.close();
            return self.key(keyword, trimmed(self.text, behind.start + 1..behind.end), indent);
        }
        let begins_series = rest.is_empty() || rest.starts_with(['"', '=', '“']);
        let kind = Kind::ALL.iter().find(|(name, _)| *name == &written[..word]);
        if let Some((_, kind)) = kind.filter(|_| begins_series) {
            self.close();
            return self.series(*kind, keyword, behind);
        }
        if &written[..word] == MARK && (rest.is_empty() || rest.starts_with(['x', 'y', '"', '=', '“'])) {
            self.close();
            return self.mark(keyword, behind);
        }
        self.row(span, &keyword, begins_series)
    }

    fn key(&mut self, keyword: Span, value: Span, indent: usize) -> Result<(), Flaw> {
        let written = &self.text[keyword.clone()];
        let text = Spanned::new(self.text[value.clone()].to_owned(), value.clone());
        let is_again = match written {
            "title" => self.plot.title.replace(text).is_some(),
            "description" => self.plot.description.replace(text).is_some(),
            "x" => self.plot.x.replace(axis(self.text, &value, &mut self.units)?).is_some(),
            "y" => self.plot.y.replace(axis(self.text, &value, &mut self.units)?).is_some(),
            _ => {
                let help = suggest::help(written, KEYS);
                return Err(Flaw::new(keyword.clone(), format!("`{written}` is not part of a plot"), help));
            }
        };
        if matches!(written, "title" | "description") {
            self.open = Some((indent, written == "title"));
        }
        if is_again {
            let message = format!("the plot has a `{written}` already");
            return Err(Flaw::new(keyword, message, "leave one of them"));
        }
        Ok(())
    }

    /// The text in quotes at the start of a span, and what is behind it.
    fn quoted(&self, span: Span) -> Result<(Option<Spanned<String>>, Span), Flaw> {
        let written = &self.text[span.clone()];
        let Some(open) = written.chars().next().filter(|c| matches!(c, '"' | '“')) else {
            return Ok((None, span));
        };
        let start = span.start + open.len_utf8();
        let Some(length) = self.text[start..span.end].find(['"', '”']) else {
            return Err(Flaw::new(span, "these quotes are not closed", "add a `\"` after the name"));
        };
        let name = Spanned::new(self.text[start..start + length].trim().to_owned(), start..start + length);
        if name.value.is_empty() {
            return Err(Flaw::new(span, "this name is empty", "write what it is, or leave the quotes out"));
        }
        if name.value.chars().count() > LONGEST_NAME {
            let message = format!("this name has more than {LONGEST_NAME} characters");
            return Err(Flaw::new(name.span, message, "shorten it: a phone shows no more"));
        }
        let close = self.text[start + length..].chars().next().map_or(1, char::len_utf8);
        Ok((Some(name), trimmed(self.text, start + length + close..span.end)))
    }

    /// What is behind `=`; `None` where there is no `=`.
    fn value(&self, span: &Span) -> Result<Option<Span>, Flaw> {
        match &self.text[span.clone()] {
            "" => Ok(None),
            written if written.starts_with('=') => Ok(Some(trimmed(self.text, span.start + 1..span.end))),
            _ => {
                let help = "write `=` and an expression, or nothing and rows of data below";
                Err(Flaw::new(span.clone(), "this is not expected here", help))
            }
        }
    }

    fn series(&mut self, kind: Kind, keyword: Span, behind: Span) -> Result<(), Flaw> {
        let (name, behind) = self.quoted(behind)?;
        let Some(value) = self.value(&behind)? else {
            self.table = Some(Table { kind, keyword, name, rows: Vec::new() });
            return Ok(());
        };
        let expressions = match kind {
            Kind::Band => {
                if !self.text[value.clone()].contains("..") {
                    let help = "write its lower and its upper edge: `band = x ÷ 2 .. x × 2`";
                    return Err(Flaw::new(value, "a band has two edges", help));
                }
                let (low, high, _) = range(self.text, value, &mut self.units)?;
                vec![low, high]
            }
            Kind::Line | Kind::Step => vec![self.expression(&value)?],
            Kind::Points | Kind::Bar => {
                let message = format!("`{}` is drawn from data", kind.name());
                let help = "write rows below it, or a `line` with this expression";
                return Err(Flaw::new(value, message, help));
            }
        };
        let values = RawValues::Computed(expressions);
        self.plot.series.push(RawSeries { kind, keyword, name, values });
        Ok(())
    }

    fn expression(&mut self, span: &Span) -> Result<Expression, Flaw> {
        expression::parse(&self.text[span.clone()], span.start, &mut self.units)
    }

    fn mark(&mut self, keyword: Span, behind: Span) -> Result<(), Flaw> {
        let help = "write which axis, a label and a value: `mark x \"today\" = peak`";
        let flaw = |message: &str| Flaw::new(keyword.clone(), message, help);
        let written = &self.text[behind.clone()];
        let on_x = written.starts_with('x');
        if !on_x && !written.starts_with('y') {
            return Err(flaw("this mark names no axis"));
        }
        let (label, behind) = self.quoted(trimmed(self.text, behind.start + 1..behind.end))?;
        let label = label.ok_or_else(|| flaw("this mark has no label"))?;
        let value = self.value(&behind)?.ok_or_else(|| flaw("this mark has no value"))?;
        let expression = self.expression(&value)?;
        self.plot.marks.push(RawMark { on_x, label, expression });
        Ok(())
    }

    fn row(&mut self, span: Span, keyword: &Span, begins_series: bool) -> Result<(), Flaw> {
        let Some(table) = &mut self.table else {
            if self.lost {
                return Ok(());
            }
            let names = KEYS.into_iter().chain(Kind::ALL.iter().map(|(name, _)| *name)).chain([MARK]);
            let written = &self.text[keyword.clone()];
            return Err(match suggest::nearest(written, names) {
                Some(near) if begins_series => Flaw::new(
                    keyword.clone(),
                    format!("`{written}` is not part of a plot"),
                    format!("write `{near}`"),
                ),
                _ => {
                    let help = "write `line`, `step`, `points`, `bar` or `band` before the rows of its data";
                    Flaw::new(span, "this line belongs to no series", help)
                }
            });
        };
        self.rows += 1;
        if self.rows == MOST_ROWS + 1 {
            let message = format!("the plot has more than {MOST_ROWS} rows");
            return Err(Flaw::new(span, message, "leave out rows that nobody would miss"));
        }
        let cells = cells(self.text, &span, &mut self.units)?;
        if !cells.is_empty() && self.rows <= MOST_ROWS {
            table.rows.push((span, cells));
        }
        Ok(())
    }

    /// Makes series of the rows that were read.
    fn close(&mut self) {
        self.lost = false;
        let Some(table) = self.table.take() else { return };
        match series_of(table) {
            Ok(series) => self.plot.series.extend(series),
            Err(flaw) => self.flaws.push(flaw),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::cells::CellValue;
    use super::*;

    const PLOT: &str = "\
title: Latency of a host
description: Flat up to 4k requests/s,
  then steep.
x: load (requests/s), 0..10k
y: latency (ms)
line \"model\" = 12 ms ÷ (1 - x ÷ 9k requests/s)
band \"measured\" = 10 ms .. x × 2 s
points
  | load | host a | host b |
  |------|--------|--------|
  | 1k   | 13     |        |
  | 2k   | 15     | 16     |
bar \"other\"
1, 2..3
mark x \"today\" = peak
";

    #[test]
    fn a_plot_is_axes_series_and_marks() {
        let (plot, flaws) = parse(PLOT);
        assert_eq!(flaws, []);
        assert_eq!(plot.description.unwrap().value, "Flat up to 4k requests/s, then steep.");
        let names: Vec<_> =
            plot.series.iter().map(|series| series.name.as_ref().unwrap().value.as_str()).collect();
        assert_eq!(names, ["model", "measured", "host a", "host b", "other"]);
        assert!(matches!(&plot.series[1].values, RawValues::Computed(edges) if edges.len() == 2));
        let RawValues::Given(rows) = &plot.series[3].values else { panic!("no data") };
        assert!(rows.len() == 2 && rows[0].values == [None]);
        let RawValues::Given(rows) = &plot.series[4].values else { panic!("no data") };
        let cell = rows[0].values[0].as_ref().unwrap();
        assert!(matches!(cell.value, CellValue::Range(..)), "{cell:?}");
        assert!(plot.marks[0].on_x && plot.marks[0].label.value == "today");
    }

    #[test]
    fn what_is_wrong_has_a_place() {
        let is = |text: &str, place: &str, message: &str| {
            let (_, flaws) = parse(text);
            let found: Vec<_> = flaws
                .iter()
                .map(|flaw| (text.get(flaw.span.clone()).unwrap(), flaw.message.as_str()))
                .collect();
            assert_eq!(found, [(place, message)], "{text}");
        };
        is("titel: a", "titel", "`titel` is not part of a plot");
        is("x: a\nx: b", "x", "the plot has a `x` already");
        is("lines = x", "lines", "`lines` is not part of a plot");
        is("1, 2", "1, 2", "this line belongs to no series");
        is("line \"a = x", "\"a = x", "these quotes are not closed");
        is("line = x +", "", "something is missing here");
        is("band = x", "x", "a band has two edges");
        is("bar = x", "x", "`bar` is drawn from data");
        is("line", "line", "there is no data below `line`");
        is("line\n1, 2\n1,200, 3", "1,200, 3", "this row has 3 values, and needs 2");
        is("line\n1, 2, 3", "line", "these columns have no names");
        is("band\n1, 2", "1, 2", "this row has 2 values, and needs 3");
        is("mark \"a\" = 3", "mark", "this mark names no axis");
        is("mark x = 3", "mark", "this mark has no label");
        is("mark y \"a\"", "mark", "this mark has no value");
        is("line \"\" = 3\n1, 2", "\"\" = 3", "this name is empty");
        assert_eq!(parse(&format!("line\n{}", "1, 2\n".repeat(2_000))).1.len(), 1);
    }
}
