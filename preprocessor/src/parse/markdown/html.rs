//! Finds what a browser makes of an author's HTML: comments, tags that no browser knows, and tags that need a partner.
//!
//! In: the spans of HTML. Out: notes. Must not judge whether tags match: `balance` does.

use html5gum::{DefaultEmitter, Error, Spanned, State, Token, Tokenizer};
use pulldown_cmark::TagEnd;

use super::notes::{Markdown, Tag, TagKind};
use crate::source::{self, Source, Span};

/// The elements of HTML, with those that browsers still know.
const HTML: &str = " a abbr acronym address area article aside audio b base bdi bdo big blockquote body br button canvas \
    caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed fieldset \
    figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input \
    ins kbd label legend li link main map mark marquee math menu meta meter nav nobr noscript object ol optgroup option \
    output p param picture portal pre progress q rb rp rt rtc ruby s samp script search section select slot small \
    source span strike strong style sub summary sup svg table tbody td template textarea tfoot th thead time title tr \
    track tt u ul var video wbr ";

/// The elements of SVG and MathML that HTML does not have: `/users/<path>` is no drawing.
const EMBEDDED: &str = " animate animatemotion animatetransform circle clippath defs desc ellipse feblend \
    fecolormatrix fecomponenttransfer fecomposite feconvolvematrix fediffuselighting fedisplacementmap fedistantlight \
    fedropshadow feflood fefunca fefuncb fefuncg fefuncr fegaussianblur feimage femerge femergenode femorphology \
    feoffset fepointlight fespecularlighting fespotlight fetile feturbulence filter foreignobject g image line \
    lineargradient marker mask metadata mpath path pattern polygon polyline radialgradient rect set stop svg switch \
    symbol text textpath tspan use view annotation annotation-xml maction math menclose merror mfenced mfrac mi \
    mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms mspace msqrt mstyle msub msubsup msup mtable \
    mtd mtext mtr munder munderover none semantics ";

/// Elements without an end tag.
const VOID: &str = " area base br col embed hr img input link meta param source track wbr ";

/// Elements that show nothing unless an attribute says what.
const EMPTY: &str = " area base embed frame img link meta param source track ";

/// Elements whose `src` or `href` is the address of a file.
const LINKING: &str = " a audio img source video ";

/// Where the next piece of HTML is.
#[derive(Debug, Default)]
pub(super) struct Scanner {
    /// How many drawings and formulas are open.
    embedded: usize,
    /// The numbers of the open Markdown elements.
    containers: Vec<usize>,
    /// How many there were.
    count: usize,
}

impl Scanner {
    /// A Markdown element begins. A block of HTML contains nothing: its tags are in what is around it.
    pub(super) fn enter(&mut self, element: &pulldown_cmark::Tag<'_>) {
        if !matches!(element, pulldown_cmark::Tag::HtmlBlock) {
            self.count += 1;
            self.containers.push(self.count);
        }
    }

    pub(super) fn leave(&mut self, element: TagEnd) {
        if element != TagEnd::HtmlBlock {
            self.containers.pop();
        }
    }

    /// Adds what is noteworthy in a piece of HTML, read as mdBook reads it.
    pub(super) fn scan(&mut self, source: &Source, html: &Span, found: &mut Markdown) {
        let container = self.containers.last().copied().unwrap_or_default();
        scan(source, html, container, &mut self.embedded, found);
    }
}

fn scan(source: &Source, html: &Span, container: usize, embedded: &mut usize, found: &mut Markdown) {
    let text = source.slice(html);
    let in_file =
        |span: html5gum::Span<usize>| html.start + span.start..html.start + span.end.min(text.len());
    // The end of the last tag or comment.
    let mut last = html.start;
    let mut tokens = Tokenizer::new_with_emitter(text, DefaultEmitter::<usize>::new_with_span());
    while let Some(Ok(token)) = tokens.next() {
        let (name, span, kind) = match token {
            Token::StartTag(tag) => {
                // Only these two hold no markup for mdBook.
                match tag.name.as_slice() {
                    b"script" => tokens.set_state(State::ScriptData),
                    b"style" => tokens.set_state(State::RawText),
                    _ => {}
                }
                let kind = if tag.self_closing { TagKind::SelfClosing } else { TagKind::Start };
                let span = in_file(tag.span);
                let linking = str::from_utf8(&tag.name).is_ok_and(|name| is_in(LINKING, name));
                for (_, value) in tag.attributes.iter().filter(|(name, _)| linking && is_address(name)) {
                    found.addresses.extend(address(source, in_file(value.span), value));
                }
                (tag.name, span, kind)
            }
            Token::EndTag(tag) => (tag.name, in_file(tag.span), TagKind::End),
            Token::Comment(Spanned { span, .. }) | Token::Doctype(Spanned { span, .. }) => {
                last = comment(source, in_file(span), found);
                continue;
            }
            Token::Error(Spanned { value: Error::EofInTag, .. }) => {
                let rest = source.text[last..html.end].find('<').map_or(html.end, |at| last + at);
                found.unclosed.push(first_line(source, &(rest..html.end)));
                continue;
            }
            Token::Error(_) | Token::String(_) => continue,
        };
        last = span.end;
        let name = String::from_utf8_lossy(&name).into_owned();
        tag(source, Tag { span, name, kind, container }, embedded, found);
    }
}

fn is_address(attribute: &[u8]) -> bool {
    attribute == b"src" || attribute == b"href"
}

/// The address in an attribute, which the tokenizer places from its name to the quote after its value. `None` without one.
fn address(source: &Source, attribute: Span, value: &[u8]) -> Option<source::Spanned<String>> {
    let value = String::from_utf8_lossy(value).into_owned();
    let end = attribute.end - 1;
    let (_, written) = source.slice(&(attribute.start..end)).split_once('=')?;
    let written = written.trim_start();
    let written = written.strip_prefix(['"', '\'']).unwrap_or(written);
    (!value.is_empty()).then(|| source::Spanned::new(value, end - written.len()..end))
}

fn tag(source: &Source, tag: Tag, embedded: &mut usize, found: &mut Markdown) {
    let Tag { span, name, kind, .. } = &tag;
    if ["svg", "math"].contains(&name.as_str()) {
        match kind {
            TagKind::Start => *embedded += 1,
            TagKind::End => *embedded = embedded.saturating_sub(1),
            TagKind::SelfClosing => {}
        }
    }
    let in_drawing = *embedded > 0 && is_in(EMBEDDED, name);
    // `List<Option>` is a text, whatever HTML has an `option`.
    let before = source.text[..span.start].chars().next_back();
    let written = &source.text[span.start + 1..];
    let glued = *kind != TagKind::End
        && before.is_some_and(char::is_alphanumeric)
        && written.starts_with(char::is_uppercase);
    let bare = span.len() == "<>".len() + name.len() && is_in(EMPTY, name);
    let known = name.contains('-') || is_in(HTML, name) || in_drawing;
    if glued || bare || !known {
        found.swallowed.push(span.clone());
    }
    let closes_itself = match kind {
        TagKind::Start => is_in(VOID, name),
        TagKind::End => false,
        TagKind::SelfClosing => is_in(VOID, name) || in_drawing || ["svg", "math"].contains(&name.as_str()),
    };
    if !closes_itself {
        found.tags.push(tag);
    }
}

/// Notes a comment, or what browsers take for one such as `<?php x ?>`. Returns its end.
fn comment(source: &Source, span: Span, found: &mut Markdown) -> usize {
    let text = source.slice(&span);
    let end = span.end;
    if text.starts_with("<!--") && (text.ends_with("-->") || text.ends_with("--!>")) {
        found.comments.push(span);
    } else if text.starts_with("<!--") || !text.ends_with('>') {
        found.unclosed.push(first_line(source, &span));
    } else {
        found.swallowed.push(span);
    }
    end
}

fn first_line(source: &Source, span: &Span) -> Span {
    let line = source.slice(span).lines().next().unwrap_or_default();
    span.start..span.start + line.len()
}

fn is_in(names: &str, name: &str) -> bool {
    names.split_ascii_whitespace().any(|known| known == name)
}

#[cfg(test)]
mod tests {
    use crate::parse::embedded::macros::Macros;
    use crate::parse::markdown::parse_markdown;
    use crate::source::Source;

    fn swallowed(text: &str) -> Vec<String> {
        let source = Source::new("f.md", text);
        let found = parse_markdown(&source, &(0..text.len()), &Macros::default());
        found.swallowed.iter().map(|span| source.slice(span).to_owned()).collect()
    }

    #[test]
    fn tags_that_no_browser_knows_are_noted() {
        assert_eq!(
            swallowed("/users/<id>/feed and a List<Item> or List<Option>"),
            ["<id>", "<Item>", "<Option>"]
        );
        assert_eq!(swallowed("<section>\nof <who>\n</section>"), ["<who>"]);
        assert_eq!(swallowed("a <path> <source> b\n\n<?php x ?>\n"), ["<path>", "<source>", "<?php x ?>"]);
        assert_eq!(swallowed("## The set {a, b}\n\n> - ## So {c}\n\nOr {}\n---\n"), ["{a, b}", "{c}", "{}"]);
    }

    #[test]
    fn html_is_not() {
        let text = "a<br>b <SUB>2</SUB> <cb-case data-a=\"<id>\"> <http://a.b> `List<Item>` a<b c <kbd>x</kbd>\n\n\
            <!-- <id> -->\n<svg viewBox=\"0 0 1 1\"><path d=\"\"/><linearGradient/></svg>\n\n\
            <style>\na > b {} /* <id> */\n</style>\n\n## A {#x .y k=v}\n";
        assert_eq!(swallowed(text), [] as [String; 0]);
    }
}
