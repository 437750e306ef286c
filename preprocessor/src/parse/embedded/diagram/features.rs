//! Names what Mermaid can draw and the renderer cannot.
//!
//! In: the text of a diagram, and the renderer's failure if there is one. Out: a failure that names the feature or the
//! character, with its place. Must not look at diagrams that are drawn whole.

use crate::parse::embedded::Failure;
use crate::source::Span;

/// How an icon of a font begins in a label.
const ICONS: [&str; 6] = ["fa:fa-", "fab:fa-", "fas:fa-", "far:fa-", "fal:fa-", "fak:fa-"];

/// The first feature in a text that would be missing from its drawing. Only flowcharts have icons and pictures.
pub(super) fn missing(code: &str) -> Option<Failure> {
    if code.lines().any(|line| line.trim_start().starts_with("sequenceDiagram")) {
        return None;
    }
    let is_comment =
        |at: usize| code[..at].rsplit('\n').next().is_some_and(|line| line.trim_start().starts_with("%%"));
    let find = |icon: &str| code.match_indices(icon).map(|(at, _)| at).find(|at| !is_comment(*at));
    let icon = ICONS.iter().filter_map(|icon| Some((find(icon)?, icon.len()))).min();
    let icon = icon.map(|(start, length)| {
        let in_name = |c: char| c.is_ascii_alphanumeric() || c == '-';
        let rest = &code[start + length..];
        let span = start..start + length + rest.find(|c| !in_name(c)).unwrap_or(rest.len());
        (format!("the icon `{}` cannot be drawn: pages load no icon fonts", &code[span.clone()]), span)
    });
    let shape = || {
        let (start, name) = shapes(code).find_map(|(start, shape)| {
            let name = ["icon:", "img:"].into_iter().find(|name| shape.contains(name))?;
            Some((start + shape.find(name)?, name))
        })?;
        let reason = format!("`{name}` cannot be drawn: a diagram is text only");
        Some((reason, start..start + name.len()))
    };
    let (reason, span) = icon.or_else(shape)?;
    Some(Failure { span: Some(span), reason })
}

/// The texts between `@{` and `}`, with their places.
fn shapes(code: &str) -> impl Iterator<Item = (usize, &str)> {
    code.match_indices("@{").filter_map(|(at, _)| {
        let shape = &code[at + 2..];
        Some((at + 2, &shape[..shape.find('}')?]))
    })
}

/// A failure in words that name what the author wrote.
pub(super) fn explain(failure: Failure, code: &str) -> Failure {
    let Failure { span, reason } = failure;
    let at = |text: &str| code.find(text).map(|start| start..start + text.len());
    if reason.contains("capability `math`") {
        let reason = "a formula in a label cannot be drawn: write it as text".to_owned();
        return Failure { span: at("$$").or(span), reason };
    }
    let written: Option<&str> = span.clone().and_then(|span: Span| code.get(span));
    let reason = match (reason.as_str(), written) {
        ("unexpected character", Some(text)) if !text.trim().is_empty() => {
            format!("unexpected character `{}`", text.trim())
        }
        (reason, Some("end")) if reason.starts_with("unexpected end") => {
            "`end` closes a block, so it cannot be an id: write `End`".to_owned()
        }
        _ => reason,
    };
    Failure { span, reason }
}

#[cfg(test)]
mod tests {
    use super::super::{Refusal, render};

    fn refusal(code: &str) -> (&str, String) {
        let Err(Refusal::Failure(failure)) = render(code, "x".to_owned()) else {
            panic!("it is drawn: {code}")
        };
        (code.get(failure.span.expect("a place")).expect("inside"), failure.reason)
    }

    #[test]
    fn what_only_looks_like_an_icon_is_no_reason() {
        for code in ["flowchart LR\n  %% fa:fa-user\n  A --> B\n", "sequenceDiagram\n  A->>B: fa:fa-user\n"] {
            assert!(render(code, "x".to_owned()).is_ok(), "{code}");
        }
    }

    #[test]
    fn what_cannot_be_drawn_is_named() {
        let (place, reason) = refusal("flowchart LR\n  A[fa:fa-user Reader] --> B\n");
        assert_eq!(place, "fa:fa-user");
        assert_eq!(reason, "the icon `fa:fa-user` cannot be drawn: pages load no icon fonts");
        let (place, reason) = refusal("flowchart LR\n  A[\"$$x^2$$\"] --> B\n");
        assert_eq!(
            (place, reason.as_str()),
            ("$$", "a formula in a label cannot be drawn: write it as text")
        );
        let (place, _) = refusal("flowchart LR\n  A@{ img: \"https://x.y/z.png\" } --> B\n");
        assert_eq!(place, "img:");
        let (place, reason) = refusal("flowchart LR\n  id*[x] --> B\n");
        assert_eq!((place, reason.as_str()), ("*", "unexpected character `*`"));
        let (place, reason) = refusal("flowchart LR\n  A --> end\n");
        assert_eq!(
            (place, reason.as_str()),
            ("end", "`end` closes a block, so it cannot be an id: write `End`")
        );
    }
}
