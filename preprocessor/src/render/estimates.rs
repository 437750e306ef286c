//! Puts estimates where the Markdown has marks for them.
//!
//! In: a filled chapter, and its estimates. Out: the chapter with a line of HTML for each mark: it can be in a list or
//! a quote, whose margin only the first line of a block has. Must not look for anything else.

use std::fmt::Write as _;

use super::escape::Escaped;
use crate::lower::model::{
    BreakAt, ESTIMATE_MARK, Estimate, EstimateRow, NotePiece, QuantityRow, estimate_mark,
};
use crate::view;

/// What all estimates of a page look like.
const STYLES: &str = include_str!("../../../theme/dist/estimates.css");

pub(super) fn with_estimates(chapter: String, estimates: &[Estimate]) -> String {
    let mut marks = Vec::new();
    for (number, estimate) in estimates.iter().enumerate() {
        for on_sheet in [false, true] {
            let mark = estimate_mark(number, on_sheet);
            if chapter.contains(&mark) {
                let html = figure(estimate, on_sheet, marks.is_empty());
                marks.push((mark, html));
            }
        }
    }
    if marks.is_empty() {
        return chapter;
    }
    let mut pieces = chapter.split(ESTIMATE_MARK);
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let whole = [ESTIMATE_MARK, piece].concat();
        match marks.iter().find(|(mark, _)| whole.starts_with(mark)) {
            Some((mark, html)) => out.extend([html, &whole[mark.len()..]]),
            None => out.push_str(&whole),
        }
    }
    out
}

/// The first of a page brings the styles of all. A sheet has no ids, no data and no links.
fn figure(estimate: &Estimate, on_sheet: bool, is_first: bool) -> String {
    let mut out = String::with_capacity(32 * 1024);
    out.push_str("<figure class=\"cb-estimate\" role=\"group\" aria-label=\"Estimate\"> ");
    if is_first {
        out.extend(["<style>", STYLES, "</style>"]);
    }
    if !on_sheet {
        let data = view::estimate_data(estimate);
        out.push_str("<cb-estimate> <script type=\"application/json\" class=\"cb-data\">");
        out.extend([&data, "</script> "]);
    }
    out.push_str("<table class=\"cb-quantities\"> <thead><tr><th scope=\"col\">Quantity</th><th scope=\"col\">How</th><th scope=\"col\">Result</th><th scope=\"col\">Where from</th></tr></thead> <tbody> ");
    for row in &estimate.rows {
        match row {
            EstimateRow::Title(title) => {
                let title = Escaped(title);
                let _ = write!(
                    out,
                    "<tr class=\"cb-quantity-title\"><th colspan=\"4\" scope=\"rowgroup\">{title}</th></tr> "
                );
            }
            EstimateRow::Quantity(row) => quantity(row, on_sheet, &mut out),
        }
    }
    out.push_str("</tbody> </table> ");
    breaks(estimate, &mut out);
    swings(estimate, &mut out);
    if !on_sheet {
        out.push_str("<div class=\"cb-estimate-bar\"></div> </cb-estimate> ");
    }
    out.push_str("</figure>");
    out
}

fn quantity(row: &QuantityRow, on_sheet: bool, out: &mut String) {
    let name = Escaped(&row.name);
    out.push_str("<tr");
    if !on_sheet {
        let _ = write!(out, " id=\"{}\"", Escaped(&row.id));
    }
    let movable = if row.is_movable { " class=\"cb-movable\"" } else { "" };
    let _ = write!(
        out,
        " data-quantity=\"{name}\"{movable}><th scope=\"row\">{name}</th> <td class=\"cb-how\">{}</td> <td class=\"cb-amount\"><span class=\"cb-value\">{}</span>",
        Escaped(&row.how),
        Escaped(&row.shown)
    );
    if let Some(limit) = &row.limit {
        let _ = write!(out, " <span class=\"cb-limit\">{}</span>", Escaped(limit));
    }
    let _ = write!(out, "</td> <td class=\"cb-from\">{}", Escaped(&row.from));
    for piece in &row.note {
        let _ = match piece {
            NotePiece::Text(text) => write!(out, "{} ", Escaped(text)),
            NotePiece::Citation(html) if !on_sheet => out.write_str(html),
            NotePiece::Citation(_) => Ok(()),
        };
    }
    out.push_str("</td></tr> ");
}

fn breaks(estimate: &Estimate, out: &mut String) {
    if estimate.limits.is_empty() {
        return;
    }
    let load = Escaped(estimate.load.as_deref().unwrap_or_default());
    let _ = write!(
        out,
        "<div class=\"cb-breaks\"> <p class=\"cb-section-title\">What breaks first as <b>{load}</b> grows</p> <ol> "
    );
    for row in &estimate.limits {
        let name = Escaped(&row.name);
        let _ = write!(out, "<li data-quantity=\"{name}\"><b>{name}</b> <span class=\"cb-when\">");
        let _ = match &row.at {
            BreakAt::Already => out.write_str("is broken already"),
            BreakAt::Factor(times, load) => write!(out, "at {} ({})", Escaped(times), Escaped(load)),
            BreakAt::Never => out.write_str("does not break"),
        };
        out.push_str("</span></li> ");
    }
    out.push_str("</ol> </div> ");
}

fn swings(estimate: &Estimate, out: &mut String) {
    if estimate.swings.is_empty() {
        return;
    }
    let result = Escaped(estimate.result.as_deref().unwrap_or_default());
    let _ = write!(
        out,
        "<div class=\"cb-swings\"> <p class=\"cb-section-title\">Which assumption matters for <b>{result}</b></p> <ol> "
    );
    let now = format!("{:.1}", estimate.now * 100.0);
    for row in &estimate.swings {
        let (name, ends) = (Escaped(&row.name), Escaped(&row.ends));
        let (start, width) = (row.start * 100.0, (row.end - row.start) * 100.0);
        let _ = write!(
            out,
            "<li data-quantity=\"{name}\"><b>{name}</b> <span class=\"cb-ends\">{ends}</span> <svg class=\"cb-swing\" aria-hidden=\"true\"><rect class=\"cb-swing-span\" x=\"{start:.1}%\" width=\"{width:.1}%\" height=\"100%\"></rect><rect class=\"cb-swing-now\" x=\"{now}%\" width=\"4\" height=\"100%\"></rect></svg></li> "
        );
    }
    out.push_str("</ol> </div> ");
}
