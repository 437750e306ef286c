//! Finds the place of a mistake in a diagram when the renderer gives none, or a vague one.
//!
//! In: the text of a diagram, the renderer's failure, and a way to parse parts of the text. Out: the same failure with a
//! place on one line. Must not parse more often than the logarithm of the number of lines.

use crate::parse::embedded::Failure;
use crate::source::Span;

/// Words that open what `end` closes.
const OPENINGS: [&str; 9] = ["subgraph", "loop", "alt", "opt", "par", "critical", "break", "rect", "box"];

/// Gives a failure the smallest place that is known, else a line. `refused` says whether a text does not parse.
pub(super) fn locate(failure: Failure, code: &str, refused: impl Fn(&str) -> bool) -> Failure {
    let Failure { span, mut reason } = failure;
    let place = match span {
        Some(span) if !code[span.clone()].trim().is_empty() => first_line(&span, code),
        Some(span) if code[span.start..].trim().is_empty() => match unclosed(code) {
            Some(opening) => {
                let word = code[opening.clone()].split_whitespace().next().unwrap_or_default();
                reason = format!("`{word}` is never closed by `end`");
                opening
            }
            None => first_refused(code, refused),
        },
        // The renderer points at the end of the line that it could not finish.
        Some(span) => line_before(span.start, code),
        None => lines(code).next().unwrap_or(0..0),
    };
    Failure { span: Some(place), reason }
}

/// The lines that are not blank, trimmed.
fn lines(code: &str) -> impl DoubleEndedIterator<Item = Span> + '_ {
    let line = |line: &str| {
        let start = line.as_ptr() as usize - code.as_ptr() as usize;
        let start = start + line.len() - line.trim_start().len();
        start..start + line.trim().len()
    };
    code.split('\n').map(line).filter(|line| !line.is_empty())
}

/// The part of a span on its first line, trimmed.
fn first_line(span: &Span, code: &str) -> Span {
    let text = &code[span.clone()];
    let start = span.start + text.len() - text.trim_start().len();
    start..start + text.trim().lines().next().unwrap_or_default().trim_end().len()
}

fn line_before(at: usize, code: &str) -> Span {
    lines(code).take_while(|line| line.start <= at).last().unwrap_or(at..at)
}

/// The last line whose block is not closed by `end`.
fn unclosed(code: &str) -> Option<Span> {
    let mut open = Vec::new();
    for line in lines(code) {
        match code[line.clone()].split_whitespace().next() {
            Some("end") => {
                open.pop();
            }
            Some(word) if OPENINGS.contains(&word) => open.push(line),
            _ => {}
        }
    }
    open.pop()
}

/// The first line up to which the diagram is refused, found by bisection.
fn first_refused(code: &str, refused: impl Fn(&str) -> bool) -> Span {
    let lines: Vec<Span> = lines(code).collect();
    let refused_up_to = |count: usize| {
        let Some(last) = lines.get(count.wrapping_sub(1)) else {
            return false;
        };
        let mut part = code[..last.end].to_owned();
        while unclosed(&part).is_some() {
            part.push_str("\nend");
        }
        refused(&part)
    };
    let (mut accepted, mut tried) = (1, lines.len());
    while tried > accepted + 1 {
        let middle = usize::midpoint(accepted, tried);
        if refused_up_to(middle) {
            tried = middle;
        } else {
            accepted = middle;
        }
    }
    lines.get(tried.wrapping_sub(1)).cloned().unwrap_or(0..0)
}

#[cfg(test)]
mod tests {
    use super::super::{Refusal, render};

    fn place(code: &str) -> (&str, String) {
        let Err(Refusal::Failure(failure)) = render(code, "x".to_owned()) else {
            panic!("it does not parse")
        };
        (code.get(failure.span.expect("a place")).expect("inside"), failure.reason)
    }

    #[test]
    fn a_mistake_that_the_renderer_notices_late_is_reported_at_its_line() {
        let (line, _) = place("flowchart LR\n  A --> B\n  subgraph s\n  C[a(b)c] --> D\n  end\n  E --> F\n");
        assert_eq!(line, "C[a(b)c] --> D");
        let (line, reason) = place("sequenceDiagram\n  A->>B: x\n  loop y\n  B->>A: z\n");
        assert_eq!((line, reason.as_str()), ("loop y", "`loop` is never closed by `end`"));
    }

    #[test]
    fn a_line_that_ends_too_soon_is_reported_instead_of_the_next() {
        assert_eq!(place("sequenceDiagram\n  A->>B: x\n  A->B\n  B->>A: y\n").0, "A->B");
        assert_eq!(place("sequenceDiagram\r\n  A->>B: x\r\n  A->B\r\n  B->>A: y\r\n").0, "A->B");
    }
}
