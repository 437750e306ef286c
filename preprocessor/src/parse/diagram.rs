//! Turns Mermaid into SVG that takes its colors from the page.
//!
//! In: the text of a diagram and an id for it. Out: `<svg>` on one line without
//! a style sheet of its own, or where and why it does not parse. Flowcharts and
//! sequence diagrams only. Must not know where it stands.

use std::sync::LazyLock;

use merman::svg::SvgRenderOptions;
use merman::{
    MermaidEngine, OperationControl, ParseOptions, RenderOutput, RenderRequest, Renderer,
    SourcePresentationConfig, SvgRequest,
};

use super::guard::survive;
use super::locate::locate;
use super::{Failure, phrase};
use crate::source::Span;

/// The largest diagram that is drawn, in bytes: more is no diagram on a page.
const LARGEST: usize = 20_000;
/// The longest line of it: measuring a label takes time with its square.
const LONGEST_LINE: usize = 1_000;

static RENDERER: LazyLock<Renderer> = LazyLock::new(|| {
    let site = SourcePresentationConfig::from_value(serde_json::json!({
        "theme": "neutral",
        "htmlLabels": false,
        "securityLevel": "strict",
        "flowchart": { "htmlLabels": false, "useMaxWidth": true },
        "sequence": { "useMaxWidth": true, "mirrorActors": false },
    }));
    Renderer::new()
        .with_presentation_engine(MermaidEngine::new().with_site_config(site))
        .with_parse_options(ParseOptions::strict())
});

/// Draws something, for nobody: the first diagram of a process takes milliseconds longer than the next, since
/// its renderer reads tables. In a thread of its own, that is time in which a book can be read.
pub fn warm_up() {
    let _ = draw("flowchart TD\n  a --> b", "warm-up");
}

/// Draws a diagram whose element ids begin with `id`. A failure says where it is.
pub fn render(code: &str, id: &str) -> Result<String, Failure> {
    draw(code, id).map_err(|failure| locate(failure, code))
}

pub(super) fn draw(code: &str, id: &str) -> Result<String, Failure> {
    if code.len() > LARGEST || code.lines().any(|line| line.len() > LONGEST_LINE) {
        return Err(Failure::new("it is too large"));
    }
    let options = SvgRenderOptions { diagram_id: Some(id.to_owned()), ..SvgRenderOptions::default() };
    let request = SvgRequest { options, ..SvgRequest::default() };
    // The renderer is young: what it stumbles over must not take the book with it.
    let drawn = survive(|| RENDERER.render(RenderRequest::svg(code, OperationControl::new(), request)));
    match drawn {
        Some(Ok(RenderOutput::Svg(Some(svg)))) => Ok(adopt(svg.svg(), id)),
        Some(Ok(_)) => Err(Failure::new(OTHER_KIND)),
        Some(Err(error)) => Err(describe(&error, code)),
        None => Err(Failure::new("the renderer gave up on it")),
    }
}

/// The reason for a diagram of another kind.
pub const OTHER_KIND: &str = "it is neither a flowchart nor a sequence diagram";

fn describe(error: &merman::RenderError, code: &str) -> Failure {
    let reason = phrase(&error.to_string());
    if reason.starts_with("unsupported diagram type") || reason.starts_with("no Mermaid") {
        return Failure::new(OTHER_KIND);
    }
    // `Diagram parse error (flowchart-v2): Unexpected …` → `unexpected …`
    let reason = reason.split_once("): ").map_or(reason.as_str(), |(_, reason)| reason);
    let reason = phrase(reason.split(" at ").next().unwrap_or(reason));
    // A list of all that could follow is longer than the diagram.
    let reason = match reason.split_once("; expected ") {
        Some((fact, expected)) if expected.len() > 60 => fact.to_owned(),
        _ => reason,
    };
    Failure { span: error_span(error).filter(|span| code.get(span.clone()).is_some()), reason }
}

fn error_span(error: &merman::RenderError) -> Option<Span> {
    let merman::RenderError::Parse(diagnostic) = error else {
        return None;
    };
    diagnostic.terminal_diagnostic_details().span.map(|span| span.start..span.end)
}

/// Takes the renderer's style sheet, filters, unused arrowheads and foreign ids out, and makes it one line.
fn adopt(svg: &str, id: &str) -> String {
    let mut out = String::with_capacity(svg.len());
    let mut rest = svg;
    while let Some(open) = rest.find('<') {
        push_line(&rest[..open], &mut out);
        rest = &rest[open..];
        if let Some(after) = skipped(rest, svg) {
            rest = after;
            continue;
        }
        let close = rest.find('>').map_or(rest.len(), |close| close + 1);
        push_line(&own_ids(&rest[..close], id), &mut out);
        rest = &rest[close..];
    }
    push_line(rest, &mut out);
    out.replace("<defs></defs>", "")
}

/// What follows an element that is left out; `None` if the element at the start stays.
fn skipped<'a>(rest: &'a str, svg: &str) -> Option<&'a str> {
    let end = if rest.starts_with("<style") {
        "</style>"
    } else if rest.starts_with("<filter") {
        "</filter>"
    } else if rest.starts_with("<marker") {
        let marker = rest.split_once(" id=\"").and_then(|(_, value)| value.split('"').next())?;
        if svg.contains(&format!("url(#{marker})")) {
            return None;
        }
        "</marker>"
    } else {
        return None;
    };
    Some(rest.find(end).map_or("", |at| &rest[at + end.len()..]))
}

/// Drops an `id` that two diagrams of a page could share.
fn own_ids<'a>(tag: &'a str, id: &str) -> std::borrow::Cow<'a, str> {
    const ATTRIBUTE: &str = " id=\"";
    let Some(start) = tag.find(ATTRIBUTE) else {
        return tag.into();
    };
    let value = &tag[start + ATTRIBUTE.len()..];
    let Some(length) = value.find('"') else {
        return tag.into();
    };
    if value[..length].contains(id) {
        return tag.into();
    }
    format!("{}{}", &tag[..start], &value[length + 1..]).into()
}

fn push_line(text: &str, out: &mut String) {
    out.extend(text.chars().map(|c| if c == '\n' || c == '\r' { ' ' } else { c }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_diagram_is_one_line_without_style_and_foreign_ids() {
        let code = "sequenceDiagram\n  participant A\n  A->>B: hello\n";
        let svg = render(code, "cb-1").expect("it parses");
        assert!(svg.starts_with("<svg id=\"cb-1\""), "{svg}");
        assert!(!svg.contains("<style") && !svg.contains('\n'), "{svg}");
        for part in svg.split(" id=\"").skip(1) {
            assert!(part.split('"').next().is_some_and(|id| id.contains("cb-1")), "{part}");
        }
    }

    #[test]
    fn a_mistake_has_a_place() {
        let failure = render("flowchart LR\n A[x -->\n B", "x").expect_err("it does not parse");
        assert_eq!(failure.reason, "unterminated node label (missing `]`)");
        assert!(failure.span.is_some());
        let other = render("pie\n \"a\": 1\n", "x").expect_err("no pie");
        assert_eq!(other.reason, "it is neither a flowchart nor a sequence diagram");
    }
}
