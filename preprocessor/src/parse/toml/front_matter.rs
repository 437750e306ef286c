//! Splits a Markdown file into its TOML front matter and its body, and parses the TOML.
//!
//! In: a source and the shape of its front matter. Out: the fields and the span of the body. The front matter is between
//! a first line that is `+++` and the next such line. Must not parse the body.

use std::sync::Arc;

use super::fields::{Fields, Shape};
use super::table::parse_table;
use crate::diagnostic::Diagnostic;
use crate::file_rules;
use crate::files::FENCE;
use crate::source::{Source, Span};

/// The front matter and the body of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FrontMatter {
    /// The first line is not a fence.
    Absent {
        /// The whole text.
        body: Span,
    },
    Unclosed {
        /// The opening fence.
        fence: Span,
    },
    Present {
        /// The opening fence.
        fence: Span,
        /// The TOML between the fences.
        toml: Span,
        /// Everything after the closing fence.
        body: Span,
    },
}

/// Splits a file at its fences.
pub fn split(source: &Source) -> FrontMatter {
    let text = &source.text;
    let start = source.start();
    let mut lines = lines_from(text, start);
    match lines.next() {
        Some(line) if text[line.clone()].trim_end() == FENCE => {
            let fence = start..start + FENCE.len();
            let toml_start = line.end;
            for line in lines {
                if text[line.clone()].trim_end() == FENCE {
                    return FrontMatter::Present {
                        fence,
                        toml: toml_start..line.start,
                        body: line.end..text.len(),
                    };
                }
            }
            FrontMatter::Unclosed { fence }
        }
        _ => FrontMatter::Absent { body: start..text.len() },
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

/// Parses front matter that must be there. Without it, `None` and a diagnostic: the rest of the file is not parsed.
pub fn parse_required(
    source: &Arc<Source>,
    shape: &'static Shape,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<(Fields, Span)> {
    match split(source) {
        FrontMatter::Present { fence, toml, body } => {
            Some((parse_table(source, toml, fence, shape, diagnostics), body))
        }
        FrontMatter::Absent { .. } => {
            diagnostics.push(file_rules::missing_front_matter::at(source, shape.name));
            None
        }
        FrontMatter::Unclosed { fence } => {
            diagnostics.push(file_rules::unclosed_front_matter::at(source, fence));
            None
        }
    }
}

/// Parses front matter if there is any.
pub fn parse_optional(
    source: &Arc<Source>,
    shape: &'static Shape,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Fields, Span) {
    match split(source) {
        FrontMatter::Present { fence, toml, body } => {
            (parse_table(source, toml, fence, shape, diagnostics), body)
        }
        FrontMatter::Absent { body } => (Fields::default(), body),
        FrontMatter::Unclosed { fence } => {
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
            FrontMatter::Present { toml, body, .. } => {
                Some((source.slice(&toml).to_owned(), source.slice(&body).to_owned()))
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
    fn an_unclosed_fence_differs_from_none() {
        assert_eq!(split(&Source::new("f", "+++\na")), FrontMatter::Unclosed { fence: 0..3 });
        assert_eq!(split(&Source::new("f", "")), FrontMatter::Absent { body: 0..0 });
    }
}
