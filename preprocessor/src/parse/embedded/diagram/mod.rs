//! Turns Mermaid into SVG that takes its colors from the page.
//!
//! In: the text of a diagram and an id for it. Out: `<svg>` on one line without a style sheet, or where and why the text
//! does not parse. Must not draw anything but flowcharts and sequence diagrams.

mod features;
mod locate;

use std::sync::LazyLock;

use merman::svg::SvgRenderOptions;
use merman::{
    MermaidEngine, OperationControl, ParseOptions, RenderError, RenderOutput, RenderRequest, Renderer,
    SourcePresentationConfig, SvgRequest,
};

use super::Failure;
use super::catch_panic::catch_panic;
use crate::diagnostic::phrase;

/// The largest diagram that is drawn, in bytes; more would not fit on a page.
const LARGEST: usize = 20_000;
/// The longest line of it, in bytes: the time to measure a label grows with the square of its length.
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

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawing {
    /// The prefix of all its element ids.
    pub id: String,
    /// `<svg>` on one line.
    pub svg: String,
}

impl Drawing {
    /// The SVG with another prefix, for a second place on the same page.
    pub fn with_id(&self, id: &str) -> String {
        self.svg.replace(&self.id, id)
    }
}

/// Why there is no drawing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The text is another kind of Mermaid diagram, or not Mermaid.
    OtherKind,
    /// The text is too large or does not parse.
    Failure(Failure),
}

/// Draws a diagram whose element ids begin with `id`.
///
/// # Errors
///
/// The text is too large, of another kind, or does not parse; the last has a place.
pub fn render(code: &str, id: String) -> Result<Drawing, Refusal> {
    let refused = |part: &str| draw(part, "cb-part").is_err();
    match draw(code, &id) {
        Ok(svg) => match features::missing(code) {
            Some(failure) => Err(Refusal::Failure(failure)),
            None => Ok(Drawing { id, svg }),
        },
        Err(Refusal::Failure(failure)) => {
            Err(Refusal::Failure(features::explain(locate::locate(failure, code, refused), code)))
        }
        Err(Refusal::OtherKind) => Err(Refusal::OtherKind),
    }
}

fn draw(code: &str, id: &str) -> Result<String, Refusal> {
    let failure = |reason: &str| Err(Refusal::Failure(Failure::new(reason)));
    if code.len() > LARGEST || code.lines().any(|line| line.len() > LONGEST_LINE) {
        return failure("it is too large");
    }
    let options = SvgRenderOptions { diagram_id: Some(id.to_owned()), ..SvgRenderOptions::default() };
    let request = SvgRequest { options, ..SvgRequest::default() };
    // The renderer is an alpha version: a panic in it must not end the build.
    match catch_panic(|| RENDERER.render(RenderRequest::svg(code, OperationControl::new(), request))) {
        Some(Ok(RenderOutput::Svg(Some(svg)))) => Ok(clean(svg.svg(), id)),
        Some(Ok(_)) => Err(Refusal::OtherKind),
        Some(Err(error)) => Err(refusal(&error, code)),
        None => failure("the renderer gave up on it"),
    }
}

/// The codes of what the renderer does not take for a diagram of a kind that it draws.
const OTHER_KINDS: [&str; 2] = ["merman.parse.no_diagram_detected", "merman.parse.unsupported_diagram"];

fn refusal(error: &RenderError, code: &str) -> Refusal {
    let details = match error {
        RenderError::NoDiagram => return Refusal::OtherKind,
        RenderError::Parse(diagnostic) => Some(diagnostic.terminal_diagnostic_details()),
        _ => None,
    };
    if details.as_ref().is_some_and(|details| OTHER_KINDS.contains(&details.code.as_str())) {
        return Refusal::OtherKind;
    }
    let reason = phrase(&error.to_string());
    // `Diagram parse error (flowchart-v2): Unexpected …` → `unexpected …`
    let reason = reason.split_once("): ").map_or(reason.as_str(), |(_, reason)| reason);
    let reason = phrase(reason.split(" at ").next().unwrap_or(reason));
    // A list of everything that could follow would be longer than the diagram.
    let reason = match reason.split_once("; expected ") {
        Some((fact, expected)) if expected.len() > 60 => fact.to_owned(),
        _ => reason,
    };
    let span = details.and_then(|details| details.span).map(|span| span.start..span.end);
    Refusal::Failure(Failure { span: span.filter(|span| code.get(span.clone()).is_some()), reason })
}

/// Removes line breaks and the renderer's style sheet, filters, unused arrowheads, and ids without `id` in them.
fn clean(svg: &str, id: &str) -> String {
    let mut out = String::with_capacity(svg.len());
    let mut rest = svg;
    while let Some(open) = rest.find('<') {
        push_line(&rest[..open], &mut out);
        rest = &rest[open..];
        if let Some(after) = after_removed(rest, svg) {
            rest = after;
            continue;
        }
        let close = rest.find('>').map_or(rest.len(), |close| close + 1);
        push_line(&without_shared_id(&rest[..close], id), &mut out);
        rest = &rest[close..];
    }
    push_line(rest, &mut out);
    out.replace("<defs></defs>", "")
}

/// What follows the element at the start of `rest` if it is to be removed.
fn after_removed<'a>(rest: &'a str, svg: &str) -> Option<&'a str> {
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

/// A tag without an `id` that another diagram on the page could have too.
fn without_shared_id<'a>(tag: &'a str, id: &str) -> std::borrow::Cow<'a, str> {
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
    fn a_diagram_is_one_line_without_style_and_shared_ids() {
        let code = "sequenceDiagram\n  participant A\n  A->>B: hello\n";
        let Drawing { svg, .. } = render(code, "cb-1".to_owned()).expect("it parses");
        assert!(svg.starts_with("<svg id=\"cb-1\""), "{svg}");
        assert!(!svg.contains("<style") && !svg.contains('\n'), "{svg}");
        for part in svg.split(" id=\"").skip(1) {
            assert!(part.split('"').next().is_some_and(|id| id.contains("cb-1")), "{part}");
        }
    }

    #[test]
    fn a_drawing_can_be_on_a_page_twice() {
        let drawing = render("flowchart LR\n  A --> B\n", "cb-1".to_owned()).expect("it parses");
        let again = drawing.with_id("cb-2");
        assert!(again.starts_with("<svg id=\"cb-2\"") && !again.contains("cb-1"), "{again}");
    }

    #[test]
    fn a_mistake_has_a_place() {
        let Err(Refusal::Failure(failure)) = render("flowchart LR\n A[x -->\n B", "x".to_owned()) else {
            panic!("it does not parse")
        };
        assert_eq!(failure.reason, "unterminated node label (missing `]`)");
        assert!(failure.span.is_some());
    }

    #[test]
    fn other_kinds_and_other_texts_are_told_from_mistakes() {
        let texts = ["pie\n \"a\": 1\n", "classDiagram\n A <|-- B\n", "gantt\n a: 1d\n", "hello\n", "\n", ""];
        for text in texts {
            assert_eq!(render(text, "x".to_owned()), Err(Refusal::OtherKind), "{text}");
        }
    }
}
