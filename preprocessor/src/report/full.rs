//! The line, a caret under the smallest thing, and the next step, as rustc shows them.

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use crate::diagnostic::{Diagnostic, Severity};

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
    let source = &diagnostic.source;
    // A few lines are enough; the renderer would walk the whole file for each diagnostic.
    let text = &source.text;
    let start = text[..diagnostic.span.start].rfind('\n').map_or(source.start(), |at| at + 1);
    let start = start.min(diagnostic.span.start);
    let end = text[diagnostic.span.end..].find('\n').map_or(text.len(), |at| diagnostic.span.end + at);
    let line = source.position(start).line;
    let mut span = diagnostic.span.start - start..diagnostic.span.end - start;
    if let Some(cut) = text[diagnostic.span.clone()].find('\n') {
        span.end = span.start + cut;
    }
    let snippet = Snippet::source(&text[start..end])
        .line_start(line)
        .path(&*source.path)
        .annotation(AnnotationKind::Primary.span(span));
    let group = level.primary_title(&*diagnostic.message).id(diagnostic.rule.id).element(snippet);
    match &diagnostic.help {
        Some(help) => group.element(Level::HELP.message(&**help)),
        None => group,
    }
}
