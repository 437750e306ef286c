//! Escapes a value so that HTML, Markdown and mdBook all show it as it is.
//!
//! In: a text. Out: the same with character references, which mean the same everywhere. A title in a heading is read as
//! Markdown, one in a block of HTML is not, and in both mdBook would expand `{{#include …}}`. Must not be used in a
//! script.

use std::{fmt, io};

/// A text as it is written where HTML is written here.
pub(super) struct Escaped<'a>(pub(super) &'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        pieces(self.0, |piece| f.write_str(piece))
    }
}

/// Writes a text of a template.
///
/// # Errors
///
/// Those of `out`.
pub(super) fn escape(text: &str, out: &mut dyn io::Write) -> io::Result<()> {
    pieces(text, |piece| out.write_all(piece.as_bytes()))
}

/// Writes a text with every character that could be syntax as a character reference.
fn pieces<E>(text: &str, mut write: impl FnMut(&str) -> Result<(), E>) -> Result<(), E> {
    let mut written = 0;
    for (at, byte) in text.bytes().enumerate() {
        let reference = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'!' => "&#33;",
            b'#' => "&#35;",
            b'$' => "&#36;",
            b'\'' => "&#39;",
            b'*' => "&#42;",
            b'[' => "&#91;",
            b'\\' => "&#92;",
            b']' => "&#93;",
            b'^' => "&#94;",
            // An underscore in a word is not syntax, and must stay: character references in `{#…}` are not decoded.
            b'_' if !is_inside_a_word(text, at) => "&#95;",
            b'`' => "&#96;",
            b'{' => "&#123;",
            b'|' => "&#124;",
            b'}' => "&#125;",
            b'~' => "&#126;",
            _ => continue,
        };
        write(&text[written..at])?;
        write(reference)?;
        written = at + 1;
    }
    write(&text[written..])
}

fn is_inside_a_word(text: &str, at: usize) -> bool {
    text[..at].ends_with(char::is_alphanumeric) && text[at + 1..].starts_with(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn escaped(text: &str) -> String {
        let mut out = Vec::new();
        escape(text, &mut out).expect("writing to memory");
        String::from_utf8(out).expect("UTF-8")
    }

    #[test]
    fn markdown_shows_what_was_written() {
        let text = r#"a*b* _c_ `d` [e](f) <g> & "h" 'i' {{#include j}} {#k} | ~~l~~ $m$ \n ![o](p) é🦀 C #"#;
        let mut html = String::new();
        let markdown = format!("# {}\n", escaped(text));
        pulldown_cmark::html::push_html(
            &mut html,
            pulldown_cmark::Parser::new_ext(&markdown, pulldown_cmark::Options::all()),
        );
        let shown = html.trim().trim_start_matches("<h1>").trim_end_matches("</h1>");
        let shown =
            shown.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
        assert_eq!(shown, text);
    }

    #[test]
    fn ids_stay_as_they_are() {
        assert_eq!(escaped("case-a_b-ü1"), "case-a_b-ü1");
        assert_eq!(escaped("../cases/a.html"), "../cases/a.html");
    }
}
