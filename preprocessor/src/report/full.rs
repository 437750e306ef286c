//! The line, a caret under the smallest thing, and the next step, as rustc shows them.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};

use crate::diagnostic::Diagnostic;
use crate::rule::Severity;

/// How much of a line the renderer is given on each side of a place, in bytes, and the most
/// of the place itself. It shows less; without a bound a file on one line would take it hours.
const REACH: usize = 2_000;

pub(super) fn render(diagnostics: &[Diagnostic], color: bool) -> String {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let mut out = String::new();
    for diagnostic in diagnostics {
        out.push_str(&renderer.render(&[group(diagnostic)]));
        out.push_str("\n\n");
    }
    out
}

fn group(diagnostic: &Diagnostic) -> annotate_snippets::Group<'_> {
    let level = match diagnostic.rule.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let position = diagnostic.position();
    let group = level.primary_title(&*diagnostic.message).id(diagnostic.rule.id);
    let path = &*diagnostic.source.path;
    let origin = Origin::path(path).line(position.line).char_column(position.column);
    let group = if diagnostic.source.text.is_empty() {
        // A file that could not be read has no line to show.
        group.element(origin)
    } else {
        let Excerpt { text, span, whole } = excerpt(diagnostic);
        let annotation = AnnotationKind::Primary.span(span);
        let snippet = Snippet::source(text).line_start(position.line).annotation(annotation);
        // The renderer counts the column itself where it has the start of the line.
        if whole { group.element(snippet.path(path)) } else { group.element(origin).element(snippet) }
    };
    match &diagnostic.help {
        Some(help) => group.element(Level::HELP.message(&**help)),
        None => group,
    }
}

/// A part of the file for the renderer.
struct Excerpt {
    text: String,
    /// Inside of the text.
    span: Range<usize>,
    /// Whether the text begins where the line does.
    whole: bool,
}

/// The line of a diagnostic, cut where it is very long. Looks no further than [`REACH`].
fn excerpt(diagnostic: &Diagnostic) -> Excerpt {
    let text = diagnostic.source.text.as_str();
    let mark = diagnostic.source.start();
    let start = diagnostic.span.start.max(mark);
    let reach = |at: usize| text.floor_char_boundary(at.saturating_add(REACH).min(text.len()));
    let end = diagnostic.span.end.clamp(start, reach(start));
    let end = text[start..end].find('\n').map_or(end, |at| start + at);
    let from = text.floor_char_boundary(start.saturating_sub(REACH)).max(mark);
    let line_start = text[from..start].rfind('\n').map(|at| from + at + 1);
    let whole = line_start.is_some() || from == mark;
    let from = line_start.unwrap_or(from);
    let to = text[end..reach(end)].find('\n').map_or(reach(end), |at| end + at);
    let line = text[from..to].trim_end_matches('\r');
    let before = if whole { "" } else { "…" };
    let place = |at: usize| (at - from).min(line.len()) + before.len();
    Excerpt { text: format!("{before}{line}"), span: place(start)..place(end), whole }
}
