//! The line, a caret under what is wrong, and the next step, as rustc shows them.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};

use crate::diagnostic::Diagnostic;
use crate::rule::Severity;

/// How much of a line the renderer is given on each side of a place, and the most of the place itself, in bytes. It
/// shows less, but without a limit a file that is one long line would take it hours.
const EXCERPT_REACH: usize = 2_000;

pub(super) fn render(diagnostics: &[Diagnostic]) -> String {
    let renderer = Renderer::styled();
    let mut out = String::new();
    for diagnostic in diagnostics {
        out.push_str(&renderer.render(&[group(diagnostic)]));
        out.push_str("\n\n");
    }
    out
}

fn group(diagnostic: &Diagnostic) -> annotate_snippets::Group<'_> {
    let level = match diagnostic.severity {
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
        let Excerpt { text, span, from_line_start } = excerpt(diagnostic);
        let annotation = AnnotationKind::Primary.span(span);
        let snippet = Snippet::source(text).line_start(position.line).annotation(annotation);
        // The renderer counts the column itself, but only from the start of the line.
        if from_line_start {
            group.element(snippet.path(path))
        } else {
            group.element(origin).element(snippet)
        }
    };
    match &diagnostic.help {
        Some(help) => group.element(Level::HELP.message(&**help)),
        None => group,
    }
}

/// What the renderer sees of the file.
struct Excerpt {
    text: String,
    /// In the text of the excerpt.
    span: Range<usize>,
    /// Whether the excerpt begins where the line does.
    from_line_start: bool,
}

/// The line of a diagnostic, cut if it is very long. Looks no further than [`EXCERPT_REACH`].
fn excerpt(diagnostic: &Diagnostic) -> Excerpt {
    let text = diagnostic.source.text.as_str();
    let text_start = diagnostic.source.start();
    let start = diagnostic.span.start.max(text_start);
    let reach = |at: usize| text.floor_char_boundary(at.saturating_add(EXCERPT_REACH).min(text.len()));
    let end = diagnostic.span.end.clamp(start, reach(start));
    let end = text[start..end].find('\n').map_or(end, |at| start + at);
    let from = text.floor_char_boundary(start.saturating_sub(EXCERPT_REACH)).max(text_start);
    let line_start = text[from..start].rfind('\n').map(|at| from + at + 1);
    let from_line_start = line_start.is_some() || from == text_start;
    let from = line_start.unwrap_or(from);
    let to = text[end..reach(end)].find('\n').map_or(reach(end), |at| end + at);
    let line = text[from..to].trim_end_matches('\r');
    let before = if from_line_start { "" } else { "…" };
    let place = |at: usize| (at - from).min(line.len()) + before.len();
    Excerpt { text: format!("{before}{line}"), span: place(start)..place(end), from_line_start }
}
