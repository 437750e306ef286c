//! Lowers estimates and the links to their quantities.
//!
//! In: estimates as written and as evaluated. Out: their rows with texts, what breaks first and which assumption
//! matters; what replaces both in [`Prose`]. Must not compute a quantity.

use super::citations::{Numbers, cite_ids};
use super::model::{BreakAt, Estimate, EstimateRow, LimitRow, NotePiece, QuantityRow, SwingRow};
use super::prose::{Edit, Prose};
use super::replacement::Replacement;
use crate::estimate::model::{At, Estimates, Model, Quantity, Quoted};
use crate::estimate::outlook::{Breaks, Swing, breaks, swings};
use crate::estimate::program::steps;
use crate::files::address;
use crate::parse::estimate::block::{Line, RawQuantity};
use crate::parse::estimate::expression::Expression;
use crate::parse::estimate::figure::{Look, Scale, format as figure};
use crate::parse::estimate::note::{Origin, Piece, RawNote};
use crate::parse::markdown::notes::{self, Load, Markdown};
use crate::slug::prefix_of;
use crate::source::Span;

/// What the ids of the rows of a page begin with, before `-` and the name; `page` is a path relative to `src`.
fn row_ids(page: &str) -> String {
    prefix_of("quantity", page.trim_end_matches(".md"))
}

/// The address of the row of a quantity, from the page `from`; both pages are paths relative to `src`.
pub(super) fn row_address(from: &str, page: &str, name: &str) -> String {
    let id = format!("{}-{name}", row_ids(page));
    if from == page {
        return format!("#{id}");
    }
    format!("{}{}#{id}", "../".repeat(from.matches('/').count()), address(page))
}

impl<'a> Prose<'a> {
    /// Puts marks in the place of estimates, links in the place of those to quantities, and drawings in the place of
    /// plots. `path` is that of the page, relative to `src`.
    pub fn add_estimates(&mut self, markdown: &Markdown, path: &str, estimates: &'a Estimates) {
        for (number, estimate) in markdown.estimates.iter().enumerate() {
            self.replace_block(&estimate.span, Replacement::Estimate(number));
        }
        for figure in &markdown.figures {
            // A quantity of a draft is on no page: its link stays a text.
            let quoted = estimates.quoted.get(&(self.source.path.clone(), figure.span.start));
            let (start, end) = match quoted {
                Some(Quoted { page, name, .. }) => {
                    let href = row_address(path, page, name);
                    let quantity = (page == path).then_some(name.as_str());
                    (Replacement::FigureStart { href, quantity }, Replacement::FigureEnd)
                }
                None => (Replacement::Nothing, Replacement::Nothing),
            };
            self.edits.push(Edit { span: figure.span.start..figure.text.start, with: start });
            if let Some((span, look)) = quoted.and_then(|quoted| quoted.number.as_ref()) {
                let with = Replacement::NumberStart(look.code());
                self.edits.push(Edit { span: span.start..span.start, with });
                self.edits.push(Edit { span: span.end..span.end, with: Replacement::NumberEnd });
            }
            self.edits.push(Edit { span: figure.text.end..figure.span.end, with: end });
        }
        self.add_plots(markdown, estimates);
        self.edits.sort_by_key(Edit::order);
    }
}

/// All estimates of the page at `path`, relative to `src`.
pub(super) fn lower_estimates(
    markdown: &Markdown,
    path: &str,
    estimates: &Estimates,
    numbers: &Numbers,
    prefix: &str,
) -> Vec<Estimate> {
    let Some(model) = estimates.models.get(path) else { return Vec::new() };
    let ids = row_ids(path);
    let mut codes = Vec::new();
    let lower = |(number, written): (usize, &notes::Estimate)| {
        let row = |(line, content): (usize, &Line)| match content {
            Line::Title(title) => Some(EstimateRow::Title(title.value.clone())),
            Line::Quantity(raw) => {
                let index = model.places.binary_search(&At { estimate: number, line }).ok()?;
                let quantity = model.quantities[index].as_ref()?;
                let cite = |piece: &Piece| match piece {
                    Piece::Text(text) => NotePiece::Text(text.clone()),
                    Piece::Citation(_, ids) => NotePiece::Citation(cite_ids(ids, numbers, prefix)),
                };
                let pieces = raw.note.iter().flat_map(|note| &note.pieces).map(cite).collect();
                let id = [&ids, "-", &raw.name.value].concat();
                let look = code(&quantity.look, &mut codes);
                let row = lower_quantity(raw, quantity, written, (id, index, look), pieces);
                Some(EstimateRow::Quantity(Box::new(row)))
            }
            Line::Broken(_) => None,
        };
        let own =
            || model.places.iter().enumerate().filter(|(_, at)| at.estimate == number).map(|(at, _)| at);
        let is_input =
            |index: &usize| model.quantities[*index].as_ref().is_some_and(|quantity| quantity.is_input);
        let load = match &written.load {
            Load::Named(name) => model.find(&name.value).or_else(|| own().find(is_input)),
            Load::First => own().find(is_input),
            Load::Nothing => None,
        };
        let result = written.result.as_ref().and_then(|name| model.find(&name.value));
        let result = result.or_else(|| own().next_back());
        let is_own = |index: usize| model.places[index].estimate == number;
        let (swings, now) = result.map(|result| swing_rows(model, result)).unwrap_or_default();
        Estimate {
            rows: written.lines.iter().enumerate().filter_map(row).collect(),
            load: load.map(|index| model.names[index].clone()),
            result: result.map(|index| model.names[index].clone()),
            limits: load.map(|load| limits(model, load, is_own)).unwrap_or_default(),
            swings,
            now,
        }
    };
    markdown.estimates.iter().enumerate().map(lower).collect()
}

/// The code of a look, computed once for all that are `known`: its digits take time, and the quantities of a page look
/// alike.
fn code<'a>(look: &'a Look, known: &mut Vec<(&'a Look, String)>) -> String {
    if let Some((_, code)) = known.iter().find(|(same, _)| *same == look) {
        return code.clone();
    }
    let code = look.code();
    known.push((look, code.clone()));
    code
}

fn lower_quantity(
    raw: &RawQuantity,
    quantity: &Quantity,
    written: &notes::Estimate,
    (id, index, look): (String, usize, String),
    note: Vec<NotePiece>,
) -> QuantityRow {
    let text = |expression: &Expression| written.text.text[expression.span.clone()].trim();
    let shown = match (&raw.shown, quantity.is_input) {
        (Some(shown), _) => written.text.text[shown.span.clone()].to_owned(),
        (None, true) => text(&raw.expression).to_owned(),
        (None, false) => quantity.look.text(quantity.value),
    };
    let is_literal = quantity.is_input && raw.shown.is_none();
    let limit = raw
        .limit
        .as_ref()
        .map(|limit| [if limit.at_least { "≥ " } else { "≤ " }, text(&limit.expression)].concat());
    QuantityRow {
        id,
        index,
        name: raw.name.value.clone(),
        how: if is_literal { String::new() } else { text(&raw.expression).to_owned() },
        shown,
        limit,
        from: raw.note.as_ref().map(|note| from(note, written)).unwrap_or_default(),
        note,
        program: steps(&quantity.program),
        look,
        unit: quantity.look.unit.clone(),
        bound: quantity.limit.as_ref().map(|limit| (limit.sign(), steps(&limit.program))),
        is_movable: raw.note.as_ref().is_some_and(|note| note.range.is_some()),
        range: quantity.range,
    }
}

/// Where a quantity comes from, up to the words of its note.
fn from(note: &RawNote, written: &notes::Estimate) -> String {
    let Some(origin) = note.origin.map(Origin::name) else { return String::new() };
    let text = |span: &Span| written.text.text[span.clone()].trim();
    let has_words = !note.pieces.is_empty();
    match &note.range {
        Some(range) => {
            let end = if has_words { "; " } else { "" };
            [origin, " ", text(&range.low.span), " to ", text(&range.high.span), end].concat()
        }
        None => [origin, if has_words { " " } else { "" }].concat(),
    }
}

fn limits(model: &Model, load: usize, is_own: impl Fn(usize) -> bool) -> Vec<LimitRow> {
    let row = |(index, when): (usize, Breaks)| {
        let load = model.quantities[load].as_ref()?;
        Some(LimitRow {
            name: model.names[index].clone(),
            at: match when {
                Breaks::Already => BreakAt::Already,
                Breaks::At(factor) => {
                    let times = figure(factor, 2, Scale::Plain, true) + "×";
                    BreakAt::Factor(times, load.look.text(load.value * factor))
                }
                Breaks::Never => BreakAt::Never,
            },
        })
    };
    breaks(model, load, is_own).into_iter().filter_map(row).collect()
}

/// With where the result is now between all their ends, 0 to 1.
fn swing_rows(model: &Model, result: usize) -> (Vec<SwingRow>, f64) {
    let Some(of_result) = &model.quantities[result] else { return (Vec::new(), 0.0) };
    let found = swings(model, result);
    let ends = || found.iter().flat_map(|swing| [swing.at_low, swing.at_high]).filter(|end| end.is_finite());
    let (least, most) = (ends().fold(of_result.value, f64::min), ends().fold(of_result.value, f64::max));
    let place = |value: f64| if most > least { (value - least) / (most - least) } else { 0.5 };
    let row = |swing: &Swing| SwingRow {
        name: model.names[swing.input].clone(),
        ends: [&of_result.look.figure(swing.at_low), " to ", &of_result.look.text(swing.at_high)].concat(),
        start: place(swing.at_low.min(swing.at_high)),
        end: place(swing.at_low.max(swing.at_high)),
    };
    (found.iter().map(row).collect(), place(of_result.value))
}
