//! Splits a Markdown file into its TOML front matter and its body.
//!
//! In: a source. Out: two spans. The fence is `+++` alone on the first line and
//! again on a later one. Must not read the TOML.

use std::sync::Arc;

use super::fields::{Fields, Shape};
use super::table;
use crate::diagnostic::Diagnostic;
use crate::file_rules;
use crate::source::{Source, Span};

const FENCE: &str = "+++";

/// Where the two parts of a file are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Split {
    /// The opening fence.
    pub fence: Span,
    /// The TOML between the fences.
    pub toml: Span,
    /// All after the closing fence.
    pub body: Span,
}

/// What the top of a file holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Top {
    /// No fence on the first line: all is body.
    Absent(Span),
    /// A fence that is never closed.
    Unclosed(Span),
    /// Front matter and body.
    Present(Split),
}

/// Splits a file at its fences.
pub fn split(source: &Source) -> Top {
    let text = &source.text;
    let start = source.start();
    let mut lines = lines_from(text, start);
    match lines.next() {
        Some(line) if text[line.clone()].trim_end() == FENCE => {
            let fence = start..start + FENCE.len();
            let toml_start = line.end;
            for line in lines {
                if text[line.clone()].trim_end() == FENCE {
                    return Top::Present(Split {
                        fence,
                        toml: toml_start..line.start,
                        body: line.end..text.len(),
                    });
                }
            }
            Top::Unclosed(fence)
        }
        _ => Top::Absent(start..text.len()),
    }
}

/// The lines of `text` from `start`, each with its line ending.
fn lines_from(text: &str, start: usize) -> impl Iterator<Item = Span> + '_ {
    let mut at = start;
    std::iter::from_fn(move || {
        if at >= text.len() {
            return None;
        }
        let end = text[at..].find('\n').map_or(text.len(), |found| at + found + 1);
        let line = at..end;
        at = end;
        Some(line)
    })
}

/// Reads front matter that must be there. `None` means that the rest of the file is not worth reading.
pub fn read_required(
    source: &Arc<Source>,
    shape: &'static Shape,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<(Fields, Span)> {
    match split(source) {
        Top::Present(Split { fence, toml, body }) => {
            Some((table::read(source, toml, fence, shape, diagnostics), body))
        }
        Top::Absent(_) => {
            diagnostics.push(file_rules::missing_front_matter::at(source, shape.name));
            None
        }
        Top::Unclosed(fence) => {
            diagnostics.push(file_rules::unclosed_front_matter::at(source, fence));
            None
        }
    }
}

/// Reads front matter that may be there.
pub fn read_optional(
    source: &Arc<Source>,
    shape: &'static Shape,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Fields, Span) {
    match split(source) {
        Top::Present(Split { fence, toml, body }) => {
            (table::read(source, toml, fence, shape, diagnostics), body)
        }
        Top::Absent(body) => (Fields::default(), body),
        Top::Unclosed(fence) => {
            diagnostics.push(file_rules::unclosed_front_matter::at(source, fence));
            (Fields::default(), source.text.len()..source.text.len())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Option<(String, String)> {
        let source = Source::new("f.md", text);
        match split(&source) {
            Top::Present(split) => {
                Some((source.slice(&split.toml).to_owned(), source.slice(&split.body).to_owned()))
            }
            _ => None,
        }
    }

    #[test]
    fn splits_only_at_fences_alone_on_their_line() {
        assert_eq!(parts("+++\na = 1\n+++\nb"), Some(("a = 1\n".into(), "b".into())));
        assert_eq!(parts("\u{feff}+++\r\na = 1\r\n+++\r\nb"), Some(("a = 1\r\n".into(), "b".into())));
        assert_eq!(parts("+++\n+++"), Some((String::new(), String::new())));
        assert_eq!(parts("+++ x\n+++\n"), None);
        assert_eq!(parts("\n+++\n+++\n"), None);
    }

    #[test]
    fn tells_an_unclosed_fence_from_none() {
        assert_eq!(split(&Source::new("f", "+++\na")), Top::Unclosed(0..3));
        assert_eq!(split(&Source::new("f", "")), Top::Absent(0..0));
    }
}
