//! Makes series of rows of data.
//!
//! In: the rows below a word such as `line`. Out: a series for each column of values. Must not look at a number.

use super::cells::Cell;
use super::raw::{Kind, RawRow, RawSeries, RawValues};
use crate::parse::estimate::Flaw;
use crate::source::{Span, Spanned};

/// A series whose rows are being read.
pub(super) struct Table {
    pub(super) kind: Kind,
    pub(super) keyword: Span,
    pub(super) name: Option<Spanned<String>>,
    pub(super) rows: Vec<(Span, Vec<Option<Cell>>)>,
}

/// One series, or one for each column behind the first.
pub(super) fn series_of(table: Table) -> Result<Vec<RawSeries>, Flaw> {
    let Table { kind, keyword, name, mut rows } = table;
    let is_head = |cells: &[Option<Cell>]| {
        cells.len() > 1 && cells[1..].iter().all(|cell| cell.as_ref().is_none_or(Cell::is_text))
    };
    let head = rows.first().is_some_and(|(_, cells)| is_head(cells)).then(|| rows.remove(0));
    let Some(width) =
        head.iter().chain(&rows).map(|(_, cells)| cells.len()).next().filter(|_| !rows.is_empty())
    else {
        let help = "write rows below it, such as `10, 3.5`, or `=` and an expression";
        return Err(Flaw::new(keyword, format!("there is no data below `{}`", kind.name()), help));
    };
    let needed = if kind == Kind::Band { 3 } else { 2 };
    for (span, cells) in &rows {
        if cells.len() != width || width < needed || kind == Kind::Band && width > needed {
            let wanted = if width < needed || kind == Kind::Band { needed } else { width };
            let message = format!("this row has {} values, and needs {wanted}", cells.len());
            let help = if kind == Kind::Band {
                "write a place, and the lower and the upper edge there"
            } else {
                "write a place and a value, and no commas in numbers"
            };
            return Err(Flaw::new(span.clone(), message, help));
        }
    }
    let columns = if kind == Kind::Band { 1 } else { width - 1 };
    let title = |column: usize| {
        let cell = head.as_ref()?.1[column + 1].as_ref()?;
        Some(Spanned::new(cell.text.clone(), cell.span.clone()))
    };
    if columns > 1 && (name.is_some() || (0..columns).any(|column| title(column).is_none())) {
        let (message, help) = match &name {
            Some(_) => ("these columns need a name each", "name them in a first row instead"),
            None => ("these columns have no names", "add a row with their names above"),
        };
        return Err(Flaw::new(name.map_or(keyword, |name| name.span), message, help));
    }
    let mut found = Vec::with_capacity(columns);
    for column in 0..columns {
        let mut given = Vec::with_capacity(rows.len());
        for (span, cells) in &rows {
            let Some(x) = cells[0].clone() else {
                let help = "write where on the x axis its values belong";
                return Err(Flaw::new(span.clone(), "this row has no first value", help));
            };
            let own = column + 1..column + needed;
            given.push(RawRow { x, values: cells[own].to_vec(), span: span.clone() });
        }
        let own = if kind == Kind::Band { None } else { title(column) };
        found.push(RawSeries {
            kind,
            keyword: keyword.clone(),
            name: name.clone().or(own),
            values: RawValues::Given(given),
        });
    }
    Ok(found)
}
