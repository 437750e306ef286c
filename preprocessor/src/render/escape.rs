//! Escapes a value so that HTML, Markdown and mdBook all show it as it is.
//!
//! In: a text. Out: the same with character references, which mean the same everywhere. A title in a heading is read as
//! Markdown, one in a block of HTML is not, and in both mdBook would expand `{{#include …}}`. Must not be used in a
//! script.

use std::io::{Result, Write};

/// Writes a text with every character that could be syntax as a character reference.
///
/// # Errors
///
/// Those of `out`.
pub(super) fn escape(text: &str, out: &mut dyn Write) -> Result<()> {
    let mut written = 0;
    for (at, byte) in text.bytes().enumerate() {
        // An underscore in a word is not syntax, and must stay: character references in `{#…}` are not decoded.
        let is_syntax = match byte {
            b'&' | b'<' | b'>' | b'"' | b'\'' | b'\\' | b'`' | b'*' | b'{' | b'}' | b'[' | b']' | b'#'
            | b'|' | b'~' | b'$' | b'!' | b'^' => true,
            b'_' => !is_inside_a_word(text, at),
            _ => false,
        };
        if is_syntax {
            out.write_all(&text.as_bytes()[written..at])?;
            match byte {
                b'&' => out.write_all(b"&amp;")?,
                b'<' => out.write_all(b"&lt;")?,
                b'>' => out.write_all(b"&gt;")?,
                b'"' => out.write_all(b"&quot;")?,
                byte => write!(out, "&#{byte};")?,
            }
            written = at + 1;
        }
    }
    out.write_all(&text.as_bytes()[written..])
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
