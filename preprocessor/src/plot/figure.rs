//! The figure around a drawing: its title, what its series are, its data as a table.
//!
//! In: a chart. Out: one line of HTML, so that it can be in a list or a quote. Must not draw.

use std::fmt::Write as _;

use super::chart::{Chart, Series};
use super::data::data;
use super::draw::{DASHES, dot, draw};
use super::frame::{Frame, WIDTH};
use crate::html::escaped;
use crate::parse::plot::Kind;

/// What all plots of a page look like.
const STYLES: &str = include_str!("../../../theme/dist/plots.css");

/// Where a figure is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Chapter {
        /// Whether it brings the styles, which one on each page does.
        has_styles: bool,
    },
    /// Whose ids must differ from those of the chapter on the same page, and which nobody opens a table on.
    Sheet,
}

/// The figures of a plot for its chapter and for a sheet.
pub(super) fn figures(chart: &Chart, id: &str, has_styles: bool) -> [String; 2] {
    let frame = Frame::new(chart);
    let drawing = draw(chart, &frame);
    [Place::Chapter { has_styles }, Place::Sheet].map(|place| figure(chart, id, place, &frame, &drawing))
}

fn figure(chart: &Chart, id: &str, place: Place, frame: &Frame, drawing: &str) -> String {
    let id = if place == Place::Sheet { format!("sheet-{id}") } else { id.to_owned() };
    let mut out = String::with_capacity(8 * 1024);
    let title = escaped(&chart.title);
    let _ = write!(out, "<figure class=\"cb-plot\"><figcaption id=\"{id}-title\">{title}</figcaption>");
    if chart.series.len() > 1 && frame.direct.is_empty() {
        keys(&chart.series, &mut out);
    }
    let _ = write!(
        out,
        "<svg class=\"cb-plot-drawing\" viewBox=\"0 0 {WIDTH} {:.0}\" role=\"img\" aria-labelledby=\"{id}-title\" aria-describedby=\"{id}-text\">{}<desc id=\"{id}-text\">{}</desc>{}</svg>",
        frame.height,
        if place == (Place::Chapter { has_styles: true }) {
            format!("<style>{}</style>", STYLES.trim_end())
        } else {
            String::new()
        },
        escaped(&chart.description),
        drawing
    );
    if place != Place::Sheet {
        if let Some(data) = data(chart, frame) {
            let _ = write!(out, "<script type=\"application/json\" class=\"cb-data\">{data}</script>");
        }
        table(&chart.table, &mut out);
    }
    out.push_str("</figure>");
    out
}

/// What is drawn how. The drawing itself is described to those who cannot see it.
fn keys(series: &[Series], out: &mut String) {
    out.push_str("<ul class=\"cb-plot-keys\">");
    for (index, one) in series.iter().enumerate() {
        let dash = DASHES[index % DASHES.len()];
        let line =
            || format!("<path class=\"cb-plot-line\" stroke-dasharray=\"{dash}\" d=\"M0 7H34\"></path>");
        let spot = || format!("<path class=\"cb-plot-dots\" d=\"{}\"></path>", dot(index, (17.0, 7.0)));
        let sample = match one.kind {
            Kind::Line if one.programs.is_empty() => line() + &spot(),
            Kind::Line | Kind::Step => line(),
            Kind::Points => spot(),
            Kind::Bar => {
                "<rect class=\"cb-plot-bar\" x=\"2\" y=\"1\" width=\"30\" height=\"12\"></rect>".to_owned()
            }
            Kind::Band => "<path class=\"cb-plot-band\" d=\"M0 1H34V13H0Z\"></path>".to_owned(),
        };
        let name = escaped(one.name.as_deref().unwrap_or_default());
        let _ = write!(
            out,
            "<li><svg class=\"cb-plot-key cb-plot-{}\" viewBox=\"0 0 34 14\" aria-hidden=\"true\">{sample}</svg> {name}</li>",
            index + 1
        );
    }
    out.push_str("</ul>");
}

fn table(rows: &[Vec<String>], out: &mut String) {
    let Some((head, rows)) = rows.split_first() else { return };
    out.push_str("<details class=\"cb-plot-data\"><summary>Data</summary><table><thead><tr>");
    for cell in head {
        let _ = write!(out, "<th scope=\"col\">{}</th>", escaped(cell));
    }
    out.push_str("</tr></thead><tbody>");
    for row in rows {
        out.push_str("<tr>");
        for (column, cell) in row.iter().enumerate() {
            let cell = escaped(cell);
            let _ = match column {
                0 => write!(out, "<th scope=\"row\">{cell}</th>"),
                _ => write!(out, "<td>{cell}</td>"),
            };
        }
        out.push_str("</tr>");
    }
    out.push_str("</tbody></table></details>");
}
