//! Parses a cover: the picture on the card of a case, an SVG file that becomes part of the page.
//!
//! In: one source. Out: the drawing as one line, without a script, a style or a reference to anything outside of it;
//! `None` where a diagnostic says why. Must not let through what is not on its lists.

use std::sync::Arc;

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};

use super::Parsed;
use crate::diagnostic::{Diagnostic, phrase};
use crate::file_rules::{heavy_cover, malformed_cover, unsafe_cover};
use crate::source::{Source, Span};

/// Comes before every id in a drawing, and is replaced by what makes it the only one of its name on a page. No
/// well-formed file has this character.
pub const ID_MARK: char = '\u{0}';

/// How deep elements may be nested.
const DEEPEST: usize = 32;

const ELEMENTS: &str = "circle clipPath defs ellipse g line linearGradient mask path pattern polygon polyline \
    radialGradient rect stop symbol text tspan use";

/// What would be read aloud or shown as a tooltip; a cover is decoration.
const LEFT_OUT: [&str; 3] = ["desc", "metadata", "title"];

const ATTRIBUTES: &str = "clip-path clip-rule clipPathUnits color cx cy d display dx dy fill fill-opacity fill-rule \
    font-family font-size font-weight fx fy gradientTransform gradientUnits height href id letter-spacing \
    mask maskContentUnits maskUnits offset opacity paint-order pathLength patternContentUnits \
    patternTransform patternUnits points preserveAspectRatio r rx ry spreadMethod stop-color \
    stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin \
    stroke-miterlimit stroke-opacity stroke-width text-anchor transform viewBox visibility width x x1 x2 y y1 y2";

const CLOSE: &str = "export the file again, as plain SVG";

/// Why there is no drawing.
struct Malformed {
    span: Span,
    message: String,
    help: &'static str,
}

fn unreadable(span: Span, error: &dyn std::fmt::Display) -> Malformed {
    Malformed { span, message: phrase(&error.to_string()), help: CLOSE }
}

struct Writer<'a> {
    source: &'a Arc<Source>,
    out: String,
    /// The names of the open elements, outermost first.
    open: Vec<String>,
    /// How many of them are in one that is left out, itself included.
    skipped: usize,
    diagnostics: Vec<Diagnostic>,
}

pub fn parse_cover(source: &Arc<Source>) -> Parsed<Option<String>> {
    let bytes = source.text.len();
    if bytes > heavy_cover::MOST {
        return Parsed { value: None, diagnostics: vec![heavy_cover::at(source, bytes)] };
    }
    let mut writer = Writer {
        source,
        out: String::with_capacity(bytes),
        open: Vec::new(),
        skipped: 0,
        diagnostics: vec![],
    };
    if let Err(Malformed { span, message, help }) = writer.read() {
        writer.diagnostics.push(malformed_cover::at(source, span, message, help));
    }
    let Writer { out, diagnostics, .. } = writer;
    Parsed { value: diagnostics.is_empty().then_some(out), diagnostics }
}

impl Writer<'_> {
    fn read(&mut self) -> Result<(), Malformed> {
        let start = self.source.start();
        let place = |at: u64| start + usize::try_from(at).unwrap_or(usize::MAX);
        let mut reader = Reader::from_str(&self.source.text[start..]);
        loop {
            let from = place(reader.buffer_position());
            let event = reader.read_event().map_err(|error| {
                let at = place(reader.error_position()).min(self.source.text.len());
                unreadable(at..at, &error)
            })?;
            let span = from..place(reader.buffer_position());
            match event {
                Event::Start(tag) => self.start(&tag, span, false)?,
                Event::Empty(tag) => self.start(&tag, span, true)?,
                Event::End(_) => self.end(),
                Event::Text(_) | Event::GeneralRef(_) => self.text(span)?,
                Event::CData(_) => self.refuse(span, "a CDATA section", "write its text as it is"),
                Event::PI(_) => self.refuse(span, "a processing instruction", "remove it"),
                Event::DocType(_) => self.refuse(span, "a document type", "remove it"),
                Event::Comment(_) | Event::Decl(_) => {}
                Event::Eof => break,
            }
        }
        let end = self.source.text.len();
        match self.open.last() {
            Some(name) => {
                Err(Malformed { span: end..end, message: format!("`<{name}>` is not closed"), help: CLOSE })
            }
            None if self.out.is_empty() => Err(Self::no_drawing(start..start)),
            None => Ok(()),
        }
    }

    fn no_drawing(span: Span) -> Malformed {
        let message = "the file is not an SVG drawing".to_owned();
        Malformed {
            span,
            message,
            help: "begin it with `<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"…\">`",
        }
    }

    fn refuse(&mut self, span: Span, what: &str, help: &str) {
        self.diagnostics.push(unsafe_cover::at(self.source, span, what, help));
    }

    fn start(&mut self, tag: &BytesStart<'_>, span: Span, is_empty: bool) -> Result<(), Malformed> {
        let name = tag.name().as_ref().to_owned();
        let is_root = self.open.is_empty();
        if is_root && (name != "svg" || !self.out.is_empty()) {
            return Err(Self::no_drawing(span));
        }
        if self.open.len() >= DEEPEST {
            let message = format!("elements are nested more than {DEEPEST} deep");
            return Err(Malformed { span, message, help: "remove the groups that hold a single element" });
        }
        let is_skipped = self.skipped > 0 || LEFT_OUT.contains(&name.as_str());
        if is_skipped {
            self.skipped += usize::from(!is_empty);
        } else {
            if !is_root && !is_in(ELEMENTS, &name) {
                self.refuse(
                    span.clone(),
                    &format!("`<{name}>`"),
                    "remove it: a cover is made of shapes, gradients and text",
                );
            }
            self.out.push('<');
            self.out.push_str(&name);
            self.attributes(tag, &span, is_root)?;
            self.out.push_str(if is_empty && !is_root { "/>" } else { ">" });
            if is_empty && is_root {
                self.close(&name);
            }
        }
        if !is_empty {
            self.open.push(name);
        }
        Ok(())
    }

    fn end(&mut self) {
        // The reader has compared the names.
        let Some(name) = self.open.pop() else { return };
        if self.skipped > 0 {
            self.skipped -= 1;
        } else {
            self.close(&name);
        }
    }

    fn close(&mut self, name: &str) {
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
    }

    fn attributes(&mut self, tag: &BytesStart<'_>, span: &Span, is_root: bool) -> Result<(), Malformed> {
        let mut has_size = false;
        let mut end = span.start + "<".len() + tag.name().as_ref().len();
        for attribute in tag.attributes() {
            let attribute = attribute.map_err(|error| unreadable(span.clone(), &error))?;
            let name = attribute.key.as_ref().to_owned();
            let rest = self.source.slice(&(end..span.end));
            let start = span.end - rest.trim_start().len();
            let at = start..start + name.len();
            let quote = rest.find(['"', '\'']).unwrap_or_default();
            end += quote + "\"".len() + attribute.value.len() + "\"".len();
            let value = unescape(&attribute.value).map_err(|error| unreadable(at.clone(), &error))?;
            self.attribute(&name, &value, at, is_root);
            has_size |= name == "viewBox" && is_view_box(&value);
        }
        if is_root && !has_size {
            let message = "the drawing has no `viewBox` of four numbers".to_owned();
            let help = "write `viewBox=\"0 0 320 240\"` with its width and height";
            return Err(Malformed { span: span.clone(), message, help });
        }
        Ok(())
    }

    fn attribute(&mut self, name: &str, value: &str, at: Span, is_root: bool) {
        let name = if name == "xlink:href" { "href" } else { name };
        // What only an editor or a style sheet would read, and the size that the card decides.
        let is_silent = name.contains(':')
            || ["class", "role", "version", "xmlns"].contains(&name)
            || name.starts_with("aria-")
            || name.starts_with("data-")
            || (is_root && ["height", "id", "width", "x", "y"].contains(&name));
        if is_silent {
            return;
        }
        if name == "style" {
            let help = "write its properties as attributes: `fill=\"…\"`";
            return self.refuse(at, "the attribute `style`", help);
        }
        if !is_in(ATTRIBUTES, name) {
            return self.refuse(at, &format!("the attribute `{name}`"), "remove it");
        }
        let value = value.replace(['"', '\''], "");
        let local = value.replace("url(#", "");
        if local.to_ascii_lowercase().contains("url(")
            || value.contains(['\\', '@', ID_MARK])
            || (name == "href" && !value.starts_with('#'))
        {
            let what = format!("a reference of `{name}` to another file");
            return self.refuse(at, &what, "draw it here, and refer to it by its id: `#…`");
        }
        let value = value.replace("url(#", &format!("url(#{ID_MARK}"));
        let value = match name {
            "id" => format!("{ID_MARK}{value}"),
            "href" => format!("#{ID_MARK}{}", &value[1..]),
            _ => value,
        };
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        self.push_escaped(&value);
        self.out.push('"');
    }

    /// `span`: a text or a reference to a character.
    fn text(&mut self, span: Span) -> Result<(), Malformed> {
        let written = self.source.slice(&span);
        let text = unescape(written).map_err(|error| unreadable(span.clone(), &error))?;
        if self.open.is_empty() && !text.trim().is_empty() {
            return Err(Self::no_drawing(span));
        }
        let is_shown = self.open.iter().any(|name| name == "text");
        if is_shown && self.skipped == 0 {
            self.push_escaped(&text);
        }
        Ok(())
    }

    /// One line, in which nothing is syntax of HTML, of Markdown in HTML, or of mdBook.
    fn push_escaped(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '&' => self.out.push_str("&amp;"),
                '<' => self.out.push_str("&lt;"),
                '>' => self.out.push_str("&gt;"),
                '"' => self.out.push_str("&quot;"),
                '{' => self.out.push_str("&#123;"),
                '}' => self.out.push_str("&#125;"),
                c if c.is_whitespace() => self.out.push(' '),
                c => self.out.push(c),
            }
        }
    }
}

fn is_in(list: &str, name: &str) -> bool {
    list.split_ascii_whitespace().any(|one| one == name)
}

fn is_view_box(value: &str) -> bool {
    let numbers = value.split(|c: char| c == ',' || c.is_whitespace()).filter(|number| !number.is_empty());
    let numbers: Option<Vec<f64>> = numbers.map(|number| number.parse().ok()).collect();
    numbers.is_some_and(|n| n.len() == 4 && n.iter().all(|n| n.is_finite()) && n[2] > 0.0 && n[3] > 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(inside: &str) -> Parsed<Option<String>> {
        let text = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\" width=\"9\">{inside}</svg>\n"
        );
        parse_cover(&Arc::new(Source::new("src/covers/a.svg", text)))
    }

    #[test]
    fn a_drawing_is_one_line_whose_ids_are_marked() {
        let inside = "\n  <title>A</title>\n\n  <linearGradient id=\"a\"/>\n<path fill='url(\"#a\")' d=\"M0\n0\"/><use xlink:href=\"#a\"/><text>{{x}} &amp; y</text>";
        let expected = "<svg viewBox=\"0 0 9 9\"><linearGradient id=\"\0a\"/><path fill=\"url(#\0a)\" d=\"M0 0\"/><use href=\"#\0a\"/><text>&#123;&#123;x&#125;&#125; &amp; y</text></svg>";
        let Parsed { value, diagnostics } = drawn(inside);
        assert_eq!(value.as_deref(), Some(expected), "{diagnostics:?}");
    }

    #[test]
    fn what_is_more_than_a_drawing_is_refused() {
        for inside in [
            "<script/>",
            "<style>a{}</style>",
            "<foreignObject/>",
            "<image href=\"#a\"/>",
            "<a/>",
            "<animate/>",
            "<svg/>",
            "<g onclick=\"x()\"/>",
            "<g OnLoad=\"x()\"/>",
            "<g style=\"fill:red\"/>",
            "<use href=\"other.svg#a\"/>",
            "<use xlink:href=\"javascript:x()\"/>",
            "<path fill=\"url(https://example.org/a)\"/>",
            "<path fill=\"URL( 'a.svg#b' )\"/>",
            "<path fill=\"u\\72l(a)\"/>",
            "<path fill=\"&#117;rl(a)\"/>",
            "<![CDATA[<script>]]>",
            "<?php x ?>",
        ] {
            let found = drawn(inside);
            let rules: Vec<&str> = found.diagnostics.iter().map(|found| found.rule.id).collect();
            assert_eq!((found.value, rules), (None, vec!["unsafe-cover"]), "{inside}");
        }
    }

    #[test]
    fn an_attribute_is_reported_where_it_is() {
        let inside = "<circle fill=\"r\" data-style='style'\n r=\"@\" style = \"\"/>";
        let places = drawn(inside).diagnostics.into_iter().map(|found| {
            let before = &found.source.text[..found.span.start];
            (before[before.find("<circle").unwrap()..].to_owned(), found.source.slice(&found.span).to_owned())
        });
        let first = "<circle fill=\"r\" data-style='style'\n ";
        let expected = [(first.to_owned(), "r".to_owned()), (format!("{first}r=\"@\" "), "style".to_owned())];
        assert_eq!(places.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn what_is_not_well_formed_is_refused() {
        for inside in ["<g>", "</g>", "<g></path>", "<g a=1/>", "&nope;", "</svg><svg>", "</svg>x<svg>"] {
            let found = drawn(inside);
            let rules: Vec<&str> = found.diagnostics.iter().map(|found| found.rule.id).collect();
            assert_eq!((found.value, rules), (None, vec!["malformed-cover"]), "{inside}");
        }
        let deep = "<g>".repeat(DEEPEST) + &"</g>".repeat(DEEPEST);
        assert_eq!(drawn(&deep).diagnostics[0].message, "elements are nested more than 32 deep");
    }
}
